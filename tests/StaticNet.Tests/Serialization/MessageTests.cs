using System.Text;
using StaticNet.Tests.Parameters;

namespace StaticNet.Tests.Serialization;

/// <summary>Messages quote the beginning of foreign text, however much of it there is.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed class MessageTests : IDisposable
{
    private const int Large = 1_000_000;

    private static readonly string Long = new('x', Large);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Headers
    {
        get
        {
            string many = string.Join(",", Enumerable.Range(0, 20_000).Select(static i => $"\"tensor{i}\":{{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[{4 * i},{4 * (i + 1)}]}}"));
            string dimensions = string.Join(",", Enumerable.Repeat("1", Large / 2));
            return
            [
                "{" + Long, "{\"" + Long, "{\"" + Long + "\":1}", "{\"a\":{\"dtype\":\"" + Long + "\"}}", "{\"a\":{\"dtype\":tru" + Long + "}}",
                "{\"" + Long + "\":{\"dtype\":\"F32\",\"shape\":[" + dimensions + "],\"data_offsets\":[0,0]}}",
                "{\"" + Long + "\":{\"dtype\":\"F32\",\"shape\":[0," + dimensions + "],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + dimensions + "]}}",
                "{\"" + Long + "\":{},\"" + Long + "\":{}}", "{\"__metadata__\":{\"" + Long + "\":1}}",
                "{\"__metadata__\":{\"" + Long + "\":\"\",\"" + Long + "\":\"\"}}", "{\"__metadata__\":{\"optimizer\":\"" + Long + "\"}}",
                "{\"__metadata__\":{\"optimizer\":\"Sgd\",\"step\":\"" + Long + "\"}}",
                "{" + many + "}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e" + Long.Replace('x', '9') + "]}}", "{\"" + Long + "\\ud800\":{}}",
            ];
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Headers), DisableDiscoveryEnumeration = true)]
    public void Of_a_header(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[header.Contains("tensor19999", StringComparison.Ordinal) ? 80_000 : 0]];
        string path = _folder.Write("raw.safetensors", file);
        Sgd sgd = new(momentum: 0.9);
        sgd.Bind(new ParameterSet(Layouts.OutputLanes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Check(() => new ParameterSet(Layouts.OutputLanes).Load(path));
        Check(() => new ParameterSet(Layouts.OutputLanes).Load(file));
        Check(() => sgd.Load(path));
        Check(() => sgd.Load(new MemoryStream(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 16L * file.Length);
        try
        {
            using SafeTensorsFile sound = SafeTensorsFile.Open(path);
            Assert.InRange(Assert.Throws<KeyNotFoundException>(() => sound.Read(Long + "y")).Message.Length, 1, 1000);
        }
        catch (InvalidDataException exception)
        {
            Assert.InRange(exception.Message.Length, 1, 1000);
        }
    }

    [Theory]
    [InlineData("1,{0}")]
    [InlineData("{0},1\n")]
    [InlineData("1,\"{0}")]
    [InlineData("1,\"1\"{0}")]
    [InlineData("{0},{0}\n1,a\n1,{0}")]
    [InlineData("{1}\n1,2")]
    [InlineData("1,a\n{1}")]
    [InlineData("kind{0},b\n{1}")]
    [InlineData("{2}")]
    public void Of_a_table(string format)
    {
        string path = _folder.Write("data.csv", string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            format,
            Long,
            string.Join(",", Enumerable.Range(0, 100_000).Select(static i => $"column{i}")),
            string.Join("\n", Enumerable.Range(0, 100_000).Select(static i => $"1,class{i}"))));
        string[] names = [.. Enumerable.Range(0, 1000).Select(static i => $"name{i}{Long[..1000]}")];
        CsvOptions plain = new();
        foreach (CsvOptions options in new[] { plain, plain with { HasHeader = true, LabelColumnName = "kind" }, plain with { ClassNames = names }, plain with { TargetColumns = 1 } })
        {
            try
            {
                Csv.Load(path, options);
            }
            catch (InvalidDataException exception)
            {
                Assert.InRange(exception.Message.Length, 1, 1000);
                Assert.InRange(exception.InnerException?.Message.Length ?? 0, 0, 1000);
            }
        }
    }

    [Fact]
    public void Of_names()
    {
        TensorDescription[] tensors = [.. Enumerable.Range(0, 5000).Select(static i => new TensorDescription($"{i}{Long[..500]}", [1], [1], 16 * i))];
        ParameterLayout layout = new(80_000, 80_000, tensors);
        ParameterSet set = new(layout);
        set.Flat[0] = float.NaN;
        Check<KeyNotFoundException>(() => layout.IndexOf(Long));
        Check<ArgumentException>(() => layout.ThrowIfIncompatible(Layouts.InputLanes));
        Check<ArgumentException>(() => Layouts.InputLanes.ThrowIfIncompatible(layout));
        Check<ArgumentException>(() => _ = new ParameterLayout(32, 32, tensors[0], tensors[0]));
        Check<ArgumentException>(() => _ = new TensorDescription(Long, [1], [], 0));
        Check<ArgumentException>(() => _ = new TensorDescription(Long, new int[Large], new int[Large], 0));
        Check<ArgumentException>(() => SafeTensorsFile.Save(new MemoryStream(), [], new Dictionary<string, string> { [Long] = null! }));
        Check<NotFiniteNumberException>(() => set.Save(new MemoryStream()));

        static void Check<T>(Action action)
            where T : Exception
            => Assert.InRange(Assert.Throws<T>(action).Message.Length, 1, 1000);
    }

    [Fact]
    public void Say_how_much_more_there_is()
    {
        Assert.Equal($"'{Long[..48]}...' (1000000 characters)", Quote.Text(Long));
        Assert.Equal("""'a\nb\0\u001b\ud800😀'""", Quote.Text("a\nb\0\u001b\ud800😀"));
        Assert.Equal("a, b, c", Quote.List(["a", "b", "c"], 3));
        Assert.Equal("a, b and 98 more", Quote.List(["a", "b", "c"], 100, maxLength: 5));
        Assert.False(Quote.IsWellFormed("a\ud800"));
        Assert.False(Quote.IsWellFormed("\udc00\ud800a"));
        Assert.False(Quote.IsWellFormed("😀\ud83d😀"));
        Assert.True(Quote.IsWellFormed("a😀b😀"));
    }

    private static void Check(Action action) => Assert.InRange(Assert.Throws<InvalidDataException>(action).Message.Length, 1, 1000);
}
