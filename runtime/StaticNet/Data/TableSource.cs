namespace StaticNet;

/// <summary>
/// Rows with named columns that come from elsewhere than a CSV file, for <see cref="CsvTable.Read"/>. The rows are read once, one after another, and only the chosen columns of each.
/// A derived class says what its cells are; what becomes of them (categories, missing values, numbers that are not finite) is the same as in <see cref="Csv.LoadTable"/>.
/// </summary>
public abstract class TableSource
{
    private long _row = -1;

    /// <summary>The names of all columns, in their order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The number of the current row for messages: from 0, or that of a line in a file of text.</summary>
    internal virtual long Row => _row;

    /// <summary>What a message calls a row, with a space.</summary>
    internal virtual string RowWord => "row ";

    /// <summary>The beginning of a message about the names.</summary>
    internal virtual string Has => "The table has";

    /// <summary>The options of which messages speak.</summary>
    internal virtual string OptionsName => nameof(TableOptions);

    /// <summary>Learns which columns are to be read. Called once, before the first row. A column may be in both lists.</summary>
    /// <param name="numbers">The columns, by their places in <see cref="Names"/>, that are read by <see cref="TryNumber"/>, or <see cref="Vector"/>.</param>
    /// <param name="categories">The columns that are read by <see cref="Text"/>: categories, and the label.</param>
    /// <exception cref="InvalidDataException">A column cannot be read so; the message names it and its type.</exception>
    public virtual void Choose(IReadOnlyList<int> numbers, IReadOnlyList<int> categories)
    {
    }

    /// <summary>Moves to the next row, first to the first one.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">What follows cannot be read.</exception>
    public abstract bool Next();

    /// <summary>Whether a cell of the current row has no value: it is null, or an empty text.</summary>
    /// <param name="column">The column's place in <see cref="Names"/>.</param>
    public abstract bool IsNull(int column);

    /// <summary>A cell of the current row as text, of numbers the shortest one that reads as the same number. Valid until the next call.</summary>
    /// <param name="column">The column's place in <see cref="Names"/>; its cell has a value, and is no vector.</param>
    public abstract ReadOnlySpan<char> Text(int column);

    /// <summary>A cell of the current row as a number, rounded once if it is no float. By default, what its text says.</summary>
    /// <param name="column">The column's place in <see cref="Names"/>; its cell has a value, and is no vector.</param>
    /// <param name="value">The number, which need not be finite.</param>
    /// <returns>Whether the cell is a number.</returns>
    public virtual bool TryNumber(int column, out float value) => CsvRows.TryParse(Text(column), out value);

    /// <summary>Whether the cells of a column are vectors of one length, whose numbers are all inputs or targets; by default, those of no column are. Asked after <see cref="Choose"/>.</summary>
    /// <param name="column">The column's place in <see cref="Names"/>.</param>
    public virtual bool IsVector(int column) => false;

    /// <summary>A cell of the current row as a vector, which is empty if it has no value. Valid until the next call.</summary>
    /// <param name="column">The column's place in <see cref="Names"/>; its cells are vectors, and this one has a value.</param>
    public virtual ReadOnlySpan<float> Vector(int column) => throw new NotSupportedException("There are no vectors.");

    /// <summary>Moves to the next row, and counts it.</summary>
    internal bool MoveNext()
    {
        _row++;
        return Next();
    }

    /// <summary>The exception for a cell of the current row.</summary>
    internal InvalidDataException Wrong(int column, string what) => Wrong(Row, column, what);

    /// <summary>The exception for a cell.</summary>
    internal InvalidDataException Wrong(long row, int column, string what) => new($"{RowWord}{row}, column {column + 1} ({Quote.Name(Names[column])}): {what}");

    /// <summary>The exception for a number that is not finite.</summary>
    internal InvalidDataException NotFinite(int column, string number)
        => Wrong(column, $"{number} is not finite; {OptionsName}.{nameof(TableOptions.NonFinite)} says how such numbers are treated.");
}
