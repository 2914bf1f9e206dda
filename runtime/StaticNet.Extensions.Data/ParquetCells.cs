using Parquet.Data;

namespace StaticNet;

/// <summary>The places of a column's values in a row group, which holds those that are not null, one after another.</summary>
internal static class ParquetPlaces
{
    /// <summary>The place of each row's value, or -1 if it is null; <see langword="null"/> if no value can be.</summary>
    /// <param name="data">The values.</param>
    /// <param name="most">The definition level of values that are not null.</param>
    public static int[]? Of(RawColumnData data, int most)
    {
        if (most == 0)
        {
            return null;
        }

        ReadOnlySpan<int> defined = data.DefinitionLevels;
        int[] places = new int[defined.Length];
        int next = 0;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = defined[i] < most ? -1 : next++;
        }

        return places;
    }
}

/// <summary>The cells of one column of a row group.</summary>
/// <param name="data">The values.</param>
/// <param name="most">The definition level of values that are not null.</param>
internal sealed class ParquetCells<T>(RawColumnData<T> data, int most) : Cells<T>
    where T : struct
{
    private readonly int[]? _places = ParquetPlaces.Of(data, most);

    public override bool IsNull(long row) => _places is not null && _places[row] < 0;

    protected override T Value(long row) => data.Values[_places is null ? (int)row : _places[row]];
}

/// <summary>The texts of one column of a row group.</summary>
/// <param name="data">The values.</param>
/// <param name="most">The definition level of values that are not null.</param>
internal sealed class ParquetTextCells(RawColumnData<ReadOnlyMemory<char>> data, int most) : Cells
{
    private readonly int[]? _places = ParquetPlaces.Of(data, most);

    public override bool IsNull(long row) => (_places is not null && _places[row] < 0) || Text(row).IsEmpty;

    public override ReadOnlySpan<char> Text(long row) => data.Values[_places is null ? (int)row : _places[row]].Span;
}

/// <summary>The lists of one column of a row group.</summary>
internal sealed class ParquetVectorCells<T> : Cells
    where T : struct
{
    private readonly float[] _values;
    private readonly int[] _starts;
    private readonly bool[] _isNull;

    /// <summary>Finds where the list of each row begins. A list that is null or empty has a level, but no value.</summary>
    /// <param name="data">The values.</param>
    /// <param name="most">The definition level of values that are not null.</param>
    /// <param name="rows">The number of lists.</param>
    public ParquetVectorCells(RawColumnData<T> data, int most, long rows)
    {
        ReadOnlySpan<T> values = data.Values;
        ReadOnlySpan<int> defined = data.DefinitionLevels;
        ReadOnlySpan<int> repeated = data.RepetitionLevels;
        _values = new float[values.Length];
        _starts = new int[rows + 1];
        _isNull = new bool[rows];
        int row = -1;
        int next = 0;
        for (int i = 0; i < defined.Length; i++)
        {
            if (repeated[i] == 0)
            {
                _starts[++row] = next;
            }

            if (defined[i] < most)
            {
                _isNull[row] = true;
            }
            else
            {
                _values[next] = CellNumber.Of(values[next]);
                next++;
            }
        }

        _starts[rows] = row + 1 == rows ? next : throw new InvalidDataException($"A row group of {rows} rows has {row + 1} lists in a column.");
    }

    public override bool IsNull(long row) => _isNull[row];

    public override ReadOnlySpan<float> Vector(long row) => _values.AsSpan(_starts[row].._starts[row + 1]);
}
