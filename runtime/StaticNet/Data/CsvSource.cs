namespace StaticNet;

/// <summary>The rows of a CSV file whose first line names the columns.</summary>
internal sealed class CsvSource : TableSource
{
    private readonly CsvRows _rows;
    private readonly string[] _header;

    /// <exception cref="InvalidDataException">There is no header.</exception>
    public CsvSource(LineReader lines, CsvOptions options)
    {
        _rows = new CsvRows(lines, options);
        _header = _rows.Next() ? _rows.Fields.ToArray() : throw new InvalidDataException("It is empty; a header that names the columns is needed.");
        _rows.Names = _header;
    }

    public override IReadOnlyList<string> Names => _header;

    internal override long Row => _rows.Line;

    internal override string RowWord => CsvRows.Place;

    internal override string Has => "The header names";

    internal override string OptionsName => nameof(CsvOptions);

    public override bool Next()
    {
        if (!_rows.Next())
        {
            return false;
        }

        _rows.Count(_header.Length, "header");
        return true;
    }

    public override bool IsNull(int column) => _rows.Fields[column].IsEmpty;

    public override ReadOnlySpan<char> Text(int column) => _rows.Fields[column];

    /// <summary>What is probably wrong if no column, or none that is needed, has a name that is wanted; null if that is not clear.</summary>
    public string? WhyNoneIsNamed(bool areAllMissing)
    {
        if (areAllMissing && _header.FirstOrDefault(static field => CsvRows.TryParse(field, out _)) is { } number)
        {
            return $"{CsvRows.Place}{_rows.Line}: {Quote.Text(number)} is a number, so that this is not a header. Columns are found by their names, which the first line has to say.";
        }

        if (_header.Length == 1 && _header[0].AsSpan().IndexOfAny(",;\t|") is >= 0 and var at)
        {
            string other = _header[0][at] == '\t' ? "\\t" : _header[0][at].ToString();
            return $"The header has a single column, {Quote.Text(_header[0])}: {nameof(CsvOptions)}.{nameof(CsvOptions.Separator)} is probably to be '{other}'.";
        }

        return null;
    }
}
