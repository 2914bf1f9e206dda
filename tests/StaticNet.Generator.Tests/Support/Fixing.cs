using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Fuzz;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Applies a code fix as an editor does: to one diagnostic, or to all.</summary>
internal static class Fixing
{
    /// <summary>Fixes the first of the provider's diagnostics; gives the title and the new text.</summary>
    public static async Task<(string Title, string Text)> FixFirst(CodeFixProvider provider, string source)
        => Assert.Single(await Offers(provider, source));

    /// <summary>All ways that the provider offers to fix the first of its diagnostics, each with its title and its new text.</summary>
    public static async Task<(string Title, string Text)[]> Offers(CodeFixProvider provider, string source)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Document document = Open(source);
        Diagnostic first = (await Find(provider, document.Project, token))[0];
        var offers = new List<(string, string)>();
        foreach (CodeAction action in await CodeActions.For(provider, document, first, token))
        {
            offers.Add((action.Title, await Apply(action, document, token)));
        }

        return [.. offers];
    }

    /// <summary>Fixes all of the provider's diagnostics of one id at once, in the way that it offers at this place.</summary>
    public static async Task<string> FixAll(CodeFixProvider provider, string source, int offer = 0)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Document document = Open(source);
        ImmutableArray<Diagnostic> all = await Find(provider, document.Project, token);
        CodeAction single = (await CodeActions.For(provider, document, all[0], token))[offer];
        CodeAction? action = await CodeActions.ForAll(provider, single, all[0].Id, document, FixAllScope.Document, all, token);
        return await Apply(action!, document, token);
    }

    private static Document Open(string source)
    {
        var solution = Compilations.Create(source);
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "UserCode", "UserCode", LanguageNames.CSharp,
            compilationOptions: solution.Options, parseOptions: Compilations.ParseOptions, metadataReferences: solution.References));
        return workspace.AddDocument(project.Id, "File0.cs", SourceText.From(source));
    }

    private static async Task<ImmutableArray<Diagnostic>> Find(CodeFixProvider provider, Project project, CancellationToken token)
    {
        Compilation compilation = (await project.GetCompilationAsync(token))!;
        return [.. (await Diagnosis.Find(compilation)).Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))];
    }

    private static async Task<string> Apply(CodeAction action, Document document, CancellationToken token)
        => (await (await CodeActions.Apply(action, token)).GetDocument(document.Id)!.GetTextAsync(token)).ToString();
}
