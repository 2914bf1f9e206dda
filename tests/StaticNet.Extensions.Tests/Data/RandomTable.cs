using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CsCheck;
using Microsoft.Data.Analysis;
using Parquet;
using Parquet.Schema;

namespace StaticNet.Extensions.Tests.Data;

/// <summary>A column with its values, which knows how to put them into every format.</summary>
internal abstract record RandomColumn(string Name)
{
    /// <summary>The field of a CSV file; null for none.</summary>
    public abstract string? Text(int row, bool isNumber);

    public abstract DataField ParquetField { get; }

    public abstract Task Write(ParquetRowGroupWriter group, DataField field, Range rows);

    public abstract IArrowArray Arrow(Range rows);

    public abstract DataFrameColumn Frame();

    public abstract bool HasNulls { get; }
}

/// <summary>A column of numbers or Booleans.</summary>
internal sealed record RandomNumbers<T>(string Name, T?[] Values, Func<IEnumerable<T?>, IArrowArray> ToArrow) : RandomColumn(Name)
    where T : unmanaged
{
    public override DataField ParquetField => new DataField<T?>(Name);

    public override bool HasNulls => Values.Any(static value => value is null);

    public override string? Text(int row, bool isNumber) => Values[row] switch
    {
        null => null,
        bool flag => isNumber ? (flag ? "1" : "0") : (flag ? "true" : "false"),
        T value => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
    };

    public override Task Write(ParquetRowGroupWriter group, DataField field, Range rows) => group.WriteAsync<T>(field, Values[rows]);

    public override IArrowArray Arrow(Range rows) => ToArrow(Values[rows]);

    public override DataFrameColumn Frame() => new PrimitiveDataFrameColumn<T>(Name, Values);
}

/// <summary>A column of texts.</summary>
internal sealed record RandomTexts(string Name, string?[] Values) : RandomColumn(Name)
{
    public override DataField ParquetField => new DataField<string>(Name);

    public override bool HasNulls => Values.Contains(null);

    public override string? Text(int row, bool isNumber) => Values[row];

    public override Task Write(ParquetRowGroupWriter group, DataField field, Range rows) => group.WriteAsync(field, (IReadOnlyCollection<string>)Values[rows]!);

    public override IArrowArray Arrow(Range rows)
    {
        StringArray.Builder builder = new();
        foreach (string? value in Values[rows])
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    public override DataFrameColumn Frame() => new StringDataFrameColumn(Name, Values);
}

/// <summary>A random table, how it is to be read, and the same table in every format.</summary>
internal sealed record RandomTable(int Rows, int Cut, RandomColumn[] Columns, CsvSchema Schema, NonFiniteNumbers NonFinite)
{
    private static readonly Gen<string?> Texts = Gen.OneOf("a", "b", "c ", " b", "NA", "NaN", "1", "2.5", "é日", "say \"a\"", "a,b", "true", "", null);

    private static readonly Gen<MissingValues> NumberMissing = Gen.OneOf(MissingValues.Refuse, MissingValues.DropRow, MissingValues.Mean, MissingValues.Constant(0.5f));

    private static readonly Gen<MissingValues> CategoryMissing = Gen.OneOf(MissingValues.Refuse, MissingValues.DropRow, MissingValues.Category("none"), MissingValues.Category("a"));

    public static readonly Gen<RandomTable> Any =
        from rows in Gen.Int[1, 12]
        from cut in Gen.Int[0, rows]
        from nulls in Gen.Bool
        from floats in Values(Gen.OneOf(Gen.Float, Gen.Float[-100, 100], Gen.OneOf(float.NaN, float.PositiveInfinity, -0f, float.MaxValue, float.Epsilon)), nulls).Array[rows]
        from doubles in Values(Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Double, Gen.OneOf(0.1, 1e300, -0.0, double.NaN)), nulls).Array[rows]
        from ints in Values(Gen.OneOf(Gen.Int[0, 3], Gen.Int), nulls).Array[rows]
        from longs in Values(Gen.OneOf(Gen.Long[0, 2], Gen.Long), nulls).Array[rows]
        from bytes in Values(Gen.Byte, nulls).Array[rows]
        from unsigned in Values(Gen.OneOf(Gen.ULong, Gen.ULong[0, 4]), nulls).Array[rows]
        from flags in Values(Gen.Bool, nulls).Array[rows]
        from texts in Texts.Array[rows]
        from plain in Gen.OneOf("x", "y", "z").Array[rows]
        let columns = new RandomColumn[]
        {
            new RandomNumbers<float>("floats", floats, static values => Build(new FloatArray.Builder(), values)),
            new RandomNumbers<double>("doubles", doubles, static values => Build(new DoubleArray.Builder(), values)),
            new RandomNumbers<int>("ints", ints, static values => Build(new Int32Array.Builder(), values)),
            new RandomNumbers<long>("longs", longs, static values => Build(new Int64Array.Builder(), values)),
            new RandomNumbers<byte>("bytes", bytes, static values => Build(new UInt8Array.Builder(), values)),
            new RandomNumbers<ulong>("unsigned", unsigned, static values => Build(new UInt64Array.Builder(), values)),
            new RandomNumbers<bool>("flags", flags, Flags),
            new RandomTexts("texts", texts),
            new RandomTexts("plain", plain),
            new RandomNumbers<int>("id", [.. Enumerable.Range(0, rows).Select(static row => (int?)row)], static values => Build(new Int32Array.Builder(), values)),
        }
        from schema in Schemas
        from nonFinite in Gen.Enum<NonFiniteNumbers>()
        select new RandomTable(rows, cut, columns, schema, nonFinite);

    private static Gen<CsvSchema> Schemas =>
        from order in Gen.Shuffle(new[] { "floats", "doubles", "ints", "longs", "bytes", "unsigned", "flags", "texts", "plain" })
        from count in Gen.Int[1, 5]
        from inputs in Choices(order[..count])
        from outputs in Gen.Int[0, 2]
        from targets in Choices(order[count..(count + 2)])
        from dropUnlabelled in Gen.Bool
        from missing in Gen.OneOf<string[]>([], ["NA"], ["NaN", "2"])
        from misspelt in Gen.Int[0, 15]
        select new CsvSchema
        {
            Inputs = misspelt == 0 ? [.. inputs, CsvColumn.Number("floast")] : inputs,
            Label = outputs == 1 ? order[count] : null,
            DropUnlabelled = outputs == 1 && dropUnlabelled,
            Targets = outputs == 2 ? targets : [],
            MissingTexts = missing,
        };

    /// <summary>The table as a CSV file.</summary>
    public string Csv()
    {
        StringBuilder text = new();
        text.AppendJoin(',', Columns.Select(static column => column.Name)).Append('\n');
        for (int row = 0; row < Rows; row++)
        {
            text.AppendJoin(',', Columns.Select(column => column.Text(row, IsNumber(column)) is { } field ? $"\"{field.Replace("\"", "\"\"")}\"" : "")).Append('\n');
        }

        return text.ToString();
    }

    public MemoryStream Parquet()
    {
        MemoryStream stream = new();
        Task.Run(async () =>
        {
            ParquetSchema schema = new(Columns.Select(static column => column.ParquetField));
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, new ParquetOptions { CompressionMethod = (CompressionMethod)(Rows % 3) });
            foreach (Range range in Batches())
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                for (int i = 0; i < Columns.Length; i++)
                {
                    await Columns[i].Write(group, schema.DataFields[i], range);
                }
            }
        }).GetAwaiter().GetResult();
        stream.Position = 0;
        return stream;
    }

    public RecordBatch[] Arrow() => [.. Batches().Select(Batch)];

    public MemoryStream ArrowFile(bool isFile)
    {
        MemoryStream stream = new();
        RecordBatch[] batches = Arrow();
        IpcOptions options = new() { CompressionCodec = isFile ? CompressionCodecType.Lz4Frame : CompressionCodecType.Zstd, CompressionCodecFactory = new Apache.Arrow.Compression.CompressionCodecFactory() };
        using (ArrowStreamWriter writer = isFile ? new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true, options) : new ArrowStreamWriter(stream, batches[0].Schema, leaveOpen: true, options))
        {
            foreach (RecordBatch batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        stream.Position = 0;
        return stream;
    }

    public DataFrame Frame() => new(Columns.Select(static column => column.Frame()));

    private static Gen<T?> Values<T>(Gen<T> gen, bool nulls)
        where T : struct
        => nulls ? gen.Nullable() : gen.Select(static value => (T?)value);

    private static Gen<IReadOnlyList<CsvColumn>> Choices(string[] names)
        => names.Aggregate(Gen.Const((IReadOnlyList<CsvColumn>)[]), static (columns, name) => Gen.Select(columns, Column(name), static (before, column) => (IReadOnlyList<CsvColumn>)[.. before, column]));

    private static Gen<CsvColumn> Column(string name)
    {
        Gen<CsvColumn> number = NumberMissing.Select(missing => CsvColumn.Number(name, missing));
        Gen<CsvColumn> category =
            from missing in CategoryMissing
            from unseen in Gen.Enum<UnseenCategories>()
            from given in Gen.OneOf<string[]?>(null, ["a", "1", "true", "x"])
            from isOrdinal in Gen.Bool
            select isOrdinal ? CsvColumn.Ordinal(name, given, missing, unseen) : CsvColumn.OneHot(name, given, missing, unseen);
        return name == "texts" ? Gen.Frequency((1, number), (4, category)) : Gen.OneOf(number, category);
    }

    public static IArrowArray Build<T, TArray, TBuilder>(PrimitiveArrayBuilder<T, TArray, TBuilder> builder, IEnumerable<T?> values)
        where T : unmanaged
        where TArray : IArrowArray
        where TBuilder : class, IArrowArrayBuilder<TArray>
    {
        foreach (T? value in values)
        {
            _ = value is { } number ? builder.Append(number) : builder.AppendNull();
        }

        return builder.Build(null);
    }

    public static IArrowArray Flags(IEnumerable<bool?> values)
    {
        BooleanArray.Builder builder = new();
        foreach (bool? value in values)
        {
            _ = value is { } flag ? builder.Append(flag) : builder.AppendNull();
        }

        return builder.Build();
    }

    // Booleans are 1 and 0 where they are read as numbers.
    private bool IsNumber(RandomColumn column)
        => Schema.Inputs.Concat(Schema.Targets).Any(input => input.Name == column.Name && input.Kind == CsvColumnKind.Number);

    private IEnumerable<Range> Batches() => Cut is 0 ? [0..Rows] : Cut == Rows ? [0..Rows, Rows..Rows] : [0..Cut, Cut..Rows];

    private RecordBatch Batch(Range range)
    {
        RecordBatch.Builder builder = new();
        foreach (RandomColumn column in Columns)
        {
            builder.Append(column.Name, nullable: true, column.Arrow(range));
        }

        return builder.Build();
    }
}
