namespace StaticNet;

/// <summary>The fields of one line, copied into one buffer that all lines use in turn.</summary>
/// <param name="separator">The separator of fields.</param>
/// <param name="maxCount">The most fields of a line.</param>
internal sealed class CsvFields(char separator, int maxCount)
{
    private readonly List<(int Start, int Length)> _fields = [];
    private char[] _text = [];
    private int _used;

    public int Count => _fields.Count;

    public ReadOnlySpan<char> this[int index] => _text.AsSpan(_fields[index].Start, _fields[index].Length);

    public string[] ToArray() => [.. _fields.Select(field => new string(_text, field.Start, field.Length))];

    /// <summary>Splits a line into fields.</summary>
    /// <returns>What is wrong with it, and in which field; null if nothing is.</returns>
    public (int Field, string Problem)? Split(ReadOnlySpan<char> line)
    {
        _fields.Clear();
        _used = 0;
        if (_text.Length < line.Length)
        {
            _text = new char[Math.Max(line.Length, (int)Math.Min(Array.MaxLength, 2L * _text.Length))];
        }

        int at = 0;
        do
        {
            if (Count == maxCount)
            {
                return (Count, $"there are more than the {maxCount} columns that {nameof(CsvOptions.MaxColumns)} allows.");
            }

            int length = line[at..].IndexOf(separator);
            int end = length < 0 ? -1 : at + length;
            ReadOnlySpan<char> plain = line[at..(end < 0 ? line.Length : end)].Trim();
            if (!plain.StartsWith('"'))
            {
                Add(plain);
            }
            else if (Quoted(line, at + line[at..].IndexOf('"'), out end) is { } problem)
            {
                return (Count, problem);
            }

            at = end + 1;
        }
        while (at > 0);
        return null;
    }

    // A quoted field may contain separators and doubled quotes. The end is that of the separator after it, or -1.
    private string? Quoted(ReadOnlySpan<char> line, int quote, out int end)
    {
        int start = _used;
        end = -1;
        for (int at = quote + 1; ;)
        {
            int length = line[at..].IndexOf('"');
            if (length < 0)
            {
                return $"the quote of {Quote.Text(line[quote..])} is not closed on its line.";
            }

            Append(line.Slice(at, length));
            at += length + 1;
            if (at < line.Length && line[at] == '"')
            {
                Append("\"");
                at++;
                continue;
            }

            int separatorAt = line[at..].IndexOf(separator);
            end = separatorAt < 0 ? -1 : at + separatorAt;
            ReadOnlySpan<char> rest = line[at..(end < 0 ? line.Length : end)];
            if (!rest.IsWhiteSpace())
            {
                return $"{Quote.Text(rest)} follows a closing quote.";
            }

            _fields.Add((start, _used - start));
            return null;
        }
    }

    private void Add(ReadOnlySpan<char> field)
    {
        _fields.Add((_used, field.Length));
        Append(field);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(_text.AsSpan(_used));
        _used += text.Length;
    }
}
