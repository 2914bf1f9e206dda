using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace StaticNet.CodeFixes;

/// <summary>
/// A fix that changes words of the source, mostly attributes, and touches nothing else, so that all of a document, a project or a solution
/// are fixed at once. Two diagnostics can ask for the same change (two networks nested in one class, which becomes partial once): it is done
/// once.
/// </summary>
public abstract class AttributeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new AllAtOnce(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Offer offer in await OffersAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(offer.NamesBlock ? offer.Title : offer.Title + Attributes.Elsewhere(diagnostic), token => Edit.ApplyAsync(solution, offer.Edits, token), GetType().Name + offer.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>What the user can choose from for a diagnostic; nothing if the source is not as expected.</summary>
    private protected abstract Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    private sealed class AllAtOnce(AttributeCodeFix fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var edits = new List<Edit>();
            foreach (Diagnostic diagnostic in await Find(context).ConfigureAwait(false))
            {
                if (context.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
                {
                    IReadOnlyList<Offer> offers = await fix.OffersAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                    edits.AddRange(offers.FirstOrDefault(offer => fix.GetType().Name + offer.Key == context.CodeActionEquivalenceKey)?.Edits ?? []);
                }
            }

            return edits.Count == 0 ? null : CodeAction.Create(
                "Fix all of them", token => Edit.ApplyAsync(context.Solution, edits, token), context.CodeActionEquivalenceKey);
        }

        private static async Task<ImmutableArray<Diagnostic>> Find(FixAllContext context)
        {
            switch (context.Scope)
            {
                case FixAllScope.Document when context.Document is { } document:
                    return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);

                case FixAllScope.Project:
                    return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);

                case FixAllScope.Solution:
                    var all = ImmutableArray.CreateBuilder<Diagnostic>();
                    foreach (Project project in context.Solution.Projects.Where(project => project.Language == context.Project.Language))
                    {
                        all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                    }

                    return all.ToImmutable();

                default:
                    return [];
            }
        }
    }
}
