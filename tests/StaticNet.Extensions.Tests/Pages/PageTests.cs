namespace StaticNet.Extensions.Tests.Pages;

/// <summary>
/// The code of the documentation that needs these packages is compiled here: a block with the language <c>cs</c> is a file beside this one. Blocks of <c>csharp</c> need nothing but the core, and are
/// compiled by other tests.
/// </summary>
[Trait(Build.Trait, Build.Any)]
public sealed class PageTests
{
    [Theory]
    [InlineData("data.md", "Voyage.cs", "Photos.cs")]
    public async Task The_code_on_the_page_is_the_code_that_is_compiled(string page, params string[] files)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", page), TestContext.Current.CancellationToken);
        string[] blocks = [.. text.ReplaceLineEndings("\n").Split("```cs\n").Skip(1).Select(static part => part.Split("```")[0])];
        Assert.Equal(files.Length, blocks.Length);
        for (int i = 0; i < files.Length; i++)
        {
            string path = Path.Combine(Repository.Root, "tests", "StaticNet.Extensions.Tests", "Pages", files[i]);
            Assert.Equal((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), blocks[i]);
        }
    }
}
