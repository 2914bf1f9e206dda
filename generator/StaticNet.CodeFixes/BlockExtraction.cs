using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.CodeFixes;

/// <summary>Layers that become a block: the words of its declaration, and those that use it.</summary>
internal static class BlockExtraction
{
    /// <summary>
    /// Whether layers that follow each other can stand on a class of their own: with no comment or directive among them, which would get
    /// lost, and nothing in their arguments that only the class they stand on has.
    /// </summary>
    public static bool IsPossible(IReadOnlyList<AttributeSyntax> layers, SemanticModel model, CancellationToken cancellationToken)
    {
        if (layers.Count == 0 || layers[0].Parent?.Parent is not TypeDeclarationSyntax declaration || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type
            || !IsPlaceForBlocks(declaration, model.Compilation, cancellationToken))
        {
            return false;
        }

        TextSpan span = Span(layers);
        bool isPlain = !declaration.DescendantTrivia().Any(trivia =>
            span.Contains(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return isPlain && !layers
            .SelectMany(static layer => layer.DescendantNodes().OfType<SimpleNameSyntax>())
            .Any(name => model.GetSymbolInfo(name, cancellationToken).Symbol is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.ContainingType, type));
    }

    /// <summary>Whether a block can stand beside a class, in what that is nested in: generated code, which stands outside, has to see the block.</summary>
    public static bool IsPlaceForBlocks(TypeDeclarationSyntax declaration, Compilation compilation, CancellationToken cancellationToken)
        => compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol { IsGenericType: false } type
            && (type.ContainingType is not { } outer || compilation.IsSymbolAccessibleWithin(outer, compilation.Assembly));

    /// <summary>Names for blocks that nothing has yet: <c>DenseBlock</c>, and with a number where that is taken.</summary>
    public static string Name(string wish, TypeDeclarationSyntax declaration, SemanticModel model, ICollection<string> taken)
    {
        string name = wish;
        for (int number = 2; taken.Contains(name) || model.LookupSymbols(declaration.SpanStart, name: name).Length > 0; number++)
        {
            name = wish + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        taken.Add(name);
        return name;
    }

    /// <summary>The block's declaration, behind that of the class, with its layers as they stand there: on one line where they are, on several where not.</summary>
    public static string Declaration(string name, IReadOnlyList<AttributeSyntax> layers)
    {
        SourceText text = layers[0].SyntaxTree.GetText();
        string line = NewLine(text) + Indentation(text, layers[0].Parent!.Parent!);
        var words = new System.Text.StringBuilder();
        SyntaxNode? before = null;
        foreach (IGrouping<SyntaxNode, AttributeSyntax> list in layers.GroupBy(static layer => layer.Parent!))
        {
            bool isSameLine = before is not null
                && text.Lines.GetLineFromPosition(before.Span.End).LineNumber == text.Lines.GetLineFromPosition(list.Key.SpanStart).LineNumber;
            words.Append(before is null ? "" : isSameLine ? " " : line).Append('[').Append(string.Join(", ", list)).Append(']');
            before = list.Key;
        }

        return Declaration(name, layers[0], words.ToString());
    }

    /// <summary>A block's declaration, behind that of the class that an attribute stands on.</summary>
    public static string Declaration(string name, AttributeSyntax like, string layers)
    {
        SourceText text = like.SyntaxTree.GetText();
        string line = NewLine(text) + Indentation(text, like.Parent!.Parent!);
        return $"{NewLine(text)}{line}[{Attributes.Written(like, "Block")}]{line}{layers}{line}internal abstract class {name};";
    }

    /// <summary>Puts declarations of blocks behind that of a class.</summary>
    public static Edit Declare(TypeDeclarationSyntax declaration, string declarations) => Edit.Insert(declaration, declaration.Span.End, declarations);

    /// <summary>
    /// Puts one attribute in the place of layers that follow each other. Its brackets open where the first one's do and close where the last
    /// one's do, so that whatever shares brackets with them goes on doing so.
    /// </summary>
    public static Edit Use(IReadOnlyList<AttributeSyntax> layers, string text) => new(layers[0].SyntaxTree, Span(layers), text);

    private static TextSpan Span(IReadOnlyList<AttributeSyntax> layers) => TextSpan.FromBounds(layers[0].SpanStart, layers[layers.Count - 1].Span.End);

    public static string NewLine(SourceText text) => text.ToString().Contains("\r\n") ? "\r\n" : "\n";

    public static string Indentation(SourceText text, SyntaxNode node)
    {
        TextLine line = text.Lines.GetLineFromPosition(node.SpanStart);
        string words = line.ToString();
        return words.Substring(0, words.Length - words.TrimStart().Length);
    }
}
