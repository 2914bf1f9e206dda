using Apache.Arrow;
using CsCheck;
using StaticNet.Tests;

namespace StaticNet.Extensions.Tests.Data;

/// <summary>Files that are no tables, damaged ones and larger ones than allowed: an error that names the file, and no other exception.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class DamagedFileTests : IDisposable
{
    private static readonly CsvSchema Schema = new()
    {
        Inputs = [CsvColumn.OneHot("plain"), CsvColumn.OneHot("texts", missing: MissingValues.Category("none")), CsvColumn.Number("floats", MissingValues.Mean), CsvColumn.Number("unsigned", MissingValues.Mean), CsvColumn.Number("flags", MissingValues.Mean)],
        Label = "id",
    };

    private static readonly TableOptions Keep = new() { NonFinite = NonFiniteNumbers.Keep };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Other_files_and_truncated_ones_are_refused_by_their_names()
    {
        RandomTable table = Example();
        byte[] parquet = table.Parquet().ToArray();
        byte[] arrow = table.ArrowFile(isFile: true).ToArray();
        byte[][] others = ["id,age\n1,2\n"u8.ToArray(), [], [0x50], new byte[1000]];
        foreach (byte[] content in (byte[][])[.. others, arrow, parquet[..^1], parquet[..(parquet.Length / 2)], parquet[1..]])
        {
            string path = _folder.Write("x.parquet", content);
            Assert.StartsWith($"'{path}': It is no Parquet file, or a damaged one: ", Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(path, Schema, Keep)).Message);
        }

        foreach (byte[] content in (byte[][])[.. others, parquet, arrow[..^1], arrow[..(arrow.Length / 2)], arrow[1..]])
        {
            string path = _folder.Write("x.arrow", content);
            Assert.StartsWith($"'{path}': It is no Arrow file, or a damaged one: ", Assert.Throws<InvalidDataException>(() => Tables.LoadArrow(path, Schema, Keep)).Message);
        }
    }

    [Fact]
    public void An_error_in_a_file_names_it_and_the_row()
    {
        string path = _folder.Write("x.parquet", Example().Parquet().ToArray());
        Assert.Matches($"^'{path}', row [0-9]+, column 4 \\(texts\\): ", Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(path, new CsvSchema { Inputs = [CsvColumn.Number("texts")] })).Message);
        Assert.StartsWith($"'{path}': The table has no column 'flosts' (did you mean 'floats'?), but: ", Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(path, new CsvSchema { Inputs = [CsvColumn.Number("flosts")] })).Message);
        Assert.Throws<FileNotFoundException>(() => Tables.LoadParquet(_folder["none"], Schema));
        Assert.Throws<FileNotFoundException>(() => Tables.LoadArrow(_folder["none"], Schema));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tables.LoadParquet(path, Schema, new TableOptions { MaxRows = 0 }));
        Assert.Throws<ArgumentException>(() => Tables.LoadParquet(path, Schema with { Targets = [CsvColumn.Number("floats")] }));
    }

    [Fact]
    public void Larger_tables_than_allowed_are_refused()
    {
        RandomTable table = Example();
        TableOptions options = Keep with { MaxRows = table.Rows - 1 };
        Assert.Equal($"It has {table.Rows} rows, which is more than the {table.Rows - 1} that MaxRows allows.", Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(table.Parquet(), Schema, options)).Message);
        Assert.Equal($"row {table.Rows - 1}: there are more than the {table.Rows - 1} samples that MaxRows allows.", Assert.Throws<InvalidDataException>(() => table.Frame().ToTable(Schema, options)).Message);
    }

    // Parquet.Net would never return.
    [Fact]
    public void A_group_of_no_columns_is_refused()
    {
        byte[] file = Example().Parquet().ToArray();
        int place = file.AsSpan().LastIndexOf("root"u8) + 4;
        Assert.Equal([0x15, 0x0C], file[place..(place + 2)]);
        file[place + 1] = 0;
        Assert.Equal(
            "It is no Parquet file, or a damaged one: A column of its schema is a group of no columns.",
            Assert.Throws<InvalidDataException>(() => Tables.LoadParquet(new MemoryStream(file), Schema, Keep)).Message);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_and_left_open()
    {
        RandomTable table = Example();
        using Stream once = new OneWayStream(table.Parquet());
        Assert.Equal(table.Frame().ToTable(Schema, Keep).Inputs, Tables.LoadParquet(once, Schema, Keep).Inputs);
        using Stream file = new OneWayStream(table.ArrowFile(isFile: true));
        Assert.Equal(table.Frame().ToTable(Schema, Keep).Inputs, Tables.LoadArrow(file, Schema, Keep).Inputs);
        MemoryStream open = table.ArrowFile(isFile: false);
        Tables.LoadArrow(open, Schema, Keep);
        Assert.True(open.CanRead);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        byte[][] files = [Example().Parquet().ToArray(), Example().ArrowFile(isFile: true).ToArray(), Example().ArrowFile(isFile: false).ToArray()];
        Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 6], Gen.Int[0, 20]).Sample(
            (which, changes, cut) =>
            {
                byte[] file = [.. files[which]];
                foreach ((double place, byte value) in changes)
                {
                    // The metadata is at the end, and at the beginning of a stream.
                    file[which == 2 && value % 2 == 0 ? (int)(place * place * (file.Length - 1)) : file.Length - 1 - (int)(place * place * (file.Length - 1))] = value;
                }

                if (cut == 0)
                {
                    System.Array.Resize(ref file, (int)(changes[0].Item1 * file.Length));
                }

                try
                {
                    _ = which == 0 ? Tables.LoadParquet(new MemoryStream(file), Schema, Keep) : Tables.LoadArrow(new MemoryStream(file), Schema, Keep);
                }
                catch (InvalidDataException exception)
                {
                    Assert.True(exception.Message.Length < 1000, exception.Message);
                }
            },
            iter: LongRun.Cases(1_000, 10_000),
            threads: 1);
    }

    private static RandomTable Example()
    {
        int[] rows = [.. Enumerable.Range(0, 12)];
        return new RandomTable(
            rows.Length,
            Cut: 5,
            [
                new RandomNumbers<float>("floats", [.. rows.Select(static row => row % 4 == 1 ? (float?)null : row / 7f)], static values => RandomTable.Build(new FloatArray.Builder(), values)),
                new RandomNumbers<ulong>("unsigned", [.. rows.Select(static row => (ulong?)((ulong)row << (5 * row)))], static values => RandomTable.Build(new UInt64Array.Builder(), values)),
                new RandomNumbers<bool>("flags", [.. rows.Select(static row => row % 5 == 0 ? (bool?)null : row % 2 == 0)], RandomTable.Flags),
                new RandomTexts("texts", [.. rows.Select(static row => row % 3 == 0 ? null : $"a text {row % 4}")]),
                new RandomTexts("plain", [.. rows.Select(static row => row % 2 == 0 ? "x" : "y")]),
                new RandomNumbers<int>("id", [.. rows.Select(static row => (int?)row)], static values => RandomTable.Build(new Int32Array.Builder(), values)),
            ],
            Schema,
            default);
    }

    private sealed class OneWayStream(MemoryStream content) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => content.Read(buffer, offset, Math.Min(count, 7));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
