using System.Text;

namespace StaticNet;

/// <summary>Reads a text line by line into one buffer. A line is valid until the next one is read.</summary>
/// <param name="stream">The text, in UTF-8 or by its byte order mark.</param>
/// <param name="maxLength">The most characters of a line.</param>
internal sealed class LineReader(Stream stream, int maxLength) : IDisposable
{
    private const int FirstLength = 1 << 12;

    private readonly StreamReader _text = new(stream, Encoding.UTF8);
    private char[] _buffer = new char[FirstLength];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its line break. False if there is none.</summary>
    /// <exception cref="InvalidDataException">It is too long, or the stream fails.</exception>
    public bool Next(out ReadOnlySpan<char> line)
    {
        SkipEmptyLines();
        int scanned = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOfAny('\n', '\r');
            if (length >= 0)
            {
                length += scanned;

                // Whether a carriage return is half of a line break depends on the character after it.
                if (_buffer[_start + length] == '\n' || _start + length + 1 < _end || _isAtEnd)
                {
                    line = Take(length, _buffer[_start + length] == '\r' && _start + length + 1 < _end && _buffer[_start + length + 1] == '\n' ? 2 : 1);
                    return true;
                }
            }
            else if (_isAtEnd)
            {
                bool isLine = _end > _start;
                line = isLine ? Take(_end - _start, 0) : [];
                return isLine;
            }

            scanned = Math.Max(0, length < 0 ? _end - _start : length);
            if (scanned > maxLength)
            {
                throw TooLong();
            }

            Fill();
        }
    }

    public void Dispose() => _text.Dispose();

    // There may be hundreds of millions of them.
    private void SkipEmptyLines()
    {
        while (true)
        {
            int count = _buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept('\n');
            bool isAll = count < 0;
            count = isAll ? _end - _start : count;
            _start += count;
            Line += count;
            if (!isAll || _isAtEnd)
            {
                return;
            }

            Fill();
        }
    }

    private ReadOnlySpan<char> Take(int length, int endLength)
    {
        if (length > maxLength)
        {
            throw TooLong();
        }

        Line++;
        ReadOnlySpan<char> line = _buffer.AsSpan(_start, length);
        _start += length + endLength;
        return line;
    }

    private InvalidDataException TooLong() => new($"{CsvRows.Place}{Line + 1}: it has more than the {maxLength} characters that {nameof(CsvOptions.MaxLineLength)} allows.");

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(Array.MaxLength, 2 * _buffer.Length));
        }

        int read = _text.Read(_buffer.AsSpan(_end));
        _end += read;
        _isAtEnd = read == 0;
    }
}
