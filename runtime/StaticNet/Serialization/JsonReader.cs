using System.Text;

namespace StaticNet;

/// <summary>
/// Reads JSON (RFC 8259) from front to back, the caller saying what comes next. That is all a safetensors header needs, and a fresh process
/// has it at once: <c>System.Text.Json</c> takes longer to load and compile than the weights of a small network take to read.
/// </summary>
/// <param name="json">The JSON, of which it is known that it is UTF-8.</param>
internal ref struct JsonReader(ReadOnlySpan<byte> json)
{
    // Deeper values are refused: none makes the stack overflow.
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>The first byte of the next value: '{', '[', '"', or that of a number or a literal.</summary>
    /// <exception cref="InvalidDataException">No value follows.</exception>
    public char Peek()
    {
        SkipSpace();
        char next = _at < _json.Length ? (char)_json[_at] : '\0';
        return next is '{' or '[' or '"' or '-' or 't' or 'f' or 'n' or (>= '0' and <= '9') ? next : throw Wrong("a value");
    }

    /// <summary>Goes into an object or an array.</summary>
    /// <param name="bracket">'{' or '['.</param>
    public void Enter(char bracket)
    {
        if (!TryTake(bracket))
        {
            throw Wrong($"'{bracket}'");
        }
    }

    /// <summary>To the next entry of the object or array gone into, or out of it.</summary>
    /// <param name="isFirst">Whether it would be the first one; then it no longer is.</param>
    /// <param name="bracket">'}' or ']'.</param>
    /// <returns>Whether there is an entry.</returns>
    public bool Next(ref bool isFirst, char bracket)
    {
        if (TryTake(bracket))
        {
            return false;
        }

        if (!isFirst && !TryTake(','))
        {
            throw Wrong($"',' or '{bracket}'");
        }

        isFirst = false;
        return true;
    }

    /// <summary>Reads the name of an object's entry, and the colon.</summary>
    public string ReadName()
    {
        string name = ReadString();
        return TryTake(':') ? name : throw Wrong("':'");
    }

    /// <summary>Reads a string.</summary>
    /// <exception cref="InvalidDataException">None follows, or it holds half of a surrogate pair.</exception>
    public string ReadString()
    {
        if (!TryTake('"'))
        {
            throw Wrong("a string");
        }

        int start = _at;
        StringBuilder? text = null;
        for (; _at < _json.Length && _json[_at] >= ' '; _at++)
        {
            if (_json[_at] == (byte)'"')
            {
                string rest = Encoding.UTF8.GetString(_json[start.._at++]);
                return text is null ? rest : WellFormed(text.Append(rest).ToString());
            }

            if (_json[_at] == (byte)'\\')
            {
                text ??= new StringBuilder();
                text.Append(Encoding.UTF8.GetString(_json[start.._at++])).Append(ReadEscape());
                start = _at--;
            }
        }

        throw Wrong("the end of a string");
    }

    /// <summary>Reads a whole number from 0 on.</summary>
    /// <returns>Whether the next value is one, within 63 bits; if not, no more can be read.</returns>
    public bool TryReadCount(out long number)
    {
        number = 0;
        if (Peek() is '-' or < '0' or > '9')
        {
            return false;
        }

        int start = _at;
        for (; IsDigit(); _at++)
        {
            int digit = _json[_at] - '0';
            if (number > (long.MaxValue - digit) / 10)
            {
                return false;
            }

            number = (number * 10) + digit;
        }

        return (_json[start] != (byte)'0' || _at == start + 1) && (_at == _json.Length || (char)_json[_at] is not ('.' or 'e' or 'E'));
    }

    /// <summary>Passes over a value, whatever it is.</summary>
    public void Skip() => Skip(0);

    /// <summary>Throws if anything but white space follows.</summary>
    public void End()
    {
        SkipSpace();
        if (_at < _json.Length)
        {
            throw Wrong("the end");
        }
    }

    private void Skip(int depth)
    {
        if (depth == MaxDepth)
        {
            throw Wrong($"no more than {MaxDepth} levels");
        }

        bool isFirst = true;
        switch (Peek())
        {
            case '{':
                Enter('{');
                while (Next(ref isFirst, '}'))
                {
                    ReadName();
                    Skip(depth + 1);
                }

                break;
            case '[':
                Enter('[');
                while (Next(ref isFirst, ']'))
                {
                    Skip(depth + 1);
                }

                break;
            case '"':
                ReadString();
                break;
            case 't':
                SkipLiteral("true"u8);
                break;
            case 'f':
                SkipLiteral("false"u8);
                break;
            case 'n':
                SkipLiteral("null"u8);
                break;
            default:
                SkipNumber();
                break;
        }
    }

    private void SkipLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_json[_at..].StartsWith(literal))
        {
            throw Wrong("a value");
        }

        _at += literal.Length;
    }

    private void SkipNumber()
    {
        _at += Is('-') ? 1 : 0;
        if (Is('0'))
        {
            _at++;
        }
        else
        {
            SkipDigits();
        }

        if (Is('.'))
        {
            _at++;
            SkipDigits();
        }

        if (Is('e') || Is('E'))
        {
            _at++;
            _at += Is('+') || Is('-') ? 1 : 0;
            SkipDigits();
        }
    }

    private void SkipDigits()
    {
        if (!IsDigit())
        {
            throw Wrong("a digit");
        }

        while (IsDigit())
        {
            _at++;
        }
    }

    private char ReadEscape()
    {
        char escape = _at < _json.Length ? (char)_json[_at++] : '\0';
        return escape switch
        {
            '"' or '\\' or '/' => escape,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => (char)((ReadHexDigit() << 12) | (ReadHexDigit() << 8) | (ReadHexDigit() << 4) | ReadHexDigit()),
            _ => throw Wrong("an escape"),
        };
    }

    private int ReadHexDigit()
    {
        if (_at == _json.Length || !char.IsAsciiHexDigit((char)_json[_at]))
        {
            throw Wrong("four hexadecimal digits");
        }

        int digit = _json[_at++];
        return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }

    // Escapes can make halves of surrogate pairs. What was UTF-8 cannot.
    private static string WellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new InvalidDataException("a text in the header is not Unicode: it holds half of a surrogate pair");
            }
        }

        return text;
    }

    private bool TryTake(char c)
    {
        SkipSpace();
        if (!Is(c))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _json.Length && (char)_json[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private readonly bool Is(char c) => _at < _json.Length && _json[_at] == c;

    private readonly bool IsDigit() => _at < _json.Length && char.IsAsciiDigit((char)_json[_at]);

    private readonly InvalidDataException Wrong(string expected)
        => new($"the header is not JSON: {expected} should be at byte {_at}, but there is {(_at < _json.Length ? $"0x{_json[_at]:X2}" : "its end")}");
}
