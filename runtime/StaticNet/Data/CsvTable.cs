using System.Collections.Immutable;
using System.Globalization;

namespace StaticNet;

/// <summary>A table that <see cref="Csv.LoadTable"/> or <see cref="Read"/> has read: its samples, and what was found. It never changes.</summary>
public sealed class CsvTable
{
    private readonly float[] _inputs;
    private readonly Dataset? _data;

    internal CsvTable(string[] header, CsvSchema schema, float[] inputs, int inputLength, Dataset? data, int droppedRows, ImmutableArray<string> inputNames, ImmutableArray<string> targetNames)
    {
        Header = [.. header];
        Schema = schema;
        _inputs = inputs;
        InputLength = inputLength;
        _data = data;
        DroppedRows = droppedRows;
        InputNames = inputNames;
        TargetNames = targetNames;
    }

    /// <summary>The names of all columns, as the first line has them.</summary>
    public ImmutableArray<string> Header { get; }

    /// <summary>
    /// The schema with what the file has told: categories, class names, means. With it, further files are read as this one was; files of samples to predict by <see cref="CsvSchema.WithoutOutputs"/>.
    /// </summary>
    public CsvSchema Schema { get; }

    /// <summary>The number of samples.</summary>
    public int Count => _inputs.Length / InputLength;

    /// <summary>The rows that were left out.</summary>
    public int DroppedRows { get; }

    /// <summary>The number of values of one sample's input.</summary>
    public int InputLength { get; }

    /// <summary>The inputs, one sample after another.</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>The names of a sample's inputs: <c>age</c>, <c>sex=female</c>, <c>sex=male</c>.</summary>
    public ImmutableArray<string> InputNames { get; }

    /// <summary>The names of a sample's targets; empty with labels.</summary>
    public ImmutableArray<string> TargetNames { get; }

    /// <summary>The samples with their labels or targets.</summary>
    /// <exception cref="InvalidOperationException">The schema has neither a label nor targets: there are only <see cref="Inputs"/>.</exception>
    public Dataset Data => _data ?? throw new InvalidOperationException("The schema has neither a label nor targets, so that there are only Inputs.");

    /// <summary>
    /// Reads a table that is no CSV file. The package <c>StaticNet.Extensions.Data</c> does so with Parquet and Arrow files, data frames and data views; a <see cref="TableSource"/> of your own can be anything else.
    /// </summary>
    /// <param name="source">The rows, from which the table is read once.</param>
    /// <param name="schema">The columns; <see cref="Schema"/> of a table that was read before, from a file of whatever kind, to read this one in the same way.</param>
    /// <param name="options">Numbers that are not finite, and how much to read.</param>
    /// <returns>The samples, the names of their inputs, and the schema with the categories and means of the table. A column of vectors of n numbers is n inputs, <c>name[0]</c>, <c>name[1]</c> and so on.</returns>
    /// <exception cref="InvalidDataException">
    /// Columns are not there, and the message offers the nearest names; or a value is missing, a category is not one of the schema's, a text is not a number; or the table is larger than the options
    /// allow. The message names the row, from 0, the column and the beginning of the text.
    /// </exception>
    /// <exception cref="ArgumentException">The schema or the options contradict themselves.</exception>
    public static CsvTable Read(TableSource source, CsvSchema schema, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new TableOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxRows, nameof(options));
        schema.ThrowIfContradictory();
        return new CsvTableReader(source, schema, options.NonFinite, options.MaxRows).Read();
    }

    /// <summary>What was found: the samples, the inputs by name, and the columns that are not read.</summary>
    public override string ToString()
    {
        IEnumerable<string> used = Schema.Inputs.Concat(Schema.Targets).Select(static column => column.Name).Append(Schema.Label ?? "");
        string[] others = [.. Header.Except(used, StringComparer.Ordinal)];
        string samples = _data?.Describe() ?? string.Create(CultureInfo.InvariantCulture, $"{Count:N0} samples of {InputLength:N0} inputs");
        return $"{samples}; inputs: {List(InputNames)}"
            + (TargetNames.IsEmpty ? "" : $"; targets: {List(TargetNames)}")
            + (Schema.Label is { } label ? $"; label: {Quote.Name(label)}" : "")
            + (others.Length == 0 ? "" : $"; not read: {List(others)}")
            + (DroppedRows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; rows left out: {DroppedRows:N0}"));

        static string List(IReadOnlyList<string> names) => Quote.List(names.Select(static name => Quote.Name(name)), names.Count);
    }
}
