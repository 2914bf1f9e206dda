namespace StaticNet.Generator.Tests.Pages;

/// <summary>Whole programs on pages, one after the other in one folder: what they print is what the page says.</summary>
public sealed class PageProgramTests
{
    [Theory]
    [InlineData("docs/saving-and-loading.md", 3)]
    [InlineData("docs/reproducibility.md", 1)]
    public async Task The_programs_of_a_page_print_what_their_comments_say(string page, int programs)
    {
        // A fragment does not name the library.
        PageBlock[] blocks = [.. PageBlock.Of(page).Where(static block => block.Text.Contains("using StaticNet;\n", StringComparison.Ordinal))];
        Assert.Equal(programs, blocks.Length);
        using ProgramFolder folder = new();
        foreach (PageBlock block in blocks)
        {
            await folder.Run(block);
        }
    }

    [Fact]
    public async Task The_first_programs_print_what_the_page_says()
    {
        const string Page = "docs/getting-started.md";
        PageBlock[] blocks = PageBlock.Of(Page);
        Assert.Equal(2, blocks.Length);
        using ProgramFolder folder = new();
        string output = await folder.Run(blocks[0]);
        await folder.Run(blocks[1]);

        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, Page), TestContext.Current.CancellationToken);
        string end = page.ReplaceLineEndings("\n").Split("```text\n")[1].Split("```")[0];
        Assert.EndsWith(end, output);
    }
}
