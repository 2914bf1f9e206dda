namespace StaticNet;

/// <summary>
/// Reads data sets from files of separated values, plain or compressed by gzip. One sample a line; numbers in the invariant culture, whatever the
/// machine's; fields may be quoted; empty lines are skipped.
/// </summary>
public static class Csv
{
    /// <summary>Reads a data set.</summary>
    /// <param name="path">The file, or a pipe.</param>
    /// <param name="options">How to read it, and how much; by default, commas, no header, and the label in the last column.</param>
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
        try
        {
            using LineReader lines = new(DataFile.Open(path, options.MaxBytes, options.MaxExpansion), options.MaxLineLength);
            return new CsvReader(lines, options).Read();
        }
        catch (InvalidDataException exception)
        {
            string message = exception.Message;
            throw new InvalidDataException(message.StartsWith(CsvReader.Place, StringComparison.Ordinal) ? $"'{path}', {message}" : $"'{path}': {message}", exception);
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

        if (options.LabelColumnName is not null && !options.HasHeader)
        {
            throw new ArgumentException($"The label's column {Quote.Text(options.LabelColumnName)} can only be found with a header.", nameof(options));
        }
    }
}
