namespace StaticNet;

/// <summary>
/// Reads data sets from files of separated values, plain or compressed by gzip. One sample a line; numbers in the invariant culture, whatever the
/// machine's; fields may be quoted; empty lines are skipped.
/// </summary>
public static class Csv
{
    /// <summary>Reads a data set.</summary>
    /// <param name="path">The file, or a pipe.</param>
    /// <param name="options">How to read it, and how much; by default, commas, a header if the first line has no number, and the label in the last column.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// A line is wrong, or the file is larger than the options allow; the message names the file, the line, the column and the beginning of the text.
    /// </exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset Load(string path, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        ThrowIfContradictory(options);
        return Read(path, options, lines => new CsvReader(lines, options).Read());
    }

    /// <summary>Reads a table whose first line names the columns, which are chosen by their names: numbers, categories, and what becomes of missing values.</summary>
    /// <param name="path">The file, or a pipe.</param>
    /// <param name="schema">The columns; <see cref="CsvTable.Schema"/> of a table that was read before, to read this one in the same way.</param>
    /// <param name="options">The separator, numbers that are not finite, and how much to read. The columns are in the schema.</param>
    /// <returns>The samples, the names of their inputs, and the schema with the categories and means of the file.</returns>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// There is no header, or it lacks columns, and the message offers the nearest names; or a line is wrong: a value is missing, a category is not one of the schema's, text is not a number; or
    /// the file is larger than the options allow. The message names the file, the line, the column and the beginning of the text.
    /// </exception>
    /// <exception cref="ArgumentException">The schema or the options contradict themselves or each other.</exception>
    public static CsvTable LoadTable(string path, CsvSchema schema, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new CsvOptions();
        ThrowIfContradictory(options with { HasHeader = true });
        if (options.LabelColumnName is not null || options.ClassNames is not null || options.TargetColumns > 0 || !options.LabelColumn.Equals(^1))
        {
            throw new ArgumentException($"The label and the targets of a table are in its {nameof(CsvSchema)}.", nameof(options));
        }

        schema.ThrowIfContradictory();
        return Read(path, options, lines => new CsvTableReader(new CsvSource(lines, options), schema, options.NonFinite, options.MaxRows).Read());
    }

    private static T Read<T>(string path, CsvOptions options, Func<LineReader, T> read)
    {
        try
        {
            using LineReader lines = new(DataFile.Open(path, options.MaxBytes, options.MaxExpansion), options.MaxLineLength);
            return read(lines);
        }
        catch (InvalidDataException exception)
        {
            string message = exception.Message;
            throw new InvalidDataException(message.StartsWith(CsvRows.Place, StringComparison.Ordinal) ? $"'{path}', {message}" : $"'{path}': {message}", exception);
        }
    }

    private static void ThrowIfContradictory(CsvOptions options)
    {
        if (options.Separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException("A quote or the end of a line cannot separate fields.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxExpansion, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxRows, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxColumns, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxLineLength, nameof(options));
        if (options.TargetColumns < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.TargetColumns, "The number of target columns cannot be negative.");
        }

        if (options.TargetColumns > 0 && (options.LabelColumnName is not null || options.ClassNames is not null))
        {
            throw new ArgumentException("A sample has either a label or targets.", nameof(options));
        }

        if (options.LabelColumnName is not null && options.HasHeader == false)
        {
            throw new ArgumentException($"The label's column {Quote.Text(options.LabelColumnName)} can only be found with a header.", nameof(options));
        }
    }
}
