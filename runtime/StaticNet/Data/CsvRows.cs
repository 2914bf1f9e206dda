using System.Globalization;

namespace StaticNet;

/// <summary>The rows of a file of separated values, one after another. Its messages begin with the place in the file.</summary>
internal sealed class CsvRows(LineReader lines, CsvOptions options)
{
    /// <summary>The start of a message that names its place.</summary>
    public const string Place = "line ";

    private int _count;

    /// <summary>The fields of the current row.</summary>
    public CsvFields Fields { get; } = new(options.Separator, options.MaxColumns);

    /// <summary>The number of the current row's line, from 1.</summary>
    public long Line => lines.Line;

    /// <summary>The columns' names for messages, or <see langword="null"/>.</summary>
    public string[]? Names { get; set; }

    /// <summary>The next row that is not empty. False if there is none.</summary>
    public bool Next()
    {
        while (lines.Next(out ReadOnlySpan<char> line))
        {
            if (!line.IsWhiteSpace())
            {
                if (Fields.Split(line) is var (column, problem))
                {
                    throw Wrong(column, problem);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Counts the current row as a sample, which has a number of fields.</summary>
    /// <param name="columns">As many as the first sample, or the header.</param>
    /// <param name="whose">What has them.</param>
    public void Count(int columns, string whose)
    {
        if (Fields.Count != columns)
        {
            throw new InvalidDataException($"{Place}{Line}: {Fields.Count} columns, but the {whose} has {columns}.");
        }

        if (++_count > options.MaxRows)
        {
            throw new InvalidDataException($"{Place}{Line}: there are more than the {options.MaxRows} samples that {nameof(CsvOptions.MaxRows)} allows.");
        }
    }

    /// <summary>The number in a field; one that is not finite is refused unless the options say otherwise.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="hint">What the message advises if the field is not a number.</param>
    public float Number(int column, string hint = "")
    {
        ReadOnlySpan<char> field = Fields[column];
        if (!TryParse(field, out float value))
        {
            throw Wrong(column, field.Length > 0 ? $"{Quote.Text(field)} is not a number.{hint}" : "a number is missing.");
        }

        return float.IsFinite(value) || options.NonFinite != NonFiniteNumbers.Refuse
            ? value
            : throw Wrong(column, $"{Quote.Text(field)} is not finite; {nameof(CsvOptions)}.{nameof(CsvOptions.NonFinite)} says how such numbers are treated.");
    }

    /// <summary>Whether a field is a number. .NET accepts zero characters after one.</summary>
    public static bool TryParse(ReadOnlySpan<char> field, out float value)
    {
        value = 0;
        return !field.Contains('\0') && float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The exception for a field of the current row.</summary>
    public InvalidDataException Wrong(int column, string what) => Wrong(Line, column, what);

    /// <summary>The exception for a field.</summary>
    public InvalidDataException Wrong(long line, int column, string what)
        => new($"{Place}{line}, column {column + 1}{(Names is null || column >= Names.Length ? "" : $" ({Quote.Name(Names[column])})")}: {what}");
}
