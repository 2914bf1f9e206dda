using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

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
        foreach (CodeAction action in await Actions(provider, document, first, token))
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
        CodeAction single = (await Actions(provider, document, all[0], token))[offer];
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, single.EquivalenceKey!, [all[0].Id], new Known(all), token);
        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
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

    private static async Task<List<CodeAction>> Actions(CodeFixProvider provider, Document document, Diagnostic diagnostic, CancellationToken token)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), token));
        return actions;
    }

    private static async Task<string> Apply(CodeAction action, Document document, CancellationToken token)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(token);
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync(token)).ToString();
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
