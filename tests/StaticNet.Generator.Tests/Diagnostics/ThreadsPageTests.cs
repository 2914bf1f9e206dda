using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>The page about threads: what it shows compiles without a warning.</summary>
public sealed class ThreadsPageTests
{
    [Fact]
    public async Task The_code_on_the_page_compiles()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "threads.md"), TestContext.Current.CancellationToken);
        string[] examples = [.. page.ReplaceLineEndings("\n").Split("```csharp\n").Skip(1).Select(static part => part.Split("```")[0])];
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            Run run = Run.Generate(example).Compiles();
            Assert.Empty(await Diagnosis.Find(run));
        }
    }
}
