using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.CodeFixes;

namespace StaticNet.Fuzz;

/// <summary>Applies every fix of every diagnostic, one by one and to all of a kind, and the refactorings that are offered somewhere.</summary>
internal sealed class Fixer(SyntaxTree tree, string text, ImmutableArray<Diagnostic> diagnostics, Random random, Action<int> applied)
{
    private static readonly ImmutableArray<CodeFixProvider> Providers = Reflected.All<CodeFixProvider>(typeof(InsertFlattenCodeFix).Assembly);

    private static readonly ImmutableArray<CodeRefactoringProvider> Refactorings = Reflected.All<CodeRefactoringProvider>(typeof(InsertFlattenCodeFix).Assembly);

    private static readonly Project Project = new AdhocWorkspace().AddProject(ProjectInfo.Create(
        ProjectId.CreateNewId(), VersionStamp.Default, "UserCode", "UserCode", LanguageNames.CSharp,
        compilationOptions: Compilations.Options, parseOptions: Compilations.ParseOptions, metadataReferences: Compilations.References));

    /// <summary>Applies them; gives the text after one of the fixes, or null if there is none.</summary>
    public string? Apply()
    {
        (CodeFixProvider Provider, Diagnostic Diagnostic)[] fixable =
        [
            .. from diagnostic in diagnostics
               from provider in Providers
               where provider.FixableDiagnosticIds.Contains(diagnostic.Id)
               select (provider, diagnostic),
        ];

        // Looking for a refactoring takes longer than all the rest.
        bool refactors = !Refactorings.IsEmpty && random.Next(8) == 0;
        if (fixable.Length == 0 && !refactors)
        {
            return null;
        }

        // Fixes look for the document by the file that a diagnostic is in: the diagnostics have to be those of the document itself.
        Document document = Project.AddDocument("File.cs", SourceText.From(text));
        if (fixable.Length > 0)
        {
            diagnostics = Examiner.Diagnose(document.Project.GetCompilationAsync().GetAwaiter().GetResult()!);
            fixable =
            [
                .. from diagnostic in diagnostics
                   from provider in Providers
                   where provider.FixableDiagnosticIds.Contains(diagnostic.Id)
                   select (provider, diagnostic),
            ];
        }

        List<string> results = [];
        foreach ((CodeFixProvider provider, Diagnostic diagnostic) in fixable)
        {
            List<CodeAction> actions = [];
            provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None)).GetAwaiter().GetResult();
            foreach (CodeAction action in actions.SelectMany(Leaves))
            {
                results.Add(Result(action, document, $"{provider.GetType().Name} for {diagnostic.Id}"));
                FixAll(provider, action, diagnostic, document);
            }
        }

        if (refactors)
        {
            Refactor(document);
        }

        return results.Count > 0 ? results[random.Next(results.Count)] : null;
    }

    private void FixAll(CodeFixProvider provider, CodeAction action, Diagnostic diagnostic, Document document)
    {
        if (provider.GetFixAllProvider() is not { } all || action.EquivalenceKey is null)
        {
            return;
        }

        var same = diagnostics.Where(other => other.Id == diagnostic.Id).ToImmutableArray();
        var context = new FixAllContext(document, provider, FixAllScope.Document, action.EquivalenceKey, [diagnostic.Id], new Given(same), CancellationToken.None);
        if (all.GetFixAsync(context).GetAwaiter().GetResult() is { } fixing)
        {
            Result(fixing, document, $"{provider.GetType().Name} for all {diagnostic.Id}", mayChangeNothing: true);
        }
    }

    private void Refactor(Document document)
    {
        // On a layer or on a class, where something may be offered; on several layers at once; or anywhere.
        SyntaxNode[] places = [.. tree.GetRoot().DescendantNodes().Where(static node => node is AttributeSyntax or AttributeListSyntax or BaseTypeDeclarationSyntax)];
        if (places.Length == 0)
        {
            return;
        }

        int start = places[random.Next(places.Length)].SpanStart;
        int end = random.Next(2) == 0 ? start : places[random.Next(places.Length)].Span.End;
        TextSpan span = random.Next(5) == 0 ? new TextSpan(random.Next(text.Length), 0) : TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
        foreach (CodeRefactoringProvider provider in Refactorings)
        {
            List<CodeAction> actions = [];
            provider.ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, actions.Add, CancellationToken.None)).GetAwaiter().GetResult();
            foreach (CodeAction action in actions.SelectMany(Leaves))
            {
                Result(action, document, $"{provider.GetType().Name} at {span}");
            }
        }
    }

    // What a menu has in it is offered, too.
    private static IEnumerable<CodeAction> Leaves(CodeAction action)
        => action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(Leaves);

    // The text after an action. A fix that spoils what was well formed, or that does nothing, is none.
    private string Result(CodeAction action, Document document, string what, bool mayChangeNothing = false)
    {
        applied(1);
        ImmutableArray<CodeActionOperation> operations = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution is not { } solution)
        {
            throw new FuzzException($"{what}, '{action.Title}', changes no solution.");
        }

        string result = solution.GetDocument(document.Id)!.GetTextAsync(CancellationToken.None).GetAwaiter().GetResult().ToString();
        if (result == text && !mayChangeNothing)
        {
            throw new FuzzException($"{what}, '{action.Title}', changes nothing.");
        }

        if (!HasErrors(tree) && Compilations.Parse(result, tree.FilePath) is var after && HasErrors(after))
        {
            throw new FuzzException($"{what}, '{action.Title}', leaves {after.GetDiagnostics().First()}:\n{result}");
        }

        return result;
    }

    private static bool HasErrors(SyntaxTree tree) => tree.GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private sealed class Given(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
