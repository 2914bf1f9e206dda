using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Ids, descriptors, analyzers, pages and release notes say the same.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class DescriptorTests
{
    private static string Pages => Path.Combine(Repository.Root, "docs", "diagnostics");

    private static IEnumerable<string> Ids => Descriptors.All.Select(static descriptor => descriptor.Id);

    // What MSBuild reports, from the package's targets: the id and the link to its page.
    private static IEnumerable<(string Id, string HelpLink)> Reported
        => XDocument.Load(Path.Combine(Repository.Root, "runtime", "StaticNet", "build", "StaticNet.targets")).Descendants()
            .Where(static element => element.Name.LocalName is "Warning" or "Error")
            .Select(static element => ((string)element.Attribute("Code")!, (string)element.Attribute("HelpLink")!));

    public static TheoryData<string> AllIds => [.. Descriptors.All.Select(static descriptor => descriptor.Id)];

    [Fact]
    public void Every_id_has_one_descriptor()
        => Assert.Equal(
            typeof(DiagnosticIds).GetFields(BindingFlags.Static | BindingFlags.Public).Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            Ids);

    [Fact]
    public void Every_descriptor_is_reported_by_one_analyzer()
        => Assert.Equal(Ids, Diagnosis.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static descriptor => descriptor.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_descriptor_has_a_page_and_every_page_a_descriptor()
        => Assert.Equal(
            Ids.Concat(Reported.Select(static reported => reported.Id)).Append("README"),
            Directory.GetFiles(Pages, "*.md").Select(static file => Path.GetFileNameWithoutExtension(file)).OrderBy(static name => name == "README").ThenBy(static name => name, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllIds))]
    public void A_page_is_headed_by_its_title_and_has_cause_example_and_fix(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Get(id);
        string[] lines = File.ReadAllLines(Path.Combine(Pages, id + ".md"));

        Assert.Equal($"# {id}: {descriptor.Title}", lines[0]);
        Assert.Equal(["## Cause", "## Example", "## Fix"], lines.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)).Take(3));
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
    }

    [Fact]
    public void What_the_package_reports_in_a_build_has_a_page_in_the_index()
    {
        Assert.NotEmpty(Reported);
        foreach ((string id, string link) in Reported)
        {
            string[] lines = File.ReadAllLines(Path.Combine(Pages, id + ".md"));

            Assert.Equal(["## Cause", "## Example", "## Fix"], lines.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)).Take(3));
            Assert.Equal(Descriptors.All[0].HelpLinkUri.Replace(Descriptors.All[0].Id, id, StringComparison.Ordinal), link);
            Assert.StartsWith($"# {id}: ", lines[0]);
            Assert.Contains($"| [{id}]({id}.md) | {lines[0][$"# {id}: ".Length..]} |", File.ReadAllText(Path.Combine(Pages, "README.md")));
        }
    }

    // A layer that the generator does not know cannot be written down in a page.
    public static TheoryData<string> IdsWithExamples => [.. Descriptors.All.Select(static descriptor => descriptor.Id).Where(static id => id != DiagnosticIds.UnknownLayer)];

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task The_example_of_a_page_is_reported_and_its_fix_is_not(string id)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Pages, id + ".md"), TestContext.Current.CancellationToken);
        string[] blocks = [.. page.Split("```csharp\n")[1..].Select(static rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];
        Assert.True(blocks.Length >= 2, "A page shows the mistake and the correction.");

        Assert.Equal([id], await Found(blocks[0]));
        foreach (string block in blocks[1..])
        {
            Assert.Empty(await Found(block));
        }

        static async Task<IEnumerable<string>> Found(string source)
        {
            Run run = Run.Generate("using StaticNet;\n" + source);
            return (await Diagnosis.Find(run)).Select(static diagnostic => diagnostic.Id);
        }
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void The_index_and_the_release_notes_list_it(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Get(id);

        Assert.Contains($"| [{id}]({id}.md) | {descriptor.Title} |", File.ReadAllText(Path.Combine(Pages, "README.md")));
        string releases = File.ReadAllText(Path.Combine(Repository.Root, "generator", "StaticNet.Generator", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(Repository.Root, "generator", "StaticNet.Generator", "AnalyzerReleases.Shipped.md"));
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", releases);
    }

    [Fact]
    public async Task A_diagnostic_can_be_suppressed_by_a_pragma()
    {
        Run run = Run.Generate("""
            using StaticNet;
            #pragma warning disable STN1002 // Shown to be suppressible.
            [Network(1, 8, 8)] [Dense(10)]
            #pragma warning restore STN1002
            public sealed partial class Net;
            """);

        Assert.Empty(await Diagnosis.Find(run));
    }

    [Fact]
    public async Task A_layer_of_another_version_is_reported()
    {
        Run run = Run.Generate("""
            using StaticNet;
            namespace StaticNet { public sealed class Conv9DAttribute : LayerAttribute; }
            [Network(8), Conv9D, Dense(10)]
            public sealed partial class Net;
            """);

        Diagnostic found = Assert.Single(await Diagnosis.Find(run));
        Assert.Equal("STN0014", found.Id);
        Assert.Equal($"[Conv9D] is not known to version {NetworkGenerator.Version} of the generator: use the generator of the StaticNet that declares it", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_layer_and_loss_of_the_runtime_is_in_the_attribute_table()
    {
        Compilation compilation = Compilations.Create();
        Type[] attributes = [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(static type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(NetworkLossAttribute))))];
        Assert.True(attributes.Length >= 27);

        foreach (Type attribute in attributes)
        {
            INamedTypeSymbol symbol = compilation.GetTypeByMetadataName(attribute.FullName!)!;
            bool isLayer = attribute.IsSubclassOf(typeof(LayerAttribute));
            Assert.Equal(isLayer, AttributeTable.IsLayer(symbol));
            Assert.Equal(!isLayer, AttributeTable.IsLoss(symbol));

            // [Dense(3)], [Conv2D(3, 3)], [Add("relu1")]: every attribute takes numbers or names, if it takes anything.
            // Compositions name blocks.
            string blocks = attribute.IsGenericType ? $"<{string.Join(", ", attribute.GetGenericArguments().Select(static _ => "Part"))}>" : "";
            string argument = attribute.GetConstructors()[0].GetParameters() is [{ HasDefaultValue: false }, ..] required
                ? $"({string.Join(", ", required.Select(static parameter => parameter.ParameterType == typeof(int) || parameter.ParameterType == typeof(double) ? "3" : "\"relu1\""))})"
                : "";
            string kind = attribute.Name.Split("Attribute")[0];
            Compilation network = Compilations.Create(
                $"[StaticNet.Network(2), StaticNet.ReLU, StaticNet.{kind}{blocks}{argument}] partial class Net; [StaticNet.Block, StaticNet.ReLU] class Part {{ const int Size = 1; }}");
            AttributeData data = network.GetTypeByMetadataName("Net")!.GetAttributes()[^1];
            var parser = new LayerParser(network, [], TestContext.Current.CancellationToken);
            Assert.Equal(kind, isLayer ? parser.Parse(data, 2)!.Kind : AttributeTable.Loss(data)!.Kind);
        }
    }
}
