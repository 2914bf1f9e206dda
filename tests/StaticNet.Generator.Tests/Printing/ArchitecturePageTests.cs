using System.Text.RegularExpressions;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>The page about the architecture: its excerpts are code that is compiled, its folders are there, and no kernel is missing in it.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = Read("docs/architecture.md");

    [Fact]
    public void Each_excerpt_is_in_the_file_that_it_names()
    {
        string[] excerpts = [.. Page.Split("```csharp\n").Skip(1).Select(static part => part.Split("```")[0])];
        Assert.NotEmpty(excerpts);
        foreach (string excerpt in excerpts)
        {
            string[] lines = Lines(excerpt);
            Assert.StartsWith("// ", lines[0]);
            Assert.Contains(string.Join("\n", lines[1..]), string.Join("\n", Lines(Read(lines[0][3..]))));
        }
    }

    [Fact]
    public void Each_folder_and_file_that_it_names_is_there()
    {
        string[] paths = [.. Paths().Matches(Page).Select(static match => match.Groups[1].Value)];
        Assert.True(paths.Length > 10, $"{paths.Length} paths");
        Assert.All(paths, static path => Assert.True(Path.Exists(Full(path)), path));
        Assert.All(
            Links().Matches(Page).Select(static match => match.Groups[1].Value),
            static link => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", link)), link));
    }

    [Fact]
    public void Each_room_of_the_generator_is_in_it()
        => Assert.All(
            Directory.GetDirectories(Full("generator/StaticNet.Generator")).Where(static folder => Path.GetFileName(folder) is not ("bin" or "obj")),
            static folder => Assert.Contains($"| `generator/StaticNet.Generator/{Path.GetFileName(folder)}` |", Page));

    [Fact]
    public void Each_kernel_has_a_vocabulary()
    {
        string vocabularies = Page.Split("## The vocabularies\n")[1].Split("\n## ")[0];
        Assert.All(
            typeof(Kernel).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Kernel)) && !type.IsAbstract),
            type => Assert.Contains($"`{type.Name}`", vocabularies));
    }

    // Without indentation.
    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string Full(string path) => Path.Combine([Repository.Root, .. path.Split('/')]);

    private static string Read(string path) => File.ReadAllText(Full(path)).ReplaceLineEndings("\n");

    [GeneratedRegex("`((?:generator|runtime|tests|docs)/[^`]+)`")]
    private static partial Regex Paths();

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();
}
