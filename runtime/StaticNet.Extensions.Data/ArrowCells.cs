using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace StaticNet;

/// <summary>The cells of an array of numbers.</summary>
internal sealed class ArrowCells<T>(PrimitiveArray<T> array) : Cells<T>
    where T : struct, IEquatable<T>
{
    public override bool IsNull(long row) => array.IsNull((int)row);

    protected override T Value(long row) => array.Values[(int)row];
}

/// <summary>The cells of an array of Booleans.</summary>
internal sealed class ArrowBooleanCells(BooleanArray array) : Cells<bool>
{
    public override bool IsNull(long row) => array.IsNull((int)row);

    protected override bool Value(long row) => array.GetValue((int)row)!.Value;
}

/// <summary>The cells of an array of dates or times.</summary>
/// <param name="value">The value of a row.</param>
internal sealed class ArrowTimeCells<T>(Func<int, T?> value) : Cells<T>
    where T : struct
{
    public override bool IsNull(long row) => value((int)row) is null;

    protected override T Value(long row) => value((int)row)!.Value;
}

/// <summary>The cells of an array of texts.</summary>
internal sealed class ArrowTextCells(Apache.Arrow.Array array) : Cells
{
    private char[] _text = [];

    public override bool IsNull(long row) => array.IsNull((int)row) || Bytes((int)row).IsEmpty;

    public override ReadOnlySpan<char> Text(long row)
    {
        ReadOnlySpan<byte> bytes = Bytes((int)row);
        if (_text.Length < bytes.Length)
        {
            _text = new char[Math.Max(bytes.Length, 2 * _text.Length)];
        }

        return _text.AsSpan(0, Encoding.UTF8.GetChars(bytes, _text));
    }

    private ReadOnlySpan<byte> Bytes(int row) => array switch
    {
        BinaryArray values => values.GetBytes(row),
        LargeBinaryArray values => values.GetBytes(row),
        BinaryViewArray values => values.GetBytes(row),
        _ => throw new NotSupportedException("The array holds no text."),
    };
}

/// <summary>The cells of an array whose values are numbers of values in another array.</summary>
internal sealed class ArrowDictionaryCells(DictionaryArray array, Cells dictionary) : Cells
{
    public override bool IsNull(long row) => array.IsNull((int)row) || dictionary.IsNull(Index((int)row));

    public override float? Number(long row) => dictionary.Number(Index((int)row));

    public override ReadOnlySpan<char> Text(long row) => dictionary.Text(Index((int)row));

    private long Index(int row)
    {
        long index = array.Indices switch
        {
            Int8Array indices => indices.Values[row],
            UInt8Array indices => indices.Values[row],
            Int16Array indices => indices.Values[row],
            UInt16Array indices => indices.Values[row],
            Int32Array indices => indices.Values[row],
            UInt32Array indices => indices.Values[row],
            Int64Array indices => indices.Values[row],
            UInt64Array indices => checked((long)indices.Values[row]),
            _ => throw new NotSupportedException("A dictionary's indices are whole numbers."),
        };
        return index >= 0 && index < array.Dictionary.Length
            ? index
            : throw new InvalidDataException($"A cell has the value {index} of a dictionary of {array.Dictionary.Length}.");
    }
}

/// <summary>The cells of an array of lists of numbers.</summary>
/// <param name="list">The lists.</param>
/// <param name="values">The numbers of all lists.</param>
/// <param name="floats">The same, if they are floats.</param>
internal sealed class ArrowVectorCells(Apache.Arrow.Array list, Cells values, FloatArray? floats) : Cells
{
    private float[] _vector = [];

    public override bool IsNull(long row)
    {
        (long start, int length) = Range((int)row);
        if (list.IsNull((int)row) || length == 0)
        {
            return true;
        }

        if (floats is { NullCount: 0 })
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (values.IsNull(start + i))
            {
                return true;
            }
        }

        return false;
    }

    public override ReadOnlySpan<float> Vector(long row)
    {
        (long start, int length) = Range((int)row);
        if (floats is not null)
        {
            return floats.Values.Slice((int)start, length);
        }

        if (_vector.Length < length)
        {
            _vector = new float[length];
        }

        for (int i = 0; i < length; i++)
        {
            _vector[i] = values.Number(start + i)!.Value;
        }

        return _vector.AsSpan(0, length);
    }

    private (long Start, int Length) Range(int row)
    {
        switch (list)
        {
            case FixedSizeListArray:
                int size = ((FixedSizeListType)list.Data.DataType).ListSize;
                return ((long)(list.Offset + row) * size, size);
            case ListArray lists:
                return (lists.ValueOffsets[row], lists.ValueOffsets[row + 1] - lists.ValueOffsets[row]);
            default:
                ReadOnlySpan<long> offsets = ((LargeListArray)list).ValueOffsets;
                return (offsets[row], checked((int)(offsets[row + 1] - offsets[row])));
        }
    }
}
