namespace StaticNet;

/// <summary>Rows of columns that come in batches, each of which is in memory as a whole.</summary>
/// <param name="types">The columns.</param>
internal abstract class ColumnSource(IReadOnlyList<ColumnType> types) : TableSource
{
    private const string Category = "CsvColumn.OneHot and CsvColumn.Ordinal";

    private readonly Cells[] _cells = new Cells[types.Count];
    private long _row = -1;
    private long _rows;

    public sealed override IReadOnlyList<string> Names { get; } = [.. types.Select(static type => type.Name)];

    /// <summary>The format, for messages about damaged files; <see langword="null"/> for what is in memory.</summary>
    protected virtual string? Format => null;

    /// <summary>The columns to read, by their places.</summary>
    protected IReadOnlyList<int> Chosen { get; private set; } = [];

    public sealed override void Choose(IReadOnlyList<int> numbers, IReadOnlyList<int> categories)
    {
        foreach (int column in numbers.Concat(categories))
        {
            if (types[column].Kind == CellKind.Other)
            {
                throw Wrong(column, "which cannot be read.");
            }
        }

        foreach (int column in numbers)
        {
            if (types[column].Kind == CellKind.Name)
            {
                throw Wrong(column, $"which is no number. {Category} read it as categories.");
            }
        }

        foreach (int column in categories)
        {
            if (types[column].Kind == CellKind.Vector)
            {
                throw Wrong(column, "and vectors are neither categories nor labels. CsvColumn.Number reads them as inputs.");
            }
        }

        Chosen = [.. numbers.Concat(categories).Distinct().Order()];
    }

    public sealed override bool Next()
    {
        while (++_row >= _rows)
        {
            try
            {
                if (!NextBatch(_cells, out _rows))
                {
                    return false;
                }
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                throw Damaged(Format!, exception);
            }

            _row = -1;
        }

        return true;
    }

    public sealed override bool IsNull(int column)
    {
        try
        {
            return _cells[column].IsNull(_row);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(Format!, exception);
        }
    }

    public sealed override ReadOnlySpan<char> Text(int column)
    {
        try
        {
            return _cells[column].Text(_row);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(Format!, exception);
        }
    }

    public sealed override bool TryNumber(int column, out float value)
    {
        try
        {
            if (_cells[column].Number(_row) is { } number)
            {
                value = number;
                return true;
            }
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(Format!, exception);
        }

        return base.TryNumber(column, out value);
    }

    public sealed override bool IsVector(int column) => types[column].Kind == CellKind.Vector;

    public sealed override ReadOnlySpan<float> Vector(int column)
    {
        try
        {
            return _cells[column].Vector(_row);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(Format!, exception);
        }
    }

    /// <summary>The exception for a file that a library cannot read. Libraries throw exceptions of all kinds at damaged files.</summary>
    public static InvalidDataException Damaged(string format, Exception exception)
    {
        const int MaxLength = 160;
        string message = new([.. exception.Message.Take(MaxLength).Select(static character => char.IsControl(character) || char.IsSurrogate(character) ? ' ' : character)]);
        return new InvalidDataException($"It is no {format} file, or a damaged one: {message}", exception);
    }

    /// <summary>Reads the next batch.</summary>
    /// <param name="cells">Where the cells of the chosen columns go.</param>
    /// <param name="rows">The number of rows.</param>
    /// <returns>Whether there is one.</returns>
    protected abstract bool NextBatch(Cells[] cells, out long rows);

    private bool IsDamage(Exception exception) => Format is not null && exception is not InvalidDataException { InnerException: null };

    private InvalidDataException Wrong(int column, string what)
        => new($"Column {column + 1} ({Names[column]}) is of the type {types[column].Type}, {what}");
}
