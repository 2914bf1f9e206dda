using System.IO.Compression;
using System.Text;

namespace StaticNet.Tests.Data;

/// <summary>Files that are small and hold much, or promise it: what they take is bounded, and told early.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed class LimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" \n")]
    [InlineData("\0")]
    [InlineData("0")]
    [InlineData("0,")]
    [InlineData("0,1\n")]
    [InlineData("\"")]
    public void A_bomb_is_refused_after_a_part_of_it(string text)
    {
        // 64 MiB of content in a file of 64 KiB or so.
        string path = Bomb(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, (1 << 16) / text.Length))), 1024);
        long size = new FileInfo(path).Length;
        Assert.InRange(size, 1, 400_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Csv.Load(path, new CsvOptions { MaxExpansion = 1, MaxColumns = 10_000, MaxLineLength = 1 << 20 }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * DataFile.FreeBytes);
        Assert.InRange(exception.Message.Length, 1, 500);
        Assert.Contains("allows", exception.Message);
    }

    [Fact]
    public void Each_limit_is_named_with_what_it_allows()
    {
        const string Text = "1,2,0\n\n3,4,1\n5,6,2\n";
        string path = _folder.Write("data.csv", Text);
        Check("line 4: there are more than the 2 samples that MaxRows allows.", new CsvOptions { MaxRows = 2 });
        Check("line 1, column 3: there are more than the 2 columns that MaxColumns allows.", new CsvOptions { MaxColumns = 2 });
        Check("line 1: it has more than the 4 characters that MaxLineLength allows.", new CsvOptions { MaxLineLength = 4 });
        Check($"It holds more than the {Text.Length - 1} bytes that MaxBytes allows.", new CsvOptions { MaxBytes = Text.Length - 1 });
        Assert.Equal(3, Csv.Load(path, new CsvOptions { MaxBytes = Text.Length, MaxRows = 3, MaxColumns = 3, MaxLineLength = 5 }).Count);
        path = _folder.Write("data.csv", Compression.Gzip(Encoding.ASCII.GetBytes(Text)));
        Check($"It holds more than the {Text.Length - 1} bytes that MaxBytes allows.", new CsvOptions { MaxBytes = Text.Length - 1 });
        Assert.Equal(3, Csv.Load(path, new CsvOptions { MaxBytes = Text.Length }).Count);
        path = Bomb(Encoding.ASCII.GetBytes("1,2,0\n"), 1 << 22);
        Check("bytes that MaxExpansion allows.", new CsvOptions { MaxExpansion = 2 });

        void Check(string message, CsvOptions options)
            => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Csv.Load(path, options)).Message);
    }

    [Fact]
    public void What_an_IDX_header_promises_takes_memory_only_as_it_comes()
    {
        // 2 GB of floats, of which 100,000 bytes are there.
        byte[] header = [0, 0, 13, 2, 0x1D, 0xCD, 0x65, 0, 0, 0, 0, 1];
        string path = _folder.Write("lie.gz", Compression.Gzip([.. header, .. new byte[100_000]]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("MaxExpansion allows", Assert.Throws<InvalidDataException>(() => Idx.Read(path)).Message);
        Assert.Throws<InvalidDataException>(() => Idx.Read(path, new IdxOptions { MaxExpansion = int.MaxValue }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.Contains("MaxBytes allows", Assert.Throws<InvalidDataException>(
            () => Idx.Read(_folder.Write("plain", [0, 0, 8, 1, 0, 0, 0, 9, .. new byte[9]]), new IdxOptions { MaxBytes = 16 })).Message);
        Assert.ThrowsAny<ArgumentException>(() => Idx.Read(path, new IdxOptions { MaxBytes = 0 }));
    }

    [Fact]
    public void Pipes_are_read_plain_and_compressed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named pipes are made by mkfifo.");
        byte[] csv = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 30_000).Select(static i => $"{i},{i % 3}\n")));
        byte[] idx = [0, 0, 13, 1, 0, 1, 0, 0, .. new byte[4 << 16]];
        foreach (bool isCompressed in new[] { false, true })
        {
            Assert.Equal(30_000, Pipes.Read(_folder, isCompressed ? Compression.Gzip(csv) : csv, static path => Csv.Load(path)).Count);
            Assert.Equal(1 << 16, Pipes.Read(_folder, isCompressed ? Compression.Gzip(idx) : idx, static path => Idx.Read(path)).Values.Length);
            byte[] cut = isCompressed ? Compression.Gzip(csv)[..^1] : [.. csv, .. "x"u8];
            Assert.Throws<InvalidDataException>(() => Pipes.Read(_folder, cut, static path => Csv.Load(path)));
        }
    }

    // A gzip file of one block many times.
    private string Bomb(byte[] block, int times)
    {
        string path = _folder["bomb.gz"];
        using GZipStream stream = new(File.Create(path), CompressionLevel.Optimal);
        for (int i = 0; i < times; i++)
        {
            stream.Write(block);
        }

        return path;
    }
}
