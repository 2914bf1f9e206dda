using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace StaticNet.Extensions.Tests.Data;

/// <summary>The types of cells: what becomes of them, and which are refused.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class CellTests
{
    [Fact]
    public void Numbers_are_rounded_once()
    {
        ulong[] numbers = [0, 1, 16777217, (1UL << 63) + (1UL << 39), (1UL << 63) + (1UL << 39) + 1, (1UL << 63) + (3UL << 39) - 1, ulong.MaxValue];
        DataFrame frame = new(new PrimitiveDataFrameColumn<ulong>("n", numbers));
        Assert.Equal(numbers.Select(static number => float.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), frame.ToTable(Number("n")).Inputs.ToArray());

        double[] doubles = [1 + Math.Pow(2, -24), 1 + Math.Pow(2, -24) + Math.Pow(2, -50), 0.1, 1e-50];
        Assert.Equal(doubles.Select(static number => (float)number), new DataFrame(new PrimitiveDataFrameColumn<double>("n", doubles)).ToTable(Number("n")).Inputs.ToArray());
    }

    [Fact]
    public void Any_unsigned_number_and_any_decimal_is_the_nearest_float()
        => Gen.Select(Gen.ULong, Gen.Decimal, Gen.Long).Array[1, 8].Sample(
            static cells =>
            {
                DataFrame frame = new(
                    new PrimitiveDataFrameColumn<ulong>("n", cells.Select(static cell => cell.Item1)),
                    new PrimitiveDataFrameColumn<decimal>("d", cells.Select(static cell => cell.Item2)),
                    new PrimitiveDataFrameColumn<long>("l", cells.Select(static cell => cell.Item3)));
                Assert.Equal(
                    cells.SelectMany(static cell => new IFormattable[] { cell.Item1, cell.Item2, cell.Item3 }).Select(static cell => float.Parse(cell.ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
                    frame.ToTable(Number("n", "d", "l")).Inputs.ToArray());
            },
            iter: LongRun.Cases(2_000, 100_000));

    [Fact]
    public void Booleans_are_0_and_1_or_false_and_true()
    {
        DataFrame frame = new(new PrimitiveDataFrameColumn<bool>("b", [true, false]), new PrimitiveDataFrameColumn<bool>("l", [false, true]));
        CsvTable table = frame.ToTable(new CsvSchema { Inputs = [CsvColumn.Number("b")], Label = "l" });
        Assert.Equal([1f, 0], table.Inputs);
        Assert.Equal(["false", "true"], table.Data.ClassNames);
        Assert.Equal(["b=false", "b=true"], frame.ToTable(new CsvSchema { Inputs = [CsvColumn.OneHot("b")] }).InputNames);
    }

    [Fact]
    public void Dates_and_times_are_categories_only()
    {
        DateTime noon = new(2024, 2, 29, 12, 0, 0, 500, DateTimeKind.Utc);
        byte[] parquet = Written(
            new ParquetSchema(new DataField<DateOnly>("date"), new DateTimeDataField("time", DateTimeFormat.DateAndTime)),
            async (group, schema) =>
            {
                await group.WriteAsync<DateOnly>(schema.DataFields[0], new[] { new DateOnly(2024, 2, 29) });
                await group.WriteAsync<DateTime>(schema.DataFields[1], new[] { noon });
            });
        RecordBatch batch = new RecordBatch.Builder()
            .Append("date", false, new Date32Array.Builder().Append(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero)).Build())
            .Append("time", false, new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, "UTC")).Append(noon).Build())
            .Build();
        DataFrame frame = new(new PrimitiveDataFrameColumn<DateTime>("date", [noon.Date]), new PrimitiveDataFrameColumn<DateTime>("time", [noon]));
        foreach (Func<CsvSchema, CsvTable> load in new Func<CsvSchema, CsvTable>[] { schema => Tables.LoadParquet(new MemoryStream(parquet), schema), schema => batch.ToTable(schema), schema => frame.ToTable(schema) })
        {
            Assert.Equal(["date=2024-02-29", "time=2024-02-29T12:00:00.5"], load(new CsvSchema { Inputs = [CsvColumn.OneHot("date"), CsvColumn.OneHot("time")] }).InputNames);
            string message = Assert.Throws<InvalidDataException>(() => load(Number("date"))).Message;
            Assert.Matches("^Column 1 \\(date\\) is of the type (DateTime|DateOnly|date32), which is no number. CsvColumn.OneHot and CsvColumn.Ordinal read it as categories.$", message);
        }
    }

    [Fact]
    public void Decimals_of_every_width_are_numbers_and_categories()
    {
        RecordBatch batch = new RecordBatch.Builder()
            .Append("a", false, new Decimal128Array.Builder(new Decimal128Type(38, 2)).Append("123456789012345678901234567890.12").Append("0.10").Build())
            .Append("b", false, new Decimal256Array.Builder(new Decimal256Type(40, 3)).Append("1.500").Append("-2").Build())
            .Build();
        Assert.Equal([123456789012345678901234567890.12f, 1.5f, 0.1f, -2], batch.ToTable(Number("a", "b")).Inputs);

        byte[] parquet = Written(new ParquetSchema(new DecimalDataField("a", 20, 4)), async (group, schema) => await group.WriteAsync<decimal>(schema.DataFields[0], new[] { 0.1m, 1234567890123456.7891m }));
        Assert.Equal([0.1f, 1234567890123456.7891f], Tables.LoadParquet(new MemoryStream(parquet), Number("a")).Inputs);
    }

    [Fact]
    public void Dictionaries_halves_and_long_texts_of_Arrow_are_read()
    {
        StringArray words = new StringArray.Builder().Append("red").Append("green").AppendNull().Build();
        Int8Array indices = new Int8Array.Builder().Append(1).Append(0).AppendNull().Append(2).Build();
        RecordBatch batch = new RecordBatch.Builder()
            .Append("word", true, new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, false), indices, words))
            .Append("half", false, new HalfFloatArray.Builder().AppendRange([(Half)0.5f, (Half)1, (Half)2, (Half)(-1)]).Build())
            .Append("view", false, new StringViewArray.Builder().AppendRange(["a", "b", "a text that is longer than twelve bytes", "d"]).Build())
            .Build();
        CsvTable table = batch.ToTable(new CsvSchema { Inputs = [CsvColumn.Ordinal("word", missing: MissingValues.Category("none")), CsvColumn.Number("half")], Label = "view" });
        Assert.Equal(["green", "none", "red"], table.Schema.Inputs[0].Categories);
        Assert.Equal([0f, 0.5f, 2, 1, 1, 2, 1, -1], table.Inputs);
        Assert.Equal(["a", "a text that is longer than twelve bytes", "b", "d"], table.Data.ClassNames);
    }

    [Fact]
    public void Types_that_cannot_be_read_are_named_when_they_are_chosen()
    {
        byte[] parquet = Written(
            new ParquetSchema(new StructField("s", new DataField<int>("x")), new DataField<byte[]>("b"), new DataField<int>("n")),
            async (group, schema) =>
            {
                await group.WriteAllPartsAsync<int>(schema.DataFields[0], new[] { 1 }, new[] { schema.DataFields[0].MaxDefinitionLevel }, null, TestContext.Current.CancellationToken);
                await group.WriteAsync(schema.DataFields[1], [new byte[] { 1 }]);
                await group.WriteAsync<int>(schema.DataFields[2], new[] { 1 });
            });
        Assert.Equal("Column 1 (s) is of the type Struct, which cannot be read.", Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(new MemoryStream(parquet), Number("s"))).Message);
        Assert.Equal("Column 2 (b) is of the type Byte[], which cannot be read.", Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(new MemoryStream(parquet), new CsvSchema { Inputs = [CsvColumn.OneHot("b")] })).Message);
        Assert.Equal([1f], Tables.LoadParquet(new MemoryStream(parquet), Number("n")).Inputs);

        RecordBatch batch = new RecordBatch.Builder().Append("b", false, new BinaryArray.Builder().Append([1]).Build()).Build();
        Assert.Equal("Column 1 (b) is of the type binary, which cannot be read.", Assert.Throws<InvalidDataException>(() => batch.ToTable(Number("b"))).Message);
    }

    [Fact]
    public void A_name_that_is_not_there_is_answered_by_the_nearest_one()
    {
        DataFrame frame = new(new PrimitiveDataFrameColumn<int>("age", [1]), new StringDataFrameColumn("sex", ["f"]));
        Assert.Equal("The table has no column 'ago' (did you mean 'age'?), but: age, sex.", Assert.Throws<InvalidDataException>(() => frame.ToTable(Number("ago"))).Message);
        Assert.Equal("row 0, column 2 (sex): 'f' is not a number. CsvColumn.OneHot and CsvColumn.Ordinal read categories.", Assert.Throws<InvalidDataException>(() => frame.ToTable(Number("age", "sex"))).Message);
    }

    [Fact]
    public void A_view_of_keys_has_their_names_and_NaN_is_missing_where_the_schema_says_so()
    {
        KeyView view = new();
        CsvTable table = view.ToTable(new CsvSchema { Inputs = [CsvColumn.Number("x", MissingValues.Mean)], Label = "key", DropUnlabelled = true, MissingTexts = ["NaN"] });
        Assert.Equal(["cat", "dog"], table.Data.ClassNames);
        Assert.Equal([1, 0, 1], table.Data.Labels);
        Assert.Equal([1f, 2, 3], table.Inputs);
        Assert.Equal(1, table.DroppedRows);
        Assert.Contains("column 1 (x): 'NaN' is not finite; TableOptions.NonFinite", Assert.Throws<InvalidDataException>(() => view.ToTable(Number("x"))).Message);
        Assert.Contains("is of the type Key<UInt32, 0-1>, which is no number", Assert.Throws<InvalidDataException>(() => view.ToTable(Number("key"))).Message);
    }

    private static CsvSchema Number(params string[] names) => new() { Inputs = CsvColumn.Numbers(names) };

    private static byte[] Written(ParquetSchema schema, Func<ParquetRowGroupWriter, ParquetSchema, Task> write)
    {
        MemoryStream stream = new();
        Task.Run(async () =>
        {
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await write(group, schema);
        }).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    // As ML.NET has it: keys from 1, 0 where one is missing, and their names beside them.
    private sealed class KeyView : IDataView
    {
        private static readonly float[] Numbers = [1, float.NaN, 3, 4];
        private static readonly uint[] Keys = [2, 1, 2, 0];

        public KeyView()
        {
            DataViewSchema.Annotations.Builder names = new();
            names.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, 2), static (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(2, ["cat".AsMemory(), "dog".AsMemory()]));
            DataViewSchema.Builder schema = new();
            schema.AddColumn("x", NumberDataViewType.Single);
            schema.AddColumn("key", NumberDataViewType.Double);
            schema.AddColumn("key", new KeyDataViewType(typeof(uint), 2), names.ToAnnotations());
            Schema = schema.ToSchema();
        }

        public bool CanShuffle => false;

        public DataViewSchema Schema { get; }

        public long? GetRowCount() => Numbers.Length;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(Schema);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

        private sealed class Cursor(DataViewSchema schema) : DataViewRowCursor
        {
            private int _row = -1;

            public override DataViewSchema Schema => schema;

            public override long Position => _row;

            public override long Batch => 0;

            public override bool MoveNext() => ++_row < Numbers.Length;

            public override bool IsColumnActive(DataViewSchema.Column column) => column.Index != 1;

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
                => column.Index switch
                {
                    0 => (ValueGetter<TValue>)(Delegate)new ValueGetter<float>((ref float value) => value = Numbers[_row]),
                    2 => (ValueGetter<TValue>)(Delegate)new ValueGetter<uint>((ref uint value) => value = Keys[_row]),
                    _ => throw new InvalidOperationException("The column is hidden."),
                };

            public override ValueGetter<DataViewRowId> GetIdGetter() => throw new NotSupportedException();
        }
    }
}
