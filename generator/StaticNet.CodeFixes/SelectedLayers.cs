using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.CodeFixes;

/// <summary>The layers of a network or a block that the user has selected, or stands on.</summary>
internal sealed class SelectedLayers
{
    private SelectedLayers(SemanticModel model, TypeDeclarationSyntax declaration, ImmutableArray<AttributeSyntax> all, ImmutableArray<AttributeSyntax> selected)
    {
        Model = model;
        Declaration = declaration;
        All = all;
        Selected = selected;
    }

    public SemanticModel Model { get; }

    public TypeDeclarationSyntax Declaration { get; }

    /// <summary>All layers of the declaration in their order.</summary>
    public ImmutableArray<AttributeSyntax> All { get; }

    /// <summary>Those that are selected, which follow each other.</summary>
    public ImmutableArray<AttributeSyntax> Selected { get; }

    public static async Task<SelectedLayers?> FindAsync(CodeRefactoringContext context)
    {
        CancellationToken token = context.CancellationToken;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(token).ConfigureAwait(false);
        if (model is null || await model.SyntaxTree.GetRootAsync(token).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        TypeDeclarationSyntax? declaration = root.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is null
            || model.GetDeclaredSymbol(declaration, token) is not { } type
            || !type.GetAttributes().Any(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass) || AttributeTable.IsBlock(attribute.AttributeClass)))
        {
            return null;
        }

        HashSet<SyntaxNode> layers =
        [
            .. type.GetAttributes()
                .Where(static attribute => AttributeTable.IsLayer(attribute.AttributeClass))
                .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(token))
                .Where(syntax => syntax?.Parent?.Parent == declaration)
                .Select(static syntax => syntax!),
        ];

        if (layers.Count > DeclarationLimits.LayersRefactored)
        {
            return null;
        }

        // Something else among the selected ones cannot go with them.
        AttributeSyntax[] touched = [.. Attributes.Of(declaration).Where(attribute => Touches(attribute.Span, context.Span))];
        return touched.Length > 0 && touched.All(layers.Contains)
            ? new SelectedLayers(model, declaration, [.. Attributes.Of(declaration).Where(layers.Contains)], [.. touched])
            : null;
    }

    private static bool Touches(TextSpan attribute, TextSpan selection)
        => selection.IsEmpty ? attribute.IntersectsWith(selection.Start) : attribute.OverlapsWith(selection);
}
