using System.Text.RegularExpressions;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Pages;

/// <summary>The pages of the documentation: their code compiles without a warning, their links lead somewhere, and the index lists them.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed partial class PageTests
{
    // The pages of diagnostics show mistakes, and that on the architecture shows parts of files: DescriptorTests and ArchitecturePageTests compare them with what they are about.
    private static bool IsTestedElsewhere(string page) => page.StartsWith("docs/diagnostics/STN", StringComparison.Ordinal) || page == "docs/architecture.md";

    private static string[] AllPages =>
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Files("docs", "*.md"),
        .. Files("runtime", "README.md"),
    ];

    public static TheoryData<string> PagesWithCode => [.. AllPages.Where(static page => !IsTestedElsewhere(page) && PageBlock.Of(page).Length > 0)];

    public static TheoryData<string> Pages => [.. AllPages];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task The_code_on_a_page_compiles_without_a_warning(string page)
    {
        PageBlock[] blocks = PageBlock.Of(page);
        foreach (PageBlock block in blocks.Where(static block => !IsGenerated(block)))
        {
            if (PageProgram.IsWeb(block) && !PageProgram.HasWeb)
            {
                continue;
            }

            Run run = PageProgram.Generate(block, blocks).Compiles();
            Assert.Empty(await Diagnosis.Find(run));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_links_of_a_page_lead_to_files_and_headings(string page)
    {
        string folder = Path.GetDirectoryName(Full(page))!;
        foreach (string link in Links(page))
        {
            string[] parts = link.Split('#');
            string file = parts[0].Length == 0 ? Full(page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(Path.Exists(file), $"{page}: {link} leads nowhere");
            if (parts.Length == 2)
            {
                Assert.True(Anchors(file).Contains(parts[1]), $"{page}: {link} leads to no heading of {string.Join(", ", Anchors(file))}");
            }
        }
    }

    [Fact]
    public void The_index_lists_every_page_and_folder()
    {
        string[] links = [.. Links("docs/README.md").Select(static link => link.Split('#')[0])];

        // Pages of folders have an index of their own.
        IEnumerable<string> expected = Directory.GetFiles(Full("docs"), "*.md").Select(static file => Path.GetFileName(file)).Where(static file => file != "README.md")
            .Concat(Directory.GetDirectories(Full("docs")).Where(static folder => File.Exists(Path.Combine(folder, "README.md"))).Select(static folder => $"{Path.GetFileName(folder)}/README.md"));
        Assert.Empty(expected.Except(links));
    }

    // Code that the page shows of a file under docs/generated, which KeptPagesTests compares with what is generated.
    private static bool IsGenerated(PageBlock block)
    {
        string text = Trimmed(block.Text);
        return Directory.GetFiles(Full("docs/generated"), "*.g.cs").Any(file => Trimmed(File.ReadAllText(file)).Contains(text, StringComparison.Ordinal));
    }

    private static string Trimmed(string text) => string.Join("\n", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    // Those within the repository.
    private static IEnumerable<string> Links(string page)
        => Link().Matches(CodeSpan().Replace(WithoutCode(File.ReadAllText(Full(page))), ""))
            .Select(static match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)
            .Where(static link => !link.Contains("://", StringComparison.Ordinal));

    private static HashSet<string> Anchors(string file)
        => [.. WithoutCode(File.ReadAllText(file)).Split('\n').Where(static line => line.StartsWith('#')).Select(static line => Anchor(line.TrimStart('#').Trim()))];

    // As GitHub makes it of a heading.
    private static string Anchor(string heading) => NoPartOfAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    private static IEnumerable<string> Files(string folder, string pattern)
        => Directory.GetFiles(Full(folder), pattern, SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(static file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Full(string path) => Path.Combine([Repository.Root, .. path.Split('/')]);

    [GeneratedRegex("""\]\(([^)\s]+)\)|<img src="([^"]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^ *```.*?^ *```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoPartOfAnchors();
}
