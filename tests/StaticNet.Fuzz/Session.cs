using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.Fuzz;

/// <summary>
/// What one seed gives: some texts, each an edit of the one before, through one generator driver, as in an editor. It always gives the same.
/// </summary>
internal sealed class Session(int seed, Examiner examiner)
{
    private const int Keystrokes = 8;
    private const int Attempts = 8;

    private readonly Random _random = new(seed);

    /// <summary>Tries all texts.</summary>
    /// <exception cref="FuzzException">One of them shows something that must not happen.</exception>
    public void Run()
    {
        switch (_random.Next(10))
        {
            case < 5:
                Mend(Declare(isWild: false));
                break;
            case < 7:
                Mend(Declare(isWild: true));
                break;
            case < 9:
                Type(Declare(_random.Next(3) == 0));
                break;
            default:
                Mutate(Declare(isWild: false));
                break;
        }

        examiner.Finish();
    }

    private string Declare(bool isWild) => new DeclarationText(_random, seed, isWild).Write();

    /// <summary>A declaration; and what is left of it without the attributes that have errors; or what a fix makes of it.</summary>
    private void Mend(string text)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Examined examined = examiner.Examine(text, _random);
            if (examined.Errors.IsEmpty)
            {
                return;
            }

            string last = text;
            text = examined.Fixed is { } better && _random.Next(2) == 0 ? better : Without(text, examined.Errors);
            if (text == last)
            {
                return;
            }
        }
    }

    /// <summary>A part of the text as it comes from the keyboard, with the rest of the file behind it or not.</summary>
    private void Type(string text)
    {
        int start = _random.Next(text.Length);
        int end = Math.Min(text.Length, start + Keystrokes);
        string rest = _random.Next(2) == 0 ? text[end..] : "";
        for (int cursor = start; cursor <= end; cursor++)
        {
            examiner.Examine(text[..cursor] + rest, _random);
        }
    }

    /// <summary>Words that are gone, doubled, exchanged, or something else.</summary>
    private void Mutate(string text)
    {
        for (int round = 0; round < 4; round++)
        {
            SyntaxToken[] words = [.. CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions).GetRoot().DescendantTokens().Where(static word => word.Span.Length > 0)];
            if (words.Length == 0)
            {
                return;
            }

            SyntaxToken word = words[_random.Next(words.Length)];
            SyntaxToken other = words[_random.Next(words.Length)];
            string instead = _random.Next(6) switch
            {
                0 => "",
                1 => $"{word} {word}",
                2 => other.ToString(),
                3 => "\0",
                4 => ((char)_random.Next(33, 0x250)).ToString(),
                _ => word.ToString()[..^1],
            };
            text = text[..word.SpanStart] + instead + text[word.Span.End..];
            examiner.Examine(text, _random);
        }
    }

    private static string Without(string text, IEnumerable<TextSpan> errors)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions).GetRoot();
        AttributeSyntax[] attributes =
        [
            .. errors
                .Where(span => span.End <= text.Length)
                .Select(span => root.FindNode(span).FirstAncestorOrSelf<AttributeSyntax>())
                .OfType<AttributeSyntax>()
                .Where(static attribute => attribute.Name.ToString() is not ("Network" or "Block"))
                .Distinct(),
        ];

        // A list without attributes goes as a whole.
        IEnumerable<SyntaxNode> gone = attributes
            .GroupBy(static attribute => (AttributeListSyntax)attribute.Parent!)
            .SelectMany(static list => list.Count() == list.Key.Attributes.Count ? [list.Key] : list.AsEnumerable<SyntaxNode>());
        return root.RemoveNodes(gone, SyntaxRemoveOptions.KeepNoTrivia)?.ToFullString() ?? "";
    }
}
