using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace StaticNet;

/// <summary>
/// Reads tables that are no CSV files as <see cref="Csv.LoadTable"/> reads those: columns by name, numbers, categories, missing values. The same values give the same inputs, categories, labels and
/// targets, bit for bit, from every format. A null is a missing value, an empty text is, too, and NaN is a number (<see cref="TableOptions.NonFinite"/>). Integers, decimals and doubles become the nearest
/// float; Booleans are the numbers 0 and 1, or the categories <c>false</c> and <c>true</c>; dates, times, identifiers and keys are categories only. Where the cells of a column are vectors of one
/// length n, <see cref="CsvColumn.Number"/> reads them as n inputs.
/// </summary>
/// <example>
/// <code>
/// CsvTable training = Tables.LoadParquet("titanic.parquet", new CsvSchema
/// {
///     Inputs = [CsvColumn.Number("age", MissingValues.Mean), CsvColumn.Number("fare"), CsvColumn.OneHot("sex")],
///     Label = "survived",
/// });
/// CsvTable test = Tables.LoadArrow("test.arrow", training.Schema);
/// </code>
/// </example>
public static class Tables
{
    private const string RowWord = "row ";

    /// <summary>Reads a Parquet file, plain or compressed. Only the chosen columns are read, and one row group is in memory at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns; <see cref="CsvTable.Schema"/> of a table that was read before, to read this one in the same way. Lists whose lengths are all the same are vectors.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is no Parquet file, or a damaged one; or it lacks columns, and the message offers the nearest names; or a column's type cannot be read; or a cell is wrong, as in
    /// <see cref="CsvTable.Read"/>. The message names the file, and the row, from 0, and the column.
    /// </exception>
    /// <exception cref="ArgumentException">The schema or the options contradict themselves.</exception>
    public static CsvTable LoadParquet(string path, CsvSchema schema, TableOptions? options = null) => Load(path, stream => LoadParquet(stream, schema, options));

    /// <summary>Reads a Parquet file from a stream.</summary>
    /// <param name="stream">The whole file, which is left open. One that cannot seek is read into memory.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <inheritdoc cref="LoadParquet(string, CsvSchema, TableOptions)" path="/exception"/>
    public static CsvTable LoadParquet(Stream stream, CsvSchema schema, TableOptions? options = null)
    {
        options = Checked(stream, schema, options);
        using Stream? copy = Copy(stream);
        using ParquetSource source = ParquetSource.Open(copy ?? stream, options.MaxRows);
        return CsvTable.Read(source, schema, options);
    }

    /// <summary>Reads an Arrow file (Feather version 2), or a file with an Arrow stream, plain or compressed. One record batch is in memory at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns; <see cref="CsvTable.Schema"/> of a table that was read before, to read this one in the same way. Fixed-size lists, and lists whose lengths are all the same, are vectors.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is no Arrow file, or a damaged one; or it lacks columns, and the message offers the nearest names; or a column's type cannot be read; or a cell is wrong, as in
    /// <see cref="CsvTable.Read"/>. The message names the file, and the row, from 0, and the column.
    /// </exception>
    /// <exception cref="ArgumentException">The schema or the options contradict themselves.</exception>
    public static CsvTable LoadArrow(string path, CsvSchema schema, TableOptions? options = null) => Load(path, stream => LoadArrow(stream, schema, options));

    /// <summary>Reads an Arrow file, or an Arrow stream.</summary>
    /// <param name="stream">The whole file, which is left open. One that cannot seek is read into memory.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <inheritdoc cref="LoadArrow(string, CsvSchema, TableOptions)" path="/exception"/>
    public static CsvTable LoadArrow(Stream stream, CsvSchema schema, TableOptions? options = null)
    {
        options = Checked(stream, schema, options);
        using Stream? copy = Copy(stream);
        ArrowStreamReader? reader = null;
        try
        {
            Schema columns;
            try
            {
                reader = Open(copy ?? stream);
                columns = reader.GetSchema().AsTask().GetAwaiter().GetResult() ?? throw new InvalidDataException("It has no schema.");
            }
            catch (Exception exception)
            {
                throw ColumnSource.Damaged(ArrowSource.Name, exception);
            }

            using IEnumerator<RecordBatch> batches = Batches(reader).GetEnumerator();
            return CsvTable.Read(new ArrowSource(columns, batches, isFile: true), schema, options);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <summary>Reads Arrow's record batches.</summary>
    /// <param name="batches">The batches, at least one, all with the same columns. They are not released.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <exception cref="InvalidDataException">Columns or their types are wrong, or a cell is, as in <see cref="CsvTable.Read"/>. The message names the row, from 0, and the column.</exception>
    /// <exception cref="ArgumentException">There is no batch, or the schema or the options contradict themselves.</exception>
    public static CsvTable ToTable(this IEnumerable<RecordBatch> batches, CsvSchema schema, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        RecordBatch[] all = [.. batches];
        if (all.Length == 0)
        {
            throw new ArgumentException("There is no record batch, so that the columns are not known.", nameof(batches));
        }

        return CsvTable.Read(new ArrowSource(all[0].Schema, all.AsEnumerable().GetEnumerator(), isFile: false), schema, options);
    }

    /// <summary>Reads a record batch of Arrow.</summary>
    /// <param name="batch">The batch. It is not released.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <inheritdoc cref="ToTable(DataFrame, CsvSchema, TableOptions)" path="/exception"/>
    public static CsvTable ToTable(this RecordBatch batch, CsvSchema schema, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return ToTable([batch], schema, options);
    }

    /// <summary>Reads a data frame. Columns of vectors (<see cref="VBufferDataFrameColumn{T}"/>) are as many inputs as the vectors have numbers.</summary>
    /// <param name="frame">The data frame.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <exception cref="InvalidDataException">Columns or their types are wrong, or a cell is, as in <see cref="CsvTable.Read"/>. The message names the row, from 0, and the column.</exception>
    /// <exception cref="ArgumentException">The schema or the options contradict themselves.</exception>
    public static CsvTable ToTable(this DataFrame frame, CsvSchema schema, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return CsvTable.Read(new FrameSource(frame), schema, options);
    }

    /// <summary>
    /// Reads a data view of ML.NET, each row of it once. Keys are categories, by their names if the view has them. A view has no nulls: what ML.NET takes for a missing number is NaN, and
    /// <c>MissingTexts = ["NaN"]</c> in the schema does so, too.
    /// </summary>
    /// <param name="view">The data view.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <inheritdoc cref="ToTable(DataFrame, CsvSchema, TableOptions)" path="/exception"/>
    public static CsvTable ToTable(this IDataView view, CsvSchema schema, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view is DataFrame frame)
        {
            return ToTable(frame, schema, options);
        }

        using ViewSource source = new(view);
        return CsvTable.Read(source, schema, options);
    }

    private static CsvTable Load(string path, Func<Stream, CsvTable> load)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        try
        {
            return load(file);
        }
        catch (InvalidDataException exception)
        {
            string message = exception.Message;
            throw new InvalidDataException(message.StartsWith(RowWord, StringComparison.Ordinal) ? $"'{path}', {message}" : $"'{path}': {message}", exception);
        }
    }

    // Before anything is read.
    private static TableOptions Checked(Stream stream, CsvSchema schema, TableOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new TableOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxRows, nameof(options));
        return options;
    }

    private static MemoryStream? Copy(Stream stream)
    {
        if (stream.CanSeek)
        {
            return null;
        }

        MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    // A file begins with its name, a stream with a length.
    private static ArrowStreamReader Open(Stream stream)
    {
        Span<byte> start = stackalloc byte[6];
        long position = stream.Position;
        bool isFile = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("ARROW1"u8);
        stream.Position = position;
        CompressionCodecFactory codecs = new();
        LimitedAllocator memory = new(stream.Length);
        return isFile ? new ArrowFileReader(stream, memory, codecs, leaveOpen: true) : new ArrowStreamReader(stream, memory, codecs, leaveOpen: true);
    }

    private static IEnumerable<RecordBatch> Batches(ArrowStreamReader reader)
    {
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            yield return batch;
        }
    }
}
