namespace StaticNet;

/// <summary>Collects the values of one column of a table.</summary>
internal abstract class TableColumnReader
{
    /// <summary>What messages advise where a value is missing.</summary>
    protected const string MissingHint = " MissingValues says how such rows are treated.";

    /// <summary>The column with the categories and the mean of this table.</summary>
    public abstract CsvColumn Settled { get; }

    /// <summary>How many values a row has.</summary>
    public abstract int Length { get; }

    /// <summary>The names of the values.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Reads the cell of the current row.</summary>
    /// <returns>Whether the row is taken. <see cref="Take"/> takes it.</returns>
    public abstract bool Read();

    /// <summary>Takes the cell of the current row as its last one.</summary>
    /// <param name="row">The number of rows taken before.</param>
    public abstract void Take(int row);

    /// <summary>Settles what all rows decide.</summary>
    public abstract void Settle();

    /// <summary>Writes the values of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">Where they go, <see cref="Length"/> zeros.</param>
    public abstract void Write(int row, Span<float> values);
}
