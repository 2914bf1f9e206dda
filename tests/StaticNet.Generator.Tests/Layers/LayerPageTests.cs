namespace StaticNet.Generator.Tests.Layers;

/// <summary>The pages of the layers and losses: there is one each, and its example has the layer. That it is a sound network is a test of all pages.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class LayerPageTests
{
    private static string Pages => Path.Combine(Repository.Root, "docs", "layers");

    public static TheoryData<string> Kinds =>
    [
        .. typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(static type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(NetworkLossAttribute))))
            .Select(static type => type.Name.Split("Attribute")[0])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_layer_has_a_page_with_an_example(string kind)
    {
        string file = kind.ToLowerInvariant() + ".md";
        string page = await File.ReadAllTextAsync(Path.Combine(Pages, file), TestContext.Current.CancellationToken);
        string example = page.Split("## Example\n\n```csharp\n")[1];
        string[] network = [.. example[..example.IndexOf("```", StringComparison.Ordinal)].Split('\n').TakeWhile(static line => !line.Contains(" partial class "))];

        Assert.StartsWith($"# {kind}\n", page);
        Assert.Contains(network, line => line.Contains($"[{kind}"));
        Assert.Contains($"| [{kind}]({file}) | ", await File.ReadAllTextAsync(Path.Combine(Pages, "README.md"), TestContext.Current.CancellationToken));
    }
}
