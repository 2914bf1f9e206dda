using Microsoft.ML;
using Microsoft.ML.Data;

namespace StaticNet;

/// <summary>The rows of a data view. A row is computed once.</summary>
internal sealed class ViewSource : ColumnSource, IDisposable
{
    private readonly IDataView _view;
    private readonly DataViewSchema.Column[] _columns;
    private readonly List<ViewCells> _chosen = [];
    private DataViewRowCursor? _cursor;

    /// <summary>Opens a view.</summary>
    public ViewSource(IDataView view)
        : this(view, [.. view.Schema.Where(static column => !column.IsHidden)])
    {
    }

    private ViewSource(IDataView view, DataViewSchema.Column[] columns)
        : base([.. columns.Select(static column => new ColumnType(column.Name, Kind(column.Type), column.Type.ToString() ?? ""))])
        => (_view, _columns) = (view, columns);

    public void Dispose() => _cursor?.Dispose();

    protected override bool NextBatch(Cells[] cells, out long rows)
    {
        rows = 1;
        if (_cursor is null)
        {
            _cursor = _view.GetRowCursor(Chosen.Select(place => _columns[place]));
            foreach (int place in Chosen)
            {
                ViewCells column = Read(_cursor, _columns[place]);
                cells[place] = column.Cells;
                _chosen.Add(column);
            }
        }

        if (!_cursor.MoveNext())
        {
            return false;
        }

        foreach (ViewCells column in _chosen)
        {
            column.Fetch();
        }

        return true;
    }

    private static CellKind Kind(DataViewType type) => type switch
    {
        BooleanDataViewType or NumberDataViewType => CellKind.Number,
        TextDataViewType => CellKind.Text,
        KeyDataViewType or DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType => CellKind.Name,
        VectorDataViewType { ItemType: BooleanDataViewType or NumberDataViewType } => CellKind.Vector,
        _ => CellKind.Other,
    };

    private static ViewCells Read(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType key)
        {
            return new ViewKeyCells(Key(row, column, key.RawType), ViewKeyCells.Names(column));
        }

        Type item = column.Type is VectorDataViewType vector ? vector.ItemType.RawType : column.Type.RawType;
        return item == typeof(float) ? Of<float>()
            : item == typeof(double) ? Of<double>()
            : item == typeof(bool) ? Of<bool>()
            : item == typeof(byte) ? Of<byte>()
            : item == typeof(sbyte) ? Of<sbyte>()
            : item == typeof(short) ? Of<short>()
            : item == typeof(ushort) ? Of<ushort>()
            : item == typeof(int) ? Of<int>()
            : item == typeof(uint) ? Of<uint>()
            : item == typeof(long) ? Of<long>()
            : item == typeof(ulong) ? Of<ulong>()
            : item == typeof(DateTime) ? Of<DateTime>()
            : item == typeof(DateTimeOffset) ? Of<DateTimeOffset>()
            : item == typeof(TimeSpan) ? Of<TimeSpan>()
            : new ViewTextCells(row.GetGetter<ReadOnlyMemory<char>>(column));

        ViewCells Of<T>()
            where T : struct
            => column.Type is VectorDataViewType ? new ViewVectorCells<T>(row.GetGetter<VBuffer<T>>(column)) : new ViewValueCells<T>(row.GetGetter<T>(column));
    }

    private static Func<ulong> Key(DataViewRow row, DataViewSchema.Column column, Type type)
    {
        return type == typeof(byte) ? Of<byte>(static key => key)
            : type == typeof(ushort) ? Of<ushort>(static key => key)
            : type == typeof(uint) ? Of<uint>(static key => key)
            : Of<ulong>(static key => key);

        Func<ulong> Of<T>(Func<T, ulong> number)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            return () =>
            {
                T key = default!;
                getter(ref key);
                return number(key);
            };
        }
    }
}
