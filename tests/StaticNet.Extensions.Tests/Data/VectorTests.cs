using Apache.Arrow;
using Apache.Arrow.Types;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace StaticNet.Extensions.Tests.Data;

/// <summary>Columns whose cells are vectors.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class VectorTests
{
    private static readonly CsvSchema Schema = new() { Inputs = [CsvColumn.Number("v"), CsvColumn.Number("x")], Label = "y" };

    private static readonly int[] Labels = [0, 1, 1];

    [Fact]
    public void Vectors_of_one_length_are_inputs_from_every_format()
    {
        foreach (CsvTable table in Every([[1, 2], [3, 4], [5, 6]]).Select(static load => load(Schema, null)))
        {
            Assert.Equal(["v[0]", "v[1]", "x"], table.InputNames);
            Assert.Equal([1f, 2, 10, /**/ 3, 4, 11, /**/ 5, 6, 12], table.Inputs);
            Assert.Equal(Labels, table.Data.Labels);
            Assert.Equal(["v: Number", "x: Number"], table.Schema.Inputs.Select(static column => column.ToString()));
        }
    }

    [Fact]
    public void Vectors_can_be_targets()
    {
        CsvTable table = Every([[1, 2], [3, 4], [5, 6]])[0](new CsvSchema { Inputs = [CsvColumn.Number("x")], Targets = [CsvColumn.Number("v")] }, null);
        Assert.Equal([1f, 2, 3, 4, 5, 6], table.Data.Targets);
        Assert.Equal(["v[0]", "v[1]"], table.TargetNames);
    }

    [Fact]
    public void A_missing_vector_is_refused_left_out_or_constant()
    {
        foreach (Func<CsvSchema, TableOptions?, CsvTable> load in Every([null, [3, 4], [5, 6]]))
        {
            Assert.Equal(
                "row 0, column 1 (v): a vector is missing, or one of its numbers. MissingValues says how such rows are treated.",
                Assert.Throws<InvalidDataException>(() => load(Schema, null)).Message);
            Assert.Equal([3f, 4, 5, 6], load(Only(MissingValues.DropRow), null).Inputs);
            Assert.Equal([0.5f, 0.5f, 3, 4, 5, 6], load(Only(MissingValues.Constant(0.5f)), null).Inputs);
            Assert.Contains("Column 1 (v) holds vectors, and Mean is for single numbers", Assert.Throws<InvalidDataException>(() => load(Only(MissingValues.Mean), null)).Message);
        }
    }

    [Fact]
    public void Vectors_of_other_lengths_and_numbers_that_are_not_finite_are_refused()
    {
        foreach (Func<CsvSchema, TableOptions?, CsvTable> load in Every([[1, 2], [3], [5, 6]], isFixed: false))
        {
            Assert.Equal("row 1, column 1 (v): a vector of 1 numbers, where the first one has 2.", Assert.Throws<InvalidDataException>(() => load(Schema, null)).Message);
        }

        foreach (Func<CsvSchema, TableOptions?, CsvTable> load in Every([[1, 2], [3, float.NaN], [5, 6]]))
        {
            Assert.Equal(
                "row 1, column 1 (v): number 1 of the vector, NaN, is not finite; TableOptions.NonFinite says how such numbers are treated.",
                Assert.Throws<InvalidDataException>(() => load(Schema, null)).Message);
            Assert.Equal([1f, 2, 5, 6], load(Only(default), new TableOptions { NonFinite = NonFiniteNumbers.SkipRow }).Inputs);
            Assert.Equal([1f, 2, 3, float.NaN, 5, 6], load(Only(default), new TableOptions { NonFinite = NonFiniteNumbers.Keep }).Inputs);
        }
    }

    [Fact]
    public void A_vector_is_no_category_and_no_label()
    {
        foreach (Func<CsvSchema, TableOptions?, CsvTable> load in Every([[1, 2], [3, 4], [5, 6]]))
        {
            Assert.Contains("vectors are neither categories nor labels", Assert.Throws<InvalidDataException>(() => load(new CsvSchema { Inputs = [CsvColumn.OneHot("v")] }, null)).Message);
        }
    }

    [Fact]
    public void A_sparse_vector_of_a_view_has_its_zeros()
    {
        VBuffer<double>[] vectors = [new(3, [1, 2, 3]), new(3, 1, [7], [2])];
        DataFrame frame = new(new VBufferDataFrameColumn<double>("v", vectors));
        Assert.Equal([1f, 2, 3, 0, 0, 7], frame.ToTable(Only(default)).Inputs);
    }

    [Fact]
    public void A_null_in_a_list_makes_it_a_missing_one_and_a_slice_is_read_from_its_start()
    {
        ListArray.Builder lists = new(FloatType.Default);
        var values = (FloatArray.Builder)lists.ValueBuilder;
        foreach (float? first in new float?[] { 9, 1, null, 3 })
        {
            lists.Append();
            _ = first is { } number ? values.Append(number) : values.AppendNull();
            values.Append(2);
        }

        RecordBatch batch = new RecordBatch.Builder().Append("v", true, lists.Build()).Build().Slice(1, 3);
        Assert.Equal([1f, 2, 3, 2], batch.ToTable(Only(MissingValues.DropRow)).Inputs);
    }

    private static CsvSchema Only(MissingValues missing) => new() { Inputs = [CsvColumn.Number("v", missing)] };

    private static Func<CsvSchema, TableOptions?, CsvTable>[] Every(float[]?[] vectors, bool isFixed = true)
    {
        byte[] parquet = Parquet(vectors);
        RecordBatch lists = Batch(Lists(vectors));
        DataFrame frame = new(
            new VBufferDataFrameColumn<float>("v", vectors.Select(static vector => new VBuffer<float>(vector?.Length ?? 0, vector ?? []))),
            new PrimitiveDataFrameColumn<long>("x", [10L, 11, 12]),
            new PrimitiveDataFrameColumn<int>("y", Labels));
        List<Func<CsvSchema, TableOptions?, CsvTable>> all =
        [
            (schema, options) => Tables.LoadParquet(new MemoryStream(parquet), schema, options),
            (schema, options) => lists.ToTable(schema, options),
            (schema, options) => frame.ToTable(schema, options),
        ];
        if (isFixed)
        {
            RecordBatch fixedLists = Batch(FixedLists(vectors));
            all.Add((schema, options) => fixedLists.ToTable(schema, options));
        }

        return [.. all];
    }

    private static byte[] Parquet(float[]?[] vectors)
    {
        MemoryStream stream = new();
        Task.Run(async () =>
        {
            ParquetSchema schema = new(new ListField("v", new DataField<float>("element")), new DataField<double>("x"), new DataField<int>("y"));
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            int most = schema.DataFields[0].MaxDefinitionLevel;
            float[] values = [.. vectors.SelectMany(static vector => vector ?? [])];
            int[] defined = [.. vectors.SelectMany(vector => vector is null ? [0] : Enumerable.Repeat(most, vector.Length))];
            int[] repeated = [.. vectors.SelectMany(static vector => Enumerable.Range(0, vector?.Length ?? 1).Select(static index => index == 0 ? 0 : 1))];
            await group.WriteAllPartsAsync<float>(schema.DataFields[0], values, defined, repeated, TestContext.Current.CancellationToken);
            await group.WriteAsync<double>(schema.DataFields[1], new double[] { 10, 11, 12 });
            await group.WriteAsync<int>(schema.DataFields[2], Labels);
        }).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static RecordBatch Batch(IArrowArray vectors)
        => new RecordBatch.Builder()
            .Append("v", true, vectors)
            .Append("x", false, new Int16Array.Builder().AppendRange([10, 11, 12]).Build())
            .Append("y", false, new UInt8Array.Builder().AppendRange([0, 1, 1]).Build())
            .Build();

    private static IArrowArray Lists(float[]?[] vectors)
    {
        ListArray.Builder builder = new(DoubleType.Default);
        foreach (float[]? vector in vectors)
        {
            if (vector is null)
            {
                builder.AppendNull();
                continue;
            }

            builder.Append();
            ((DoubleArray.Builder)builder.ValueBuilder).AppendRange(vector.Select(static value => (double)value));
        }

        return builder.Build();
    }

    private static IArrowArray FixedLists(float[]?[] vectors)
    {
        FixedSizeListArray.Builder builder = new(FloatType.Default, 2);
        foreach (float[]? vector in vectors)
        {
            if (vector is null)
            {
                builder.AppendNull();
                continue;
            }

            builder.Append();
            ((FloatArray.Builder)builder.ValueBuilder).AppendRange(vector);
        }

        return builder.Build();
    }
}
