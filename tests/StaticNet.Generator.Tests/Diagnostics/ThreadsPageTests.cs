using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Pages with whole programs: what they show compiles without a warning.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class ThreadsPageTests
{
    [Theory]
    [InlineData("threads.md")]
    [InlineData("backward.md")]
    [InlineData("training.md")]
    [InlineData("data.md")]
    public async Task The_code_on_the_page_compiles(string file)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", file), TestContext.Current.CancellationToken);
        string[] examples = [.. page.ReplaceLineEndings("\n").Split("```csharp\n").Skip(1).Select(static part => part.Split("```")[0])];
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            Run run = Run.Generate(example).Compiles();
            Assert.Empty(await Diagnosis.Find(run));
        }
    }
}
