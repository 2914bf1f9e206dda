using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace StaticNet;

/// <summary>The rows of a Parquet file, one row group in memory at a time.</summary>
internal sealed class ParquetSource : ColumnSource, IDisposable
{
    private const string Name = "Parquet";

    private readonly ParquetReader _reader;
    private readonly List<IDisposable> _data = [];
    private int _group;

    private ParquetSource(ParquetReader reader)
        : base([.. reader.Schema.Fields.Select(Type)])
        => _reader = reader;

    protected override string Format => Name;

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The whole file, which stays open.</param>
    /// <param name="maxRows">The most rows.</param>
    /// <exception cref="InvalidDataException">It is no Parquet file, or has too many rows.</exception>
    public static ParquetSource Open(Stream stream, int maxRows)
    {
        ParquetOptions options = new() { UseDateOnlyTypeForDates = true };
        ParquetSource source;
        try
        {
            ParquetFooter.Check(stream);
            source = new ParquetSource(Wait(() => ParquetReader.CreateAsync(stream, options, leaveStreamOpen: true)));
        }
        catch (Exception exception)
        {
            throw Damaged(Name, exception);
        }

        // Before anything is decoded: a few bytes may stand for any number of equal rows.
        Int128 rows = 0;
        foreach (Parquet.Meta.RowGroup group in source._reader.Metadata?.RowGroups ?? [])
        {
            rows += group.NumRows;
        }

        return rows <= maxRows
            ? source
            : throw new InvalidDataException($"It has {rows} rows, which is more than the {maxRows} that {nameof(TableOptions.MaxRows)} allows.");
    }

    public void Dispose()
    {
        Release();
        Wait(async () =>
        {
            await _reader.DisposeAsync().ConfigureAwait(false);
            return true;
        });
    }

    protected override bool NextBatch(Cells[] cells, out long rows)
    {
        Release();
        rows = 0;
        if (_group == _reader.RowGroupCount)
        {
            return false;
        }

        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(_group++);
        rows = group.RowCount >= 0 ? group.RowCount : throw new InvalidDataException($"It has a row group of {group.RowCount} rows.");
        foreach (int column in Chosen)
        {
            cells[column] = Read(group, _reader.Schema.Fields[column], rows);
        }

        return true;
    }

    private static ColumnType Type(Field field)
    {
        DataField? values = Values(field);
        bool isList = values is { MaxRepetitionLevel: 1 };
        string type = values is null ? field.SchemaType.ToString() : TypeName(values.ClrType);
        CellKind kind = values is null ? CellKind.Other : Kind(values.ClrType);
        return isList
            ? new ColumnType(field.Name, kind == CellKind.Number ? CellKind.Vector : CellKind.Other, $"list of {type}")
            : new ColumnType(field.Name, kind, type);
    }

    private static string TypeName(Type type) => type == typeof(ReadOnlyMemory<char>) ? "String" : type == typeof(ReadOnlyMemory<byte>) ? "Byte[]" : type.Name;

    // The values of a flat column or of a list; null for structures, maps and lists of lists.
    private static DataField? Values(Field field) => field switch
    {
        DataField { MaxRepetitionLevel: <= 1 } data => data,
        ListField { Item: DataField { MaxRepetitionLevel: 1 } item } => item,
        _ => null,
    };

    private static CellKind Kind(Type type)
        => type == typeof(ReadOnlyMemory<char>) || type == typeof(string) ? CellKind.Text
            : type == typeof(DateOnly) || type == typeof(DateTime) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid) ? CellKind.Name
            : type == typeof(bool) || type == typeof(float) || type == typeof(double) || type == typeof(decimal) || type == typeof(byte) || type == typeof(sbyte)
                || type == typeof(short) || type == typeof(ushort) || type == typeof(int) || type == typeof(uint) || type == typeof(long) || type == typeof(ulong) ? CellKind.Number
            : CellKind.Other;

    private Cells Read(ParquetRowGroupReader group, Field column, long rows)
    {
        DataField field = Values(column)!;
        bool isList = field.MaxRepetitionLevel > 0;
        long count = group.GetMetadata(field)?.MetaData?.NumValues ?? throw new InvalidDataException($"A row group lacks the column {column.Name}.");
        if (isList ? count < rows || count > Array.MaxLength : count != rows)
        {
            throw new InvalidDataException($"A row group of {rows} rows has {count} values in the column {column.Name}.");
        }

        RawColumnData data = Wait(() => group.ReadRawColumnDataBaseAsync(field).AsTask());
        _data.Add(data);
        int most = field.MaxDefinitionLevel;
        return data switch
        {
            RawColumnData<float> values => Of(values),
            RawColumnData<double> values => Of(values),
            RawColumnData<bool> values => Of(values),
            RawColumnData<byte> values => Of(values),
            RawColumnData<sbyte> values => Of(values),
            RawColumnData<short> values => Of(values),
            RawColumnData<ushort> values => Of(values),
            RawColumnData<int> values => Of(values),
            RawColumnData<uint> values => Of(values),
            RawColumnData<long> values => Of(values),
            RawColumnData<ulong> values => Of(values),
            RawColumnData<decimal> values => Of(values),
            RawColumnData<DateOnly> values => Of(values),
            RawColumnData<DateTime> values => Of(values),
            RawColumnData<TimeOnly> values => Of(values),
            RawColumnData<TimeSpan> values => Of(values),
            RawColumnData<Guid> values => Of(values),
            RawColumnData<ReadOnlyMemory<char>> values => new ParquetTextCells(values, most),
            _ => throw new NotSupportedException($"The values of the column {column.Name} are {data.GetType().Name}."),
        };

        Cells Of<T>(RawColumnData<T> values)
            where T : struct
            => isList ? new ParquetVectorCells<T>(values, most, rows) : new ParquetCells<T>(values, most);
    }

    // The text of the last group is in memory that the library lends.
    private void Release()
    {
        foreach (IDisposable data in _data)
        {
            data.Dispose();
        }

        _data.Clear();
    }

    // On a thread of its own pool, so that whoever waits for it in a user interface does not wait for himself.
    private static T Wait<T>(Func<Task<T>> task) => Task.Run(task).GetAwaiter().GetResult();
}
