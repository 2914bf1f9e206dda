using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Layers;

namespace StaticNet.Fuzz;

/// <summary>Asks for code fixes and refactorings, and applies them, as an editor does.</summary>
internal static class CodeActions
{
    /// <summary>What is offered for a diagnostic.</summary>
    public static async Task<CodeAction[]> For(CodeFixProvider provider, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
        return [.. actions.SelectMany(Leaves)];
    }

    /// <summary>What is offered for a selection.</summary>
    public static async Task<CodeAction[]> For(CodeRefactoringProvider provider, Document document, TextSpan selection, CancellationToken cancellationToken)
    {
        List<CodeAction> actions = [];
        await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(document, selection, actions.Add, cancellationToken));
        return [.. actions.SelectMany(Leaves)];
    }

    /// <summary>All diagnostics of an id at once, in the way of an action that is offered for one of them; null where nothing is.</summary>
    public static async Task<CodeAction?> ForAll(
        CodeFixProvider provider, CodeAction action, string id, Document document, FixAllScope scope, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
        => provider.GetFixAllProvider() is { } all && action.EquivalenceKey is { } key
            ? await all.GetFixAsync(new FixAllContext(document, provider, scope, key, [id], new Known([.. diagnostics.Where(diagnostic => diagnostic.Id == id)]), cancellationToken))
            : null;

    /// <summary>The solution after an action, which does nothing but change it.</summary>
    public static async Task<Solution> Apply(CodeAction action, CancellationToken cancellationToken)
        => await action.GetOperationsAsync(cancellationToken) is [ApplyChangesOperation { ChangedSolution: var changed }]
            ? changed
            : throw new InvalidOperationException($"'{action.Title}' does something else than to change the solution.");

    // What a menu has in it is offered, too.
    private static IEnumerable<CodeAction> Leaves(CodeAction action)
        => action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(Leaves);

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(diagnostics.Where(diagnostic => document.Project.Solution.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
