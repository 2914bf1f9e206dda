using Microsoft.Data.Analysis;
using Microsoft.ML.Data;

namespace StaticNet;

/// <summary>The rows of a data frame. As a data view it would lose its nulls.</summary>
internal sealed class FrameSource(DataFrame frame) : ColumnSource([.. frame.Columns.Select(Type)])
{
    private bool _isRead;

    protected override bool NextBatch(Cells[] cells, out long rows)
    {
        rows = frame.Rows.Count;
        if (_isRead)
        {
            return false;
        }

        foreach (int column in Chosen)
        {
            cells[column] = Read(frame.Columns[column])!;
        }

        _isRead = true;
        return true;
    }

    private static ColumnType Type(DataFrameColumn column) => new(
        column.Name,
        column switch
        {
            StringDataFrameColumn or ArrowStringDataFrameColumn => CellKind.Text,
            _ when column.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(VBufferDataFrameColumn<>) => Read(column) is null ? CellKind.Other : CellKind.Vector,
            PrimitiveDataFrameColumn<char> or PrimitiveDataFrameColumn<DateTime> => CellKind.Name,
            _ => Read(column) is null ? CellKind.Other : CellKind.Number,
        },
        column.DataType.Name);

    private static Cells? Read(DataFrameColumn column) => column switch
    {
        PrimitiveDataFrameColumn<float> values => new FrameCells<float>(values),
        PrimitiveDataFrameColumn<double> values => new FrameCells<double>(values),
        PrimitiveDataFrameColumn<bool> values => new FrameCells<bool>(values),
        PrimitiveDataFrameColumn<byte> values => new FrameCells<byte>(values),
        PrimitiveDataFrameColumn<sbyte> values => new FrameCells<sbyte>(values),
        PrimitiveDataFrameColumn<short> values => new FrameCells<short>(values),
        PrimitiveDataFrameColumn<ushort> values => new FrameCells<ushort>(values),
        PrimitiveDataFrameColumn<int> values => new FrameCells<int>(values),
        PrimitiveDataFrameColumn<uint> values => new FrameCells<uint>(values),
        PrimitiveDataFrameColumn<long> values => new FrameCells<long>(values),
        PrimitiveDataFrameColumn<ulong> values => new FrameCells<ulong>(values),
        PrimitiveDataFrameColumn<decimal> values => new FrameCells<decimal>(values),
        PrimitiveDataFrameColumn<char> values => new FrameCells<char>(values),
        PrimitiveDataFrameColumn<DateTime> values => new FrameCells<DateTime>(values),
        StringDataFrameColumn values => new StringCells(row => values[row]),
        ArrowStringDataFrameColumn values => new StringCells(row => values[row]),
        VBufferDataFrameColumn<float> values => new FrameVectorCells<float>(values),
        VBufferDataFrameColumn<double> values => new FrameVectorCells<double>(values),
        VBufferDataFrameColumn<byte> values => new FrameVectorCells<byte>(values),
        VBufferDataFrameColumn<int> values => new FrameVectorCells<int>(values),
        VBufferDataFrameColumn<long> values => new FrameVectorCells<long>(values),
        _ => null,
    };

    private sealed class FrameCells<T>(PrimitiveDataFrameColumn<T> column) : Cells<T>
        where T : unmanaged
    {
        public override bool IsNull(long row) => !column.IsValid(row);

        protected override T Value(long row) => column[row]!.Value;
    }

    private sealed class FrameVectorCells<T>(VBufferDataFrameColumn<T> column) : Cells
        where T : struct
    {
        private readonly VectorBuffer<T> _vector = new();

        public override bool IsNull(long row) => column[row].Length == 0;

        public override ReadOnlySpan<float> Vector(long row) => _vector.Of(column[row]);
    }
}
