using System.Buffers.Binary;
using System.Text;
using CsCheck;

namespace StaticNet.Tests.Serialization;

[Trait(Width.Trait, Width.Any)]
public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Random_tensors_come_back_with_the_same_bits()
    {
        Gen<SafeTensor> tensor = Gen.Select(Gen.String[1, 12], Gen.Int[1, 6].Array[0, 4], Gen.Int, static (name, shape, seed) =>
        {
            Random random = new(seed);
            float[] values = new float[shape.Aggregate(1, static (product, length) => product * length)];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            }

            return new SafeTensor(WellFormed(name), shape, values);
        });
        string path = _folder["random.safetensors"];
        Gen.Select(tensor.Array[0, 8], Gen.Dictionary(Gen.String[0, 8].Select(WellFormed), Gen.String[0, 20].Select(WellFormed))[0, 4]).Sample(
            (tensors, metadata) =>
            {
                tensors = [.. tensors.DistinctBy(static tensor => tensor.Name)];
                SafeTensorsFile.Save(path, tensors, metadata);
                using SafeTensorsFile file = SafeTensorsFile.Open(path);
                Assert.Equal(tensors.Select(static tensor => tensor.Name), file.Tensors.Select(static tensor => tensor.Name));
                Assert.Equal(metadata.OrderBy(static entry => entry.Key), file.Metadata.OrderBy(static entry => entry.Key));
                foreach (SafeTensor tensor in tensors)
                {
                    SafeTensorInfo info = file.Tensors.Single(info => info.Name == tensor.Name);
                    Assert.Equal(SafeTensorType.F32, info.Type);
                    Assert.Equal(tensor.Shape.Select(static length => (long)length), info.Shape);
                    Assert.Equal(tensor.Count, info.Count);
                    SafeTensorsFile.Save(path + ".one", [new SafeTensor("again", tensor.Shape.AsSpan(), file.Read(tensor.Name)), tensor]);
                    byte[] bytes = File.ReadAllBytes(path + ".one");
                    Assert.Equal(bytes[^(4 * tensor.Count)..], bytes[^(8 * tensor.Count)..^(4 * tensor.Count)]);
                }
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        string path = _folder["exact.safetensors"];
        SafeTensorsFile.Save(path, [new SafeTensor("b", [2], new[] { 1f, -2 }), new SafeTensor("a", [], new[] { 0.5f })], new Dictionary<string, string> { ["z"] = "1", ["k"] = "v" });
        const string Header = """{"__metadata__":{"k":"v","z":"1"},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        byte[] expected = [.. Prefix((Header.Length + 7) / 8 * 8), .. Encoding.UTF8.GetBytes(Header.PadRight((Header.Length + 7) / 8 * 8)), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F];
        Assert.Equal(expected, File.ReadAllBytes(path));
        Assert.NotEqual(0, Header.Length % 8);
    }

    [Fact]
    public void Half_and_double_floats_are_converted()
    {
        string path = WriteRaw(
            """{"d":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"h":{"dtype":"F16","shape":[3],"data_offsets":[16,22]},"b":{"dtype":"BF16","shape":[1,3],"data_offsets":[22,28]}}""",
            [
                .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(1e300),
                0x00, 0x3C, 0x01, 0x00, 0x00, 0xFC,
                0x80, 0x3F, 0x49, 0xC0, 0xC0, 0x7F,
            ]);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Assert.Equal([0.1f, float.PositiveInfinity], file.Read("d"));
        Assert.Equal([1f, 5.9604645e-8f, float.NegativeInfinity], file.Read("h"));
        Assert.Equal([1f, -3.140625f, float.NaN], file.Read("b"));
    }

    [Fact]
    public void A_file_of_another_writer_is_read()
    {
        // By tests/fixtures/make_safetensors_fixture.py.
        using SafeTensorsFile file = SafeTensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "Serialization", "foreign.safetensors"));
        Assert.Equal("StaticNet's tests", file.Metadata["made for"]);
        Assert.Equal([-0.5f, 0.25f, 3, 4, 5, 1e-30f], file.Read("dense1.weight"));
        Assert.Equal([2L, 3L], file.Tensors.Single(static tensor => tensor.Name == "dense1.weight").Shape);
        Assert.Equal([0.1f, -7], file.Read("dense1.bias"));
        Assert.Equal([0.5f, -1.5f, 65504], file.Read("half"));
        Assert.Equal([1e10f], file.Read("scalar"));
        Assert.Empty(file.Read("empty"));
        Assert.Equal(SafeTensorType.I64, file.Tensors.Single(static tensor => tensor.Name == "count").Type);
        Assert.Contains("I64", Assert.Throws<InvalidDataException>(() => file.Read("count")).Message);
        Assert.Contains("dense1.bias [2]", Assert.Throws<KeyNotFoundException>(() => file.Read("nothing")).Message);
    }

    [Fact]
    public void A_file_truncated_at_any_byte_is_refused()
    {
        string path = _folder["whole.safetensors"];
        SafeTensorsFile.Save(path, [new SafeTensor("a", [3], new float[3]), new SafeTensor("b", [2, 2], new float[4])], new Dictionary<string, string> { ["k"] = "v" });
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            string cut = _folder.Write("cut.safetensors", whole[..length]);
            InvalidDataException exception = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(cut));
            Assert.StartsWith($"'{cut}' is not a valid safetensors file: ", exception.Message);
        }

        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(_folder.Write("long.safetensors", [.. whole, 0])));
    }

    [Fact]
    public void Any_changed_byte_is_either_read_or_refused()
    {
        string path = _folder["whole.safetensors"];
        SafeTensorsFile.Save(path, [new SafeTensor("a", [3], new float[3]), new SafeTensor("bé", [2, 2], new float[4])], new Dictionary<string, string> { ["k"] = "v\n" });
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length - 28; i++)
        {
            foreach (byte mask in new byte[] { 0x01, 0x02, 0x10, 0x20, 0x80, 0xFF })
            {
                byte[] changed = [.. whole];
                changed[i] ^= mask;
                try
                {
                    using SafeTensorsFile file = SafeTensorsFile.Open(_folder.Write("changed.safetensors", changed));
                    foreach (SafeTensorInfo tensor in file.Tensors.Where(static tensor => tensor.IsFloat))
                    {
                        file.Read(tensor.Name);
                    }
                }
                catch (InvalidDataException)
                {
                }
            }
        }
    }

    [Theory]
    [InlineData("PK\x03\x04\x00\x00\x08\x08 archive", "it is a zip archive, as the files of torch.save")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "it is a pointer of Git LFS")]
    [InlineData("\x80\x02}q\x00X\x06\x00\x00\x00", "it is a pickle, as old files of torch.save are")]
    [InlineData("\x89HDF\r\n\x1a\n", "it is an HDF5 file")]
    [InlineData("0123456", "7 bytes long")]
    [InlineData("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF{}", "18446744073709551615 bytes long; 100000000 are allowed")]
    [InlineData("\x01\xE1\xF5\x05\x00\x00\x00\x00{}", "100000001 bytes long; 100000000 are allowed")]
    [InlineData("\x00\xE1\xF5\x05\x00\x00\x00\x00{}", "100000000 bytes long, but the file has 10")]
    [InlineData("\x03\x00\x00\x00\x00\x00\x00\x00{}", "3 bytes long, but the file has 10")]
    [InlineData("\x00\x00\x00\x00\x00\x00\x00\x00", "does not begin with '{'")]
    public void A_header_length_that_lies_is_refused(string latin1, string message)
        => AssertRefused(message, _folder.Write("lie.safetensors", Encoding.Latin1.GetBytes(latin1)));

    [Theory]
    [InlineData("[]", 0, "does not begin with '{'")]
    [InlineData(" {}", 0, "does not begin with '{'")]
    [InlineData("{", 0, "not JSON")]
    [InlineData("{}{}", 0, "not JSON")]
    [InlineData("{} x", 0, "not JSON")]
    [InlineData("""{"a":1,}""", 0, "'a' is not an object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],}}""", 4, "not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}, "b":}""", 4, "not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "two entries dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", 4, "two entries shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}}""", 4, "two entries data_offsets")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "'a' has no data_offsets")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype 'F31'")]
    [InlineData("""{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype 'f32'")]
    [InlineData("""{"a":{"dtype":"11","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype '11'")]
    [InlineData("""{"a":{"dtype":"F32,F32","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype 'F32,F32'")]
    [InlineData("""{"a":{"dtype":"F32 ","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype 'F32 '")]
    [InlineData("""{"a":{"dtype":" F32","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype ' F32'")]
    [InlineData("""{"a":{"dtype":"F32\n","shape":[1],"data_offsets":[0,4]}}""", 4, @"unknown dtype 'F32\n'")]
    [InlineData("""{"a":{"dtype":"","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype ''")]
    [InlineData("""{"a":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}""", 4, "dtype of tensor 'a' is not a string")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "shape of tensor 'a' is not an array")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "other than whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", 4, "other than whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "other than whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "other than whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 4, "other than whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 8, "has 3 data_offsets; 2 are needed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "begins at 4 and ends before, at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "takes 8 bytes, but its data_offsets span 4")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}""", 4, "takes 2 bytes, but its data_offsets span 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "ends at 8, but 4 bytes follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}""", 4, "ends at 4000000000000, but 4 bytes follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "leaving a hole after the one that ends at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "leaving a hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "begins at 4, within the one that ends at 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "8 bytes follow the header, but the tensors fill 4")]
    [InlineData("{}", 1, "1 bytes follow the header, but the tensors fill 0")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "__metadata__ 'a' is not a string")]
    [InlineData("""{"__metadata__":{"a":{}}}""", 0, "__metadata__ 'a' is not a string")]
    [InlineData("""{"__metadata__":"a"}""", 0, "__metadata__ is not an object")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "'a' occurs twice in __metadata__")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "'__metadata__' occurs twice")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not Unicode")]
    public void A_header_that_lies_is_refused(string header, int dataLength, string message)
        => AssertRefused(message, WriteRaw(header, new byte[dataLength]));

    [Fact]
    public void A_header_that_is_not_UTF8_is_refused()
        => AssertRefused("not UTF-8", _folder.Write("lie.safetensors", [.. Prefix(5), (byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)'}']));

    [Fact]
    public void Nesting_without_end_is_refused()
        => AssertRefused("not JSON", WriteRaw("{\"a\":{\"x\":" + new string('[', 100_000), []));

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("{}  \n ", 0)]
    [InlineData("""{"__metadata__":{}}""", 0)]
    [InlineData("""{"b":{"data_offsets":[4,8],"shape":[1],"dtype":"F32"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"later":{"x":[1,{}]}}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,4611686018427387904],"data_offsets":[0,0]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[3,4]}}""", 4)]
    public void What_the_format_allows_is_read(string header, int dataLength)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(WriteRaw(header, new byte[dataLength]));
        foreach (SafeTensorInfo tensor in file.Tensors.Where(static tensor => tensor.IsFloat))
        {
            Assert.Equal(tensor.Count, file.Read(tensor.Name).Length);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_what_a_header_promises()
    {
        string path = WriteRaw("""{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""", new byte[4]);
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(path));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);

        _folder.Write("lie.safetensors", [.. Prefix(99_999_999), (byte)'{', (byte)'}']);
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(_folder["lie.safetensors"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        string path = _folder.Write("old.safetensors", "old");
        Assert.Throws<NotSupportedException>(() => AtomicFile.Write(path, static stream =>
        {
            stream.Write(new byte[100_000]);
            throw new NotSupportedException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["old.safetensors"], _folder.Files);
    }

    [Fact]
    public void A_rename_that_fails_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_folder["folder"]);
        Assert.ThrowsAny<Exception>(() => SafeTensorsFile.Save(_folder["folder"], [new SafeTensor("a", [1], new float[1])]));
        Assert.Equal(["folder"], _folder.Files);
    }

    [Fact]
    public void A_write_replaces_the_old_file_and_follows_links()
    {
        string path = _folder.Write("old.safetensors", "old");
        File.CreateSymbolicLink(_folder["link.safetensors"], path);
        SafeTensorsFile.Save(_folder["link.safetensors"], [new SafeTensor("a", [1], new[] { 2f })]);
        Assert.Equal(["link.safetensors", "old.safetensors"], _folder.Files);
        Assert.NotNull(new FileInfo(_folder["link.safetensors"]).LinkTarget);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Assert.Equal([2f], file.Read("a"));
    }

    [Fact]
    public void Errors_of_the_system_come_as_they_are()
    {
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Open(_folder["none.safetensors"]));
        Assert.Throws<DirectoryNotFoundException>(() => SafeTensorsFile.Save(_folder["none/a.safetensors"], []));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Impossible_tensors_are_refused_before_anything_is_written()
    {
        Assert.Throws<ArgumentException>(() => new SafeTensor("a", [2, 2], new float[3]));
        Assert.Throws<ArgumentException>(() => new SafeTensor("", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => new SafeTensor("__metadata__", [1], new float[1]));
        SafeTensor twice = new("a", [1], new float[1]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => SafeTensorsFile.Save(_folder["a.safetensors"], [twice, twice])).Message);

        // What no reader would take: null, and half of a surrogate pair.
        Assert.Throws<ArgumentException>(() => new SafeTensor("a\ud800", [1], new float[1]));
        Metadata("key", null!);
        Metadata("key", "\ud800");
        Metadata("\udc00", "value");
        ParameterSet half = new(new ParameterLayout(16, 16, new TensorDescription("\udc00", [1], [1], 0)));
        Assert.Throws<ArgumentException>(() => half.Save(_folder["a.safetensors"]));
        Assert.Empty(_folder.Files);
    }

    private void Metadata(string key, string value)
        => Assert.Contains("metadata", Assert.Throws<ArgumentException>(
            () => SafeTensorsFile.Save(_folder["a.safetensors"], [], new Dictionary<string, string> { [key] = value })).Message);

    private static byte[] Prefix(int length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)length);
        return bytes;
    }

    // A text of the generator's may hold half a surrogate pair, which UTF-8 cannot.
    private static string WellFormed(string text)
    {
        string wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return wellFormed == "__metadata__" ? "_" : wellFormed;
    }

    private static void AssertRefused(string message, string path)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(path));
        Assert.Contains(message, exception.Message);
        Assert.Contains(path, exception.Message);

        // The file is closed again.
        File.Move(path, path + ".moved");
        File.Delete(path + ".moved");
    }

    private string WriteRaw(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return _folder.Write("raw.safetensors", [.. Prefix(json.Length), .. json, .. data]);
    }
}
