using System;
using System.Text;
using System.Threading;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes indented source text. Lines end in <c>\n</c> on every machine, and long ones are folded; blocks are written with <c>using</c>, so that an
/// emitter looks like what it emits. It stops when it is cancelled: every emitter comes by here every few microseconds.
/// </summary>
/// <param name="cancellationToken">Ends the writing.</param>
/// <param name="folds">Whether long lines are folded; not, where the text is to stand in another's (<see cref="Text"/>), which knows how far it is indented.</param>
internal sealed class SourceWriter(CancellationToken cancellationToken = default, bool folds = true, int mostCharacters = int.MaxValue)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>How many characters have been written.</summary>
    public int Length => _text.Length;

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes text at the present depth; text of several lines is indented line by line.</summary>
    public void Line(string text)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_text.Length > mostCharacters)
        {
            throw new TooMuchCodeException();
        }

        for (int start = 0; start <= text.Length;)
        {
            int next = text.IndexOf('\n', start);
            int end = next < 0 ? text.Length : next;
            Line(text, start, end);
            start = end + 1;
        }
    }

    // A line of a text. Nothing is made for one that needs no fold: thousands of layers have millions of characters.
    private void Line(string text, int start, int end)
    {
        int first = start;
        while (first < end && IsTrimmed(text[first]))
        {
            first++;
        }

        while (end > first && IsTrimmed(text[end - 1]))
        {
            end--;
        }

        int indentation = (_depth * 4) + first - start;
        if (first == end)
        {
            Line();
        }
        else if (!folds || indentation + end - first <= LineFold.Width)
        {
            _text.Append(' ', indentation).Append(text, first, end - first).Append('\n');
        }
        else
        {
            foreach ((int spaces, string part) in LineFold.Fold(text.Substring(first, end - first), indentation))
            {
                _text.Append(' ', spaces).Append(part).Append('\n');
            }
        }

        static bool IsTrimmed(char character) => character is ' ' or '\r';
    }

    /// <summary>A writer of what is to stand in this one's text, by <see cref="Text"/>.</summary>
    public static SourceWriter OfPart() => new(folds: false);

    /// <summary>Writes what another writer has written, at the present depth.</summary>
    public void Text(string text) => Line(text.TrimEnd('\n'));

    /// <summary>Writes a head, if there is one, and an opening brace; disposing writes the closing one.</summary>
    public Block Braces(string? head)
    {
        if (head is not null)
        {
            Line(head);
        }

        return Indented("{", "}");
    }

    /// <summary>Writes a line and indents what follows; disposing ends that, and writes the last line, if there is one.</summary>
    public Block Indented(string first, string? last = null)
    {
        Line(first);
        _depth++;
        return new Block(this, last);
    }

    /// <summary>A pair of braces where names would clash without; nothing otherwise.</summary>
    public Block Scope(bool isNeeded) => isNeeded ? Braces(null) : default;

    public override string ToString()
        => _depth == 0 ? _text.ToString() : throw new InvalidOperationException($"{_depth} blocks are still open.");

    internal readonly struct Block(SourceWriter writer, string? last) : IDisposable
    {
        private readonly SourceWriter? _writer = writer;

        public void Dispose()
        {
            if (_writer is not null)
            {
                _writer._depth--;
                if (last is not null)
                {
                    _writer.Line(last);
                }
            }
        }
    }
}
