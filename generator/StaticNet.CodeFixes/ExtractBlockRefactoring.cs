using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.CodeFixes;

/// <summary>
/// Makes a block of the selected layers, and uses it in their place by <c>[Apply]</c>, or by <c>[Residual]</c> where they keep the shape.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ExtractBlockRefactoring))]
[Shared]
public sealed class ExtractBlockRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (context.Span.IsEmpty
            || await SelectedLayers.FindAsync(context).ConfigureAwait(false) is not { } layers
            || !BlockExtraction.IsPossible(layers.Selected, layers.Model, context.CancellationToken))
        {
            return;
        }

        AttributeSyntax first = layers.Selected[0];
        string name = BlockExtraction.Name(Attributes.Kind(first) + "Block", layers.Declaration, layers.Model, []);
        Register("Extract a block", $"Apply<{name}>");

        // A block by itself has no shapes.
        NetworkAt? start = await NetworkAt.FindAsync(context.Document, first.GetLocation(), context.CancellationToken).ConfigureAwait(false);
        NetworkAt? end = await NetworkAt.FindAsync(context.Document, layers.Selected.Last().GetLocation(), context.CancellationToken).ConfigureAwait(false);
        if (start is not null && end is not null && start.Layer.Input.Equals(end.Layer.Output))
        {
            Register("Wrap in [Residual]", $"Residual<{name}>");
        }

        void Register(string title, string use)
        {
            Edit[] edits =
            [
                BlockExtraction.Use(layers.Selected, Attributes.Written(first, use)),
                BlockExtraction.Declare(layers.Declaration, BlockExtraction.Declaration(name, layers.Selected)),
            ];
            context.RegisterRefactoring(CodeAction.Create(title, token => Edit.ApplyAsync(context.Document.Project.Solution, edits, token), title));
        }
    }
}
