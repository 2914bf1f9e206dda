using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(StaticNet.Package.Tests.Packages))]

namespace StaticNet.Package.Tests;

/// <summary>What is in the packages.</summary>
public sealed partial class PackageTests(Packages packages)
{
    [Fact]
    public void Packing_warns_of_nothing() => packages.Packing.Succeeds();

    [Fact]
    public void StaticNet_has_the_runtime_the_generator_and_the_code_fixes()
        => Assert.Equal(
            [
                "README.md",
                "StaticNet.nuspec",
                "analyzers/dotnet/cs/StaticNet.CodeFixes.dll",
                "analyzers/dotnet/cs/StaticNet.Generator.dll",
                "build/net10.0/StaticNet.props",
                "build/net10.0/StaticNet.targets",
                "buildTransitive/net10.0/StaticNet.props",
                "buildTransitive/net10.0/StaticNet.targets",
                "lib/net10.0/StaticNet.dll",
                "lib/net10.0/StaticNet.xml",
            ],
            Files("StaticNet", "nupkg"));

    [Fact]
    public void StaticNet_Onnx_has_the_bridge_only()
        => Assert.Equal(
            ["README.md", "StaticNet.Onnx.nuspec", "lib/net10.0/StaticNet.Onnx.dll", "lib/net10.0/StaticNet.Onnx.xml"],
            Files("StaticNet.Onnx", "nupkg"));

    [Fact]
    public void StaticNet_Extensions_Console_has_the_progress_only()
        => Assert.Equal(
            ["README.md", "StaticNet.Extensions.Console.nuspec", "lib/net10.0/StaticNet.Extensions.Console.dll", "lib/net10.0/StaticNet.Extensions.Console.xml"],
            Files("StaticNet.Extensions.Console", "nupkg"));

    [Fact]
    public void StaticNet_Extensions_Data_has_the_tables_only()
        => Assert.Equal(
            ["README.md", "StaticNet.Extensions.Data.nuspec", "lib/net10.0/StaticNet.Extensions.Data.dll", "lib/net10.0/StaticNet.Extensions.Data.xml"],
            Files("StaticNet.Extensions.Data", "nupkg"));

    [Fact]
    public void StaticNet_Extensions_Images_has_the_images_only()
        => Assert.Equal(
            ["README.md", "StaticNet.Extensions.Images.nuspec", "lib/net10.0/StaticNet.Extensions.Images.dll", "lib/net10.0/StaticNet.Extensions.Images.xml"],
            Files("StaticNet.Extensions.Images", "nupkg"));

    [Theory]
    [InlineData("StaticNet")]
    [InlineData("StaticNet.Onnx")]
    [InlineData("StaticNet.Extensions.Console")]
    [InlineData("StaticNet.Extensions.Data")]
    [InlineData("StaticNet.Extensions.Images")]
    public void Symbols_stand_in_a_package_beside_it(string package)
        => Assert.Equal([$"{package}.nuspec", $"lib/net10.0/{package}.pdb"], Files(package, "snupkg"));

    [Theory]
    [InlineData("StaticNet", "System.Numerics.Tensors")]
    [InlineData("StaticNet.Onnx", "Google.Protobuf StaticNet System.Numerics.Tensors")]
    [InlineData("StaticNet.Extensions.Console", "Spectre.Console StaticNet System.Numerics.Tensors")]
    [InlineData("StaticNet.Extensions.Data", "Apache.Arrow Apache.Arrow.Compression Apache.Arrow.Scalars CommunityToolkit.HighPerformance K4os.Compression.LZ4 K4os.Compression.LZ4.Streams K4os.Hash.xxHash Microsoft.Data.Analysis Microsoft.IO.RecyclableMemoryStream Microsoft.ML.DataView Parquet.Net Snappier StaticNet System.Numerics.Tensors ZstdSharp.Port")]
    [InlineData("StaticNet.Extensions.Images", "SkiaSharp SkiaSharp.NativeAssets.Linux.NoDependencies SkiaSharp.NativeAssets.Win32 SkiaSharp.NativeAssets.macOS StaticNet System.Numerics.Tensors")]
    public void It_depends_on_what_it_calls_and_says_where_to_read_on(string package, string dependencies)
    {
        using ZipArchive archive = Open(package, "nupkg");
        using Stream stream = archive.GetEntry($"{package}.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();

        Assert.Equal(
            dependencies.Split(' '),
            metadata.Descendants().Where(static element => element.Name.LocalName == "dependency").Select(static element => (string)element.Attribute("id")!).Order(StringComparer.Ordinal));
        Assert.Equal("README.md", Text("readme"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal(Packages.Version, Text("version"));
        Assert.NotEmpty(Text("description"));
        Assert.NotEmpty(Text("tags"));

        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    [Theory]
    [InlineData("StaticNet")]
    [InlineData("StaticNet.Onnx")]
    [InlineData("StaticNet.Extensions.Console")]
    public void The_links_of_a_readme_work_on_the_package_page(string package)
    {
        using ZipArchive archive = Open(package, "nupkg");
        using StreamReader reader = new(archive.GetEntry("README.md")!.Open());
        string readme = reader.ReadToEnd();

        // Where the diagnostics' pages are.
        string pages = HelpLink().Match(File.ReadAllText(Packages.Targets)).Groups[1].Value;
        Assert.NotEmpty(pages);
        Assert.DoesNotContain("<img", readme);
        string[] links = [.. Link().Matches(readme).Select(static match => match.Groups[1].Value)];
        Assert.All(links, static link => Assert.StartsWith("https://", link));
        Assert.All(
            links.Where(link => link.StartsWith(pages, StringComparison.Ordinal)).Select(link => link[pages.Length..].Split('#')[0]),
            static path => Assert.True(Path.Exists(Path.Combine([Repository.Root, .. path.Split('/')])), path));
        Assert.Equal(package == "StaticNet", links.Length > 20);
    }

    [Fact]
    public void The_readme_is_the_front_page_with_other_links()
    {
        using ZipArchive archive = Open("StaticNet", "nupkg");
        using StreamReader reader = new(archive.GetEntry("README.md")!.Open());
        string[] packed = reader.ReadToEnd().TrimEnd().ReplaceLineEndings("\n").Split('\n');
        string[] page = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).TrimEnd().ReplaceLineEndings("\n").Split('\n');

        Assert.Equal(page.Length, packed.Length);
        Assert.All(page.Zip(packed).Where(static lines => !lines.First.Contains("](", StringComparison.Ordinal) && !lines.First.Contains("<img", StringComparison.Ordinal)), static lines => Assert.Equal(lines.First, lines.Second));
    }

    // Without what every package has for the format's sake.
    private string[] Files(string package, string extension)
    {
        using ZipArchive archive = Open(package, extension);
        return
        [
            .. archive.Entries
                .Select(static entry => entry.FullName)
                .Where(static name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private ZipArchive Open(string package, string extension)
        => ZipFile.OpenRead(Path.Combine(packages.Feed, $"{package}.{Packages.Version}.{extension}"));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("HelpLink=\"(.*/)docs/diagnostics/")]
    private static partial Regex HelpLink();
}
