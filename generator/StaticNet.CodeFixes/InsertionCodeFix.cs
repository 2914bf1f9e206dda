using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.CodeFixes;

/// <summary>
/// A fix that puts words into the source and touches nothing else. Two diagnostics can ask for the same insertion (two networks nested in
/// one class, which becomes partial once), so fixing all joins them.
/// </summary>
public abstract class InsertionCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) => ApplyAsync(document, diagnostics, context.CancellationToken)!);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root is not null && Insertions(root, diagnostic).Any())
            {
                string title = Title(root, diagnostic);
                context.RegisterCodeFix(
                    CodeAction.Create(title, token => ApplyAsync(context.Document, [diagnostic], token), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>What the user chooses from the menu.</summary>
    /// <param name="root">The file.</param>
    /// <param name="diagnostic">What is fixed.</param>
    /// <returns>The title.</returns>
    protected abstract string Title(SyntaxNode root, Diagnostic diagnostic);

    /// <summary>The insertions that fix the diagnostic; none if the source is not as expected.</summary>
    /// <param name="root">The file.</param>
    /// <param name="diagnostic">What is fixed.</param>
    /// <returns>Positions and words.</returns>
    protected abstract IEnumerable<(int Position, string Text)> Insertions(SyntaxNode root, Diagnostic diagnostic);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return document;
        }

        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<TextChange> changes = diagnostics
            .SelectMany(diagnostic => Insertions(root, diagnostic))
            .Distinct()
            .OrderBy(static insertion => insertion.Position)
            .Select(static insertion => new TextChange(new TextSpan(insertion.Position, 0), insertion.Text));
        return document.WithText(text.WithChanges(changes));
    }
}
