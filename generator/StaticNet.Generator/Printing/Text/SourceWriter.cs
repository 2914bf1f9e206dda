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

        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim('\r', ' ');
            if (trimmed.Length == 0)
            {
                _text.Append('\n');
                continue;
            }

            int indentation = (_depth * 4) + line.IndexOf(trimmed[0]);
            foreach ((int spaces, string part) in folds ? LineFold.Fold(trimmed, indentation) : [(indentation, trimmed)])
            {
                _text.Append(' ', spaces).Append(part).Append('\n');
            }
        }
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

        Line("{");
        _depth++;
        return new Block(this);
    }

    /// <summary>A pair of braces where names would clash without; nothing otherwise.</summary>
    public Block Scope(bool isNeeded) => isNeeded ? Braces(null) : default;

    public override string ToString()
        => _depth == 0 ? _text.ToString() : throw new InvalidOperationException($"{_depth} blocks are still open.");

    internal readonly struct Block(SourceWriter writer) : IDisposable
    {
        private readonly SourceWriter? _writer = writer;

        public void Dispose()
        {
            if (_writer is not null)
            {
                _writer._depth--;
                _writer.Line("}");
            }
        }
    }
}
