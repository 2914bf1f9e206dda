using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.CodeFixes;

/// <summary>A change of one place in the source.</summary>
internal readonly struct Edit(SyntaxTree tree, TextSpan span, string text) : IEquatable<Edit>
{
    private readonly SyntaxTree _tree = tree;
    private readonly TextSpan _span = span;
    private readonly string _text = text;

    /// <summary>Puts words at a place.</summary>
    public static Edit Insert(SyntaxNode node, int position, string text) => new(node.SyntaxTree, new TextSpan(position, 0), text);

    /// <summary>Puts words in the place of a node.</summary>
    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    /// <summary>Puts a layer before another one: <c>[ReLU] [Dense(3)]</c>, or within its brackets <c>[Flatten, ReLU, Dense(3)]</c>.</summary>
    public static Edit Before(AttributeSyntax attribute, string text)
        => attribute.Parent is AttributeListSyntax list && list.Attributes[0] == attribute
            ? Insert(attribute, list.SpanStart, $"[{text}] ")
            : Insert(attribute, attribute.SpanStart, $"{text}, ");

    /// <summary>Puts layers behind another one: in brackets of their own behind its, or within those where it shares them.</summary>
    public static Edit Behind(AttributeSyntax attribute, IReadOnlyList<string> texts)
        => attribute.Parent is AttributeListSyntax list && list.Attributes.Last() == attribute
            ? Insert(attribute, list.Span.End, string.Concat(texts.Select(static text => $" [{text}]")))
            : Insert(attribute, attribute.Span.End, string.Concat(texts.Select(static text => $", {text}")));

    /// <summary>Takes an attribute out, with its brackets if it is alone in them, and with its line if nothing else is on it.</summary>
    public static Edit Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            int index = list.Attributes.IndexOf(attribute);
            return index == 0
                ? new Edit(attribute.SyntaxTree, TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart), "")
                : new Edit(attribute.SyntaxTree, TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End), "");
        }

        // Its line, the space before it or the space behind it: whatever holds nothing else.
        SourceText text = attribute.SyntaxTree.GetText();
        TextSpan line = text.Lines.GetLineFromPosition(list.SpanStart).SpanIncludingLineBreak;
        TextSpan before = TextSpan.FromBounds(list.GetFirstToken().GetPreviousToken().Span.End, list.Span.End);
        TextSpan behind = TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart);
        bool isLast = text.Lines.GetLineFromPosition(list.Span.End).End == list.Span.End;
        TextSpan[] spans = isLast ? [line, before, behind] : [line, behind, before];
        return new Edit(attribute.SyntaxTree, spans.FirstOrDefault(span => HoldsOnly(span)) is { IsEmpty: false } found ? found : list.Span, "");

        bool HoldsOnly(TextSpan span)
            => span.Contains(list.Span)
                && (span == line || text.Lines.GetLineFromPosition(span.Start).LineNumber == text.Lines.GetLineFromPosition(span.End).LineNumber)
                && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(span.Start, list.SpanStart)))
                && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(list.Span.End, span.End)));
    }

    /// <summary>The solution with the edits. Of those that meet in one place, or are the same, the first counts.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellationToken)
    {
        foreach (IGrouping<SyntaxTree, Edit> file in edits.Distinct().GroupBy(static edit => edit._tree))
        {
            if (solution.GetDocument(file.Key) is not { } document)
            {
                continue;
            }

            var changes = new List<TextChange>();
            foreach (Edit edit in file.OrderBy(static edit => edit._span.Start).ThenBy(static edit => edit._span.Length))
            {
                if (changes.Count == 0 || changes[changes.Count - 1].Span.End <= edit._span.Start)
                {
                    changes.Add(new TextChange(edit._span, edit._text));
                }
            }

            SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentText(document.Id, text.WithChanges(changes));
        }

        return solution;
    }

    public bool Equals(Edit other) => _tree == other._tree && _span == other._span && _text == other._text;

    public override bool Equals(object? obj) => obj is Edit other && Equals(other);

    public override int GetHashCode() => unchecked((_span.GetHashCode() * 31) + _text.GetHashCode());
}
