using System.Text;
using StaticNet.Tests.Parameters;

namespace StaticNet.Tests.Serialization;

/// <summary>Weights in streams and in memory.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed class StreamTests : IDisposable
{
    private static readonly ParameterSet Set = Layouts.Numbered(Layouts.OutputLanes);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stream_holds_the_bytes_of_the_file()
    {
        Set.Save(_folder["a.safetensors"]);
        using MemoryStream stream = new();
        stream.WriteByte(1);
        Set.Save(stream);
        Assert.True(stream.CanWrite);
        Assert.Equal([1, .. File.ReadAllBytes(_folder["a.safetensors"])], stream.ToArray());
    }

    [Theory]
    [InlineData(int.MaxValue, true)]
    [InlineData(1, true)]
    [InlineData(7, false)]
    [InlineData(100_000, false)]
    public void Files_follow_each_other_in_a_stream(int chunk, bool canSeek)
    {
        using MemoryStream written = new();
        Set.Save(written);
        SafeTensorsFile.Save(written, [new SafeTensor("a", [2], new[] { 1f, 2 })], new Dictionary<string, string> { ["k"] = "v" });
        Set.Save(written);
        written.Write("rest"u8);
        using ChunkedStream stream = new(written.ToArray(), chunk, canSeek);
        for (int i = 0; i < 2; i++)
        {
            ParameterSet loaded = new(Layouts.InputLanes);
            loaded.Load(stream);
            Assert.True(loaded.Flat.SequenceEqual(Layouts.Numbered(Layouts.InputLanes).Flat));
            if (i == 0)
            {
                using SafeTensorsFile file = SafeTensorsFile.Open(stream);
                Assert.Equal([1f, 2], file.Read("a"));
                Assert.Equal([1f, 2], file.Read("a"));
                Assert.Equal("v", file.Metadata["k"]);
                Assert.Equal("", file.Path);
            }
        }

        Assert.Equal("rest", new StreamReader(stream).ReadToEnd());
    }

    [Fact]
    public void Tensors_in_any_order_are_read_from_a_stream()
    {
        using MemoryStream stream = new();
        SafeTensorsFile.Save(
            stream,
            [
                new SafeTensor("norm1.running_mean", [3], new float[] { 7, 8, 9 }),
                new SafeTensor("dense1.bias", [3], new float[] { 4, 5, 6 }),
                new SafeTensor("dense1.weight", [3, 5], Enumerable.Repeat(1f, 15).ToArray()),
            ]);
        ParameterSet loaded = new(Layouts.OutputLanes);
        loaded.Load(new ChunkedStream(stream.ToArray(), 5, canSeek: false));
        Assert.Equal(6, loaded["dense1.bias"][2]);
        Assert.Equal(7, loaded["norm1.running_mean"][0]);
        Assert.Equal(1, loaded["dense1.weight"][2, 4]);
    }

    [Fact]
    public void Bytes_in_memory_are_a_whole_file_and_nothing_else()
    {
        using MemoryStream stream = new();
        Set.Save(stream);
        byte[] whole = stream.ToArray();
        ParameterSet loaded = new(Layouts.OutputLanes);
        loaded.Load(whole);
        Assert.True(loaded.Flat.SequenceEqual(Set.Flat));
        loaded.Clear();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.StartsWith("The data is not a valid safetensors file: it ends after", Assert.Throws<InvalidDataException>(() => loaded.Load(whole.AsSpan(0, length))).Message);
            Assert.StartsWith("The stream is not a valid safetensors file: it ends after", Assert.Throws<InvalidDataException>(
                () => loaded.Load(new ChunkedStream(whole[..length], 9, canSeek: false))).Message);
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(whole.AsMemory(0, length)));
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(new ChunkedStream(whole[..length], 9, canSeek: false)));
        }

        Assert.Contains("more follows its", Assert.Throws<InvalidDataException>(() => loaded.Load([.. whole, 0])).Message);
        Assert.True(loaded.Flat.IndexOfAnyExcept(0f) < 0);
        using SafeTensorsFile file = SafeTensorsFile.Open(whole.AsMemory());
        Assert.Equal([16f, 17, 18], file.Read("dense1.bias"));
    }

    [Fact]
    public void A_pipe_is_a_path_that_can_be_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named pipes are made by mkfifo.");
        using MemoryStream stream = new();
        Set.Save(stream);
        ParameterSet loaded = Pipes.Read(_folder, stream.ToArray(), static path =>
        {
            ParameterSet set = new(Layouts.OutputLanes);
            set.Load(path);
            return set;
        });
        Assert.True(loaded.Flat.SequenceEqual(Set.Flat));
        using SafeTensorsFile file = Pipes.Read(_folder, stream.ToArray(), SafeTensorsFile.Open);
        Assert.Equal([16f, 17, 18], file.Read("dense1.bias"));
        Assert.Contains("more follows its", Assert.Throws<InvalidDataException>(() => Pipes.Read(_folder, [.. stream.ToArray(), 0], SafeTensorsFile.Open)).Message);
        Assert.Contains("it ends after", Assert.Throws<InvalidDataException>(() => Pipes.Read(_folder, stream.ToArray()[..^1], SafeTensorsFile.Open)).Message);
    }

    [Fact]
    public void What_a_stream_promises_takes_memory_only_as_it_comes()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""");
        byte[] promise = [.. BitConverter.GetBytes((ulong)header.Length), .. header, 0];
        byte[] header100 = [.. BitConverter.GetBytes(100_000_000UL), (byte)'{'];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(new MemoryStream(promise)));
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(new MemoryStream(header100)));
        Assert.Throws<InvalidDataException>(() => new ParameterSet(Layouts.OutputLanes).Load(header100));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Streams_that_cannot_do_it_are_refused()
    {
        using MemoryStream closed = new();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => Set.Save(closed));
        Assert.Throws<ArgumentException>(() => Set.Load(closed));
        Assert.Throws<ArgumentException>(() => SafeTensorsFile.Open(closed));
        Assert.Throws<ArgumentNullException>(() => Set.Save((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => Set.Save(closed, null!));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Weights_that_have_diverged_are_saved_only_if_asked(float value, string text)
    {
        ParameterSet set = Layouts.Numbered(Layouts.OutputLanes);
        set["dense1.bias"][2] = value;
        set["norm1.running_mean"][0] = value;
        _folder.Write("weights", "old");
        string message = $"Tensor 'dense1.bias' holds {text}: values that are not finite are saved only with SaveOptions.AllowNonFinite.";
        NotFiniteNumberException exception = Assert.Throws<NotFiniteNumberException>(() => set.Save(_folder["weights"]));
        Assert.Equal(message, exception.Message);
        Assert.Equal(value, exception.OffendingNumber);
        using MemoryStream stream = new();
        Assert.Throws<NotFiniteNumberException>(() => set.Save(stream));
        Assert.Equal(0, stream.Length);
        Assert.Equal("old", File.ReadAllText(_folder["weights"]));
        set.Save(_folder["weights"], new SaveOptions { AllowNonFinite = true });
        ParameterSet loaded = new(Layouts.OutputLanes);
        loaded.Load(_folder["weights"]);
        Assert.Equal(value, loaded["dense1.bias"][2]);

        // The sum of what is finite may be infinite.
        set.Flat.Fill(float.MaxValue);
        set.Save(_folder["weights"]);
    }

    /// <summary>A stream that gives its bytes in small pieces.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk, bool canSeek) : Stream
    {
        private readonly MemoryStream _bytes = new(bytes);

        public override bool CanRead => true;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => false;

        public override long Length => canSeek ? _bytes.Length : throw new NotSupportedException();

        public override long Position
        {
            get => canSeek ? _bytes.Position : throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => _bytes.Read(buffer, offset, Math.Min(count, chunk));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
