using System.Net;
using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>
/// What the documentation shows of the generator's work is what the generator does: the generated code of three networks, the pictures of the samples' networks, the hover
/// of the front page. With STATICNET_UPDATE=1 the files are written anew.
/// </summary>
[Trait(Build.Trait, Build.Any)]
public sealed class KeptPagesTests
{
    [Theory]
    [InlineData("LeNet")]
    [InlineData("ResidualNetwork")]
    [InlineData("Xor")]
    public void The_generated_code_in_the_documentation_is_what_is_generated(string name)
    {
        Run run = Run.Generate(Read($"docs/generated/{name}.cs"));

        // Of other networks' blocks there may be records.
        string[] files = [.. run.HintNames.Where(static file => file != BlockRecordEmitter.FileName)];
        Assert.Equal([$"{name}.g.cs", $"{name}.Forward.g.cs", $"{name}.Backward.g.cs"], files);
        Assert.All(files, file => KeptFile.Check($"docs/generated/{file}", run.Text(file)));
    }

    [Theory]
    [InlineData("digits", "StaticNet.Samples.Digits.DigitClassifier", "samples/Digits/DigitClassifier.cs")]
    [InlineData("convolutional-digits", "StaticNet.Samples.Digits.ConvolutionalDigitClassifier", "samples/Digits/ConvolutionalDigitClassifier.cs")]
    [InlineData("fashion", "StaticNet.Samples.FashionMnist.FashionClassifier", "samples/FashionMnist/FashionClassifier.cs", "samples/FashionMnist/Basic.cs", "samples/FashionMnist/Projection.cs")]
    [InlineData("lenet", "LeNet", "docs/generated/LeNet.cs")]
    public void The_pictures_in_the_documentation_are_those_of_the_networks(string picture, string type, params string[] files)
    {
        using Loaded loaded = new(Run.Generate([.. files.Select(Read)]), type);

        KeptFile.Check($"docs/pictures/{picture}.svg", loaded.Summary.ToSvg());
    }

    [Fact]
    public void The_flowchart_in_the_documentation_is_that_of_the_network()
    {
        using Loaded loaded = new(Run.Generate(Read("docs/generated/ResidualNetwork.cs")), "ResidualNetwork");

        const string Page = "docs/pictures/README.md";
        string[] parts = Read(Page).Split("```mermaid\n");
        Assert.Equal(2, parts.Length);
        KeptFile.Check(Page, $"{parts[0]}```mermaid\n{loaded.Summary.ToMermaid()}{parts[1][parts[1].IndexOf("```", StringComparison.Ordinal)..]}");
    }

    [Fact]
    public void The_front_page_shows_the_hover_that_its_network_has()
    {
        string page = Read("README.md");
        string declaration = page.Split("```csharp\n")[1].Split("```")[0];
        string surface = Run.Generate(declaration).Text("Xor.g.cs");
        IEnumerable<string> lines = surface.Split("<code>\n")[1].Split("    /// </code>")[0].Split("/// </code>")[0].TrimEnd('\n').Split('\n')
            .Select(static line => WebUtility.HtmlDecode(line.Replace("/// ", "").Replace("///", "")));

        Assert.Contains("```text\n" + string.Join("\n", lines) + "\n```", page);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine([Repository.Root, .. path.Split('/')])).ReplaceLineEndings("\n");
}
