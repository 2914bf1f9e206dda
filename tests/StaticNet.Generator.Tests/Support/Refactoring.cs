using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Fuzz;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Tests.Support;

/// <summary>
/// A refactoring as an editor applies it to what is selected between <c>[|</c> and <c>|]</c>. What it makes is compiled with the generator, and has
/// as few diagnostics as the source.
/// </summary>
internal static class Refactoring
{
    /// <summary>All that is offered: the titles, each with the new text.</summary>
    public static async Task<(string Title, string Text)[]> Offers(CodeRefactoringProvider provider, string marked)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        (string source, TextSpan selection) = Selected("using StaticNet;\n" + marked);
        await IsSound(source);
        using var workspace = new AdhocWorkspace();
        Compilation compilation = Compilations.Create(source);
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "UserCode", "UserCode", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: Compilations.ParseOptions, metadataReferences: compilation.References));
        Document document = workspace.AddDocument(project.Id, "File0.cs", SourceText.From(source));

        var offers = new List<(string, string)>();
        foreach (CodeAction action in await CodeActions.For(provider, document, selection, token))
        {
            Solution changed = await CodeActions.Apply(action, token);
            string text = (await changed.GetDocument(document.Id)!.GetTextAsync(token)).ToString();
            await IsSound(text);
            offers.Add((action.Title, text["using StaticNet;\n".Length..]));
        }

        return [.. offers];
    }

    /// <summary>The one that is offered under a title.</summary>
    public static async Task<string> Apply(CodeRefactoringProvider provider, string marked, string title)
        => Assert.Single(await Offers(provider, marked), offer => offer.Title == title).Text;

    private static (string Source, TextSpan Selection) Selected(string marked)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        return (marked.Remove(start, 2).Remove(end, 2), TextSpan.FromBounds(start, end));
    }

    private static async Task IsSound(string source)
    {
        Run run = Run.Generate(source).Compiles();
        Assert.Empty(await Diagnosis.Find(run));
    }
}
