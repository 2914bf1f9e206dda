namespace StaticNet.Generator.Tests.Pages;

/// <summary>A block of C# on a page of the documentation.</summary>
/// <param name="Page">The page's path in the repository, with slashes.</param>
/// <param name="Heading">The heading that it stands under.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Text">The code.</param>
internal sealed record PageBlock(string Page, string Heading, int Line, string Text)
{
    private const string Fence = "```";

    /// <summary>The blocks of a page, in order.</summary>
    public static PageBlock[] Of(string page)
    {
        List<PageBlock> blocks = [];
        string heading = "";
        (string Language, int Line, int Indent)? open = null;
        List<string> text = [];
        string[] lines = File.ReadAllLines(Path.Combine([Repository.Root, .. page.Split('/')]));
        for (int i = 0; i < lines.Length; i++)
        {
            string trimmed = lines[i].TrimStart();
            if (open is (string language, int line, int indent))
            {
                if (trimmed != Fence)
                {
                    text.Add(lines[i][Math.Min(indent, lines[i].Length - trimmed.Length)..]);
                    continue;
                }

                if (language == "csharp")
                {
                    blocks.Add(new PageBlock(page, heading, line, string.Join("\n", text) + "\n"));
                }

                open = null;
            }
            else if (trimmed.StartsWith(Fence, StringComparison.Ordinal))
            {
                // One name of the language, so that no block escapes its test.
                Assert.True(trimmed[Fence.Length..].ToLowerInvariant() is not ("cs" or "c#"), $"{page}({i + 1}): the fence of C# is {Fence}csharp");
                open = (trimmed[Fence.Length..], i + 1, lines[i].Length - trimmed.Length);
                text.Clear();
            }
            else if (lines[i].StartsWith('#'))
            {
                heading = lines[i].TrimStart('#').Trim();
            }
        }

        Assert.True(open is null, $"{page}: the last fence is open");
        return [.. blocks];
    }
}
