namespace StaticNet.Tests.Data;

[Trait(Width.Trait, Width.Any)]
public sealed class IdxTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 1, 2, 3];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 4];
    private static readonly byte[] Floats = [0, 0, 0x0D, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0x3F, 0x80, 0, 0, 0xC0, 0x49, 0, 0];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_are_read_plain_and_compressed()
    {
        foreach (byte[] content in new[] { Images, Compression.Gzip(Images) })
        {
            IdxArray array = Idx.Read(_folder.Write("images", content));
            Assert.Equal([2, 1, 3], array.Shape);
            Assert.False(array.IsFloat);
            Assert.Equal([0f, 51, 255, 1, 2, 3], array.Values);
        }
    }

    [Fact]
    public void Floats_are_big_endian()
    {
        IdxArray array = Idx.Read(_folder.Write("floats", Floats));
        Assert.Equal([1, 2], array.Shape);
        Assert.True(array.IsFloat);
        Assert.Equal([1f, -3.140625f], array.Values);
    }

    [Fact]
    public void More_floats_than_a_chunk_are_read()
    {
        byte[] content = new byte[8 + (4 * 50_000)];
        new byte[] { 0, 0, 0x0D, 1, 0, 0, 50_000 >> 8, 50_000 & 0xFF }.CopyTo(content, 0);
        for (int i = 0; i < 50_000; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(content.AsSpan(8 + (4 * i)), i);
        }

        Assert.Equal(Enumerable.Range(0, 50_000).Select(static i => (float)i), Idx.Read(_folder.Write("floats", content)).Values);
    }

    [Fact]
    public void Images_and_labels_make_a_data_set()
    {
        Dataset data = Idx.Load(_folder.Write("images", Images), _folder.Write("labels.gz", Compression.Gzip(Labels)));
        Assert.Equal(3, data.InputLength);
        Assert.Equal([0f, 0.2f, 1, 1 / 255f, 2 / 255f, 3 / 255f], data.Inputs);
        Assert.Equal([9, 4], data.Labels);
        Assert.Equal(10, data.ClassCount);
        Assert.Equal([1f, -3.140625f], Idx.Load(_folder.Write("floats", Floats), _folder.Write("label", [0, 0, 8, 1, 0, 0, 0, 1, 7])).Inputs);
    }

    [Fact]
    public void A_file_truncated_at_any_byte_is_refused()
    {
        foreach (byte[] whole in new[] { Images, Labels, Floats, Compression.Gzip(Images), Compression.Gzip(Floats) })
        {
            for (int length = 0; length < whole.Length; length++)
            {
                string path = _folder.Write("cut", whole[..length]);
                Assert.StartsWith($"'{path}' is not a valid IDX file: ", Assert.Throws<InvalidDataException>(() => Idx.Read(path)).Message);
            }

            Assert.Throws<InvalidDataException>(() => Idx.Read(_folder.Write("long", [.. whole, 1])));
        }

        Assert.Contains("more follows its 6 values", Assert.Throws<InvalidDataException>(
            () => Idx.Read(_folder.Write("long", Compression.Gzip([.. Images, 1])))).Message);
    }

    [Theory]
    [InlineData("it begins with 01 00", 1, 0, 8, 1, 0, 0, 0, 0)]
    [InlineData("it begins with 00 02", 0, 2, 8, 1, 0, 0, 0, 0)]
    [InlineData("type 0x0E", 0, 0, 14, 1, 0, 0, 0, 0)]
    [InlineData("no dimensions", 0, 0, 8, 0, 1)]
    [InlineData("dimension 0 would be 2147483648 long", 0, 0, 8, 1, 128, 0, 0, 0)]
    [InlineData("1000 values of shape [1000] are more than it can hold", 0, 0, 8, 1, 0, 0, 3, 232, 1)]
    [InlineData("are more than it can hold", 0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255)]
    [InlineData("4 values of shape [4] are more than it can hold", 0, 0, 13, 1, 0, 0, 0, 4, 0)]
    public void A_header_that_lies_is_refused(string message, params int[] bytes)
        => Assert.Contains(message, Assert.Throws<InvalidDataException>(
            () => Idx.Read(_folder.Write("lie", [.. bytes.Select(static value => (byte)value)]))).Message);

    [Fact]
    public void Nothing_is_allocated_for_what_a_compressed_header_promises()
    {
        string path = _folder.Write("lie", Compression.Gzip([0, 0, 8, 1, 0x7F, 0, 0, 0]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Idx.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Any_number_of_dimensions_cannot_overflow()
    {
        byte[] content = [0, 0, 8, 255, .. Enumerable.Repeat((byte)127, 255 * 4)];
        Assert.Contains("more than it can hold", Assert.Throws<InvalidDataException>(() => Idx.Read(_folder.Write("lie", content))).Message);
    }

    [Fact]
    public void Files_that_do_not_fit_each_other_are_refused()
    {
        string images = _folder.Write("images", Images);
        Check("labels of shape [3]; '", images, [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]);
        Check("labels of shape [2, 1]", images, [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2]);
        Check("label 1 is 0.5", images, [0, 0, 13, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0x3F, 0, 0, 0]);
        Check("label 0 is NaN", images, [0, 0, 13, 1, 0, 0, 0, 2, 0x7F, 0xC0, 0, 0, 0x3F, 0, 0, 0]);
        Check("values of shape [2]", _folder.Write("flat", Labels), Labels);
        Assert.Throws<FileNotFoundException>(() => Idx.Load(images, _folder["none"]));

        void Check(string message, string imagesPath, byte[] labels)
            => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Idx.Load(imagesPath, _folder.Write("labels", labels))).Message);
    }
}
