using Apache.Arrow;
using Apache.Arrow.Types;

namespace StaticNet;

/// <summary>The rows of record batches.</summary>
/// <param name="schema">The columns.</param>
/// <param name="batches">The batches, whose columns have these types.</param>
/// <param name="isFile">Whether they come from a file, and are released one after another; otherwise they are somebody else's.</param>
internal sealed class ArrowSource(Schema schema, IEnumerator<RecordBatch> batches, bool isFile) : ColumnSource([.. schema.FieldsList.Select(Type)])
{
    /// <summary>The format, for messages.</summary>
    public const string Name = "Arrow";

    private RecordBatch? _batch;

    protected override string? Format => isFile ? Name : null;

    protected override bool NextBatch(Cells[] cells, out long rows)
    {
        if (isFile)
        {
            _batch?.Dispose();
        }

        rows = 0;
        if (!batches.MoveNext())
        {
            return false;
        }

        _batch = batches.Current;
        rows = _batch.Length;
        if (_batch.ColumnCount != schema.FieldsList.Count)
        {
            throw new InvalidDataException($"A record batch has {_batch.ColumnCount} columns, where the first one has {schema.FieldsList.Count}.");
        }

        foreach (int column in Chosen)
        {
            IArrowArray array = _batch.Column(column);
            if (array.Length != rows || array.Data.DataType.TypeId != schema.FieldsList[column].DataType.TypeId)
            {
                throw new InvalidDataException(
                    $"A record batch of {rows} rows has {array.Length} values of the type {array.Data.DataType.Name} in the column {schema.FieldsList[column].Name}, which is of the type {schema.FieldsList[column].DataType.Name}.");
            }

            cells[column] = Read(array);
        }

        return true;
    }

    private static ColumnType Type(Field field)
    {
        string name = field.DataType switch
        {
            FixedSizeListType list => $"{list.Name} of {list.ValueDataType.Name}",
            ListType list => $"{list.Name} of {list.ValueDataType.Name}",
            LargeListType list => $"{list.Name} of {list.ValueDataType.Name}",
            DictionaryType dictionary => $"{dictionary.Name} of {dictionary.ValueType.Name}",
            IArrowType type => type.Name,
        };
        return new ColumnType(field.Name, Kind(field.DataType), name);
    }

    private static CellKind Kind(IArrowType type) => type switch
    {
        // Columns without any value are of no type, and may be missing values of every one.
        NullType or BooleanType or Int8Type or UInt8Type or Int16Type or UInt16Type or Int32Type or UInt32Type or Int64Type or UInt64Type or HalfFloatType or FloatType or DoubleType => CellKind.Number,
        Decimal32Type or Decimal64Type or Decimal128Type or Decimal256Type or StringType or LargeStringType or StringViewType => CellKind.Text,
        Date32Type or Date64Type or TimestampType or Time32Type or Time64Type => CellKind.Name,
        FixedSizeListType list => Vector(list.ValueDataType),
        ListType list => Vector(list.ValueDataType),
        LargeListType list => Vector(list.ValueDataType),
        DictionaryType dictionary => Kind(dictionary.ValueType) is CellKind.Vector ? CellKind.Other : Kind(dictionary.ValueType),
        _ => CellKind.Other,
    };

    private static CellKind Vector(IArrowType type) => type is not NullType && Kind(type) == CellKind.Number ? CellKind.Vector : CellKind.Other;

    private static Cells Read(IArrowArray array) => array switch
    {
        NullArray => new NullCells(),
        BooleanArray values => new ArrowBooleanCells(values),
        Int8Array values => new ArrowCells<sbyte>(values),
        UInt8Array values => new ArrowCells<byte>(values),
        Int16Array values => new ArrowCells<short>(values),
        UInt16Array values => new ArrowCells<ushort>(values),
        Int32Array values => new ArrowCells<int>(values),
        UInt32Array values => new ArrowCells<uint>(values),
        Int64Array values => new ArrowCells<long>(values),
        UInt64Array values => new ArrowCells<ulong>(values),
        HalfFloatArray values => new ArrowCells<Half>(values),
        FloatArray values => new ArrowCells<float>(values),
        DoubleArray values => new ArrowCells<double>(values),
        Decimal32Array values => new StringCells(row => values.IsNull((int)row) ? null : values.GetString((int)row)),
        Decimal64Array values => new StringCells(row => values.IsNull((int)row) ? null : values.GetString((int)row)),
        Decimal128Array values => new StringCells(row => values.IsNull((int)row) ? null : values.GetString((int)row)),
        Decimal256Array values => new StringCells(row => values.IsNull((int)row) ? null : values.GetString((int)row)),
        BinaryArray or LargeBinaryArray or BinaryViewArray => new ArrowTextCells((Apache.Arrow.Array)array),
        Date32Array values => new ArrowTimeCells<DateOnly>(values.GetDateOnly),
        Date64Array values => new ArrowTimeCells<DateOnly>(values.GetDateOnly),
        TimestampArray values => new ArrowTimeCells<DateTime>(row => values.GetTimestamp(row)?.UtcDateTime),
        Time32Array values => new ArrowTimeCells<TimeOnly>(values.GetTime),
        Time64Array values => new ArrowTimeCells<TimeOnly>(values.GetTime),
        FixedSizeListArray list => new ArrowVectorCells(list, Read(list.Values), list.Values as FloatArray),
        ListArray list => new ArrowVectorCells(list, Read(list.Values), list.Values as FloatArray),
        LargeListArray list => new ArrowVectorCells(list, Read(list.Values), list.Values as FloatArray),
        DictionaryArray values => new ArrowDictionaryCells(values, Read(values.Dictionary)),
        _ => throw new NotSupportedException($"Arrays of the type {array.Data.DataType.Name} cannot be read."),
    };
}
