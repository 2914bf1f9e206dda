using System.Buffers.Binary;
using System.Text;
using CsCheck;

namespace StaticNet.Tests.Data;

public sealed class DatasetFileTests : IDisposable
{
    private static readonly Gen<Dataset> AnyDataset =
        from count in Gen.Int[1, 40]
        from inputs in Gen.Int[1, 9]
        from outputs in Gen.Int[1, 5]
        from kind in Gen.Int[0, 3]
        from isNamed in Gen.Bool
        from seed in Gen.Int
        select Make(count, inputs, outputs, kind, isNamed, new Random(seed));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_data_set_is_read_as_it_was_written_in_any_parts()
        => Gen.Select(AnyDataset, Gen.Int[0, int.MaxValue]).Sample(
            (data, seed) =>
            {
                Random random = new(seed);
                List<Dataset> parts = [];
                for (int first = 0; first < data.Count; first += parts[^1].Count)
                {
                    parts.Add(data.Slice(first, random.Next(1, data.Count - first + 1)));
                }

                DatasetFile.Save(_folder["parts"], parts);
                DatasetFile.Save(_folder["whole"], data);
                byte[] bytes = File.ReadAllBytes(_folder["whole"]);
                Assert.Equal(bytes, File.ReadAllBytes(_folder["parts"]));
                using DatasetFile file = DatasetFile.Open(_folder["parts"]);
                DatasetFile.Save(_folder["again"], file);
                Assert.Equal(bytes, File.ReadAllBytes(_folder["again"]));
                Assert.Equal((data.Count, data.InputLength, data.TargetLength, data.LabelLength), (file.Count, file.InputLength, file.TargetLength, file.LabelLength));
                Assert.Equal((data.HasLabels, data.IgnoredLabel), (((IDataset)file).HasLabels, file.IgnoredLabel));
                Assert.Equal(data.ClassNames, file.ClassNames);
                int start = random.Next(data.Count);
                int count = random.Next(1, data.Count - start + 1);
                AssertAlike(data.Slice(start, count), file, start);
                AssertAlike(data.Slice(start, count), data, start);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void Files_of_other_programs_may_have_other_types_and_dimensions()
    {
        byte[] data = new byte[12 + (3 * sizeof(long))];
        for (int i = 0; i < 12; i++)
        {
            data[i] = (byte)(250 + i);
        }

        for (int i = 0; i < 3; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(12 + (i * sizeof(long))), i - 1);
        }

        string path = Write("""{"inputs":{"dtype":"U8","shape":[3,1,2,2],"data_offsets":[0,12]},"labels":{"dtype":"I64","shape":[3],"data_offsets":[12,36]}}""", data);
        using DatasetFile file = DatasetFile.Open(path);
        Assert.Equal((3, 4, 1), (file.Count, file.InputLength, file.LabelLength));
        Assert.Equal("3 samples of 4 inputs and a label", file.ToString());
        float[] inputs = new float[8];
        int[] labels = new int[2];
        file.Read(1, 2, inputs, [], labels);
        Assert.Equal([254, 255, 0, 1, 2, 3, 4, 5], inputs);
        Assert.Equal([0, 1], labels);
    }

    [Theory]
    [InlineData("has no tensor 'inputs'", """{"labels":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("has neither a tensor 'labels' nor 'targets'", """{"inputs":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}""")]
    [InlineData("has both 'labels' and 'targets'", """{"inputs":{"dtype":"U8","shape":[2,1],"data_offsets":[0,2]},"labels":{"dtype":"U8","shape":[2],"data_offsets":[2,4]},"targets":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("has 2 inputs, but 4 labels", """{"inputs":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]},"labels":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""")]
    [InlineData("has labels [1] of dtype F32; integers can be read", """{"inputs":{"dtype":"U8","shape":[1,4],"data_offsets":[0,4]},"labels":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("has inputs [1, 1] of dtype I32; F32, F64, F16, BF16 and U8 can be read", """{"inputs":{"dtype":"I32","shape":[1,1],"data_offsets":[0,4]},"labels":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("has inputs []; a row for each", """{"inputs":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"labels":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("a sample has no values", """{"inputs":{"dtype":"F32","shape":[2,0],"data_offsets":[0,0]},"labels":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("a sample has too many values", """{"inputs":{"dtype":"F32","shape":[0,65536,65536],"data_offsets":[0,0]},"labels":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("has 'x' as 'ignored-label'", """{"__metadata__":{"ignored-label":"x"},"inputs":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"labels":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""")]
    public void Other_tensors_are_refused(string message, string header)
    {
        string path = Write(header, new byte[8]);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => DatasetFile.Open(path));
        Assert.StartsWith($"'{path}' is not a data set: it ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);

        // It is closed.
        File.Delete(path);
    }

    [Fact]
    public void Wrong_reads_are_refused()
    {
        DatasetFile.Save(_folder["a"], Make(5, 2, 3, kind: 0, isNamed: false, new Random(1)));
        using DatasetFile file = DatasetFile.Open(_folder["a"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(-1, 1, new float[2], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(4, 2, new float[4], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(int.MaxValue, int.MaxValue, [], [], []));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => file.Read(0, 2, new float[3], [], []));
        Assert.StartsWith("2 samples have 4 inputs; there is room for 3.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => file.Read(0, 2, [], new float[1], []));
        Assert.Throws<ArgumentException>(() => file.Read(0, 2, [], [], new int[1]));
        file.Read(5, 0, [], [], []);
    }

    [Fact]
    public void A_label_that_is_no_int_is_refused()
    {
        string path = Write("""{"inputs":{"dtype":"U8","shape":[1,8],"data_offsets":[0,8]},"labels":{"dtype":"U64","shape":[1],"data_offsets":[8,16]}}""", [.. Enumerable.Repeat((byte)0x80, 16)]);
        using DatasetFile file = DatasetFile.Open(path);
        Assert.Contains("holds a label that is no int", Assert.Throws<InvalidDataException>(() => file.Read(0, 1, [], [], new int[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_saved_leaves_the_file_as_it_was()
    {
        Dataset data = Make(5, 2, 3, kind: 0, isNamed: false, new Random(1));
        DatasetFile.Save(_folder["a"], data);
        byte[] before = File.ReadAllBytes(_folder["a"]);
        Refused("There are no samples to save.", []);
        Refused("There are no samples to save.", [data.Slice(0, 0)]);
        Refused("The first part has 5 samples of 2 inputs and a label of", [data, Make(5, 3, 3, kind: 0, isNamed: false, new Random(1))]);
        Refused("The classes of the first part are without names, those of another one c0, c1, c2:", [data, Make(5, 2, 3, kind: 0, isNamed: true, new Random(1))]);
        Assert.Throws<IOException>(() => DatasetFile.Save(_folder["a"], Failing(data)));
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
        Assert.Equal(["a"], _folder.Files);

        void Refused(string message, Dataset[] parts)
            => Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => DatasetFile.Save(_folder["a"], parts)).Message, StringComparison.Ordinal);

        static IEnumerable<Dataset> Failing(Dataset data)
        {
            yield return data;
            throw new IOException("The source fails.");
        }
    }

    private static void AssertAlike(Dataset expected, IDataset data, int start)
    {
        float[] inputs = new float[expected.Inputs.Length];
        float[] targets = new float[expected.Targets.Length];
        int[] labels = new int[expected.Labels.Length];
        data.Read(start, expected.Count, inputs, targets, labels);
        Assert.Equal(expected.Inputs, inputs);
        Assert.Equal(expected.Targets, targets);
        Assert.Equal(expected.Labels, labels);
        inputs.AsSpan().Clear();
        data.Read(start, expected.Count, inputs, [], []);
        Assert.Equal(expected.Inputs, inputs);
    }

    private static Dataset Make(int count, int inputs, int outputs, int kind, bool isNamed, Random random)
    {
        float[] values = Values(count * inputs);
        string[]? names = isNamed ? [.. Enumerable.Range(0, outputs).Select(static i => $"c{i}")] : null;
        return kind switch
        {
            0 => new Dataset(values, inputs, Labels(count), names),
            1 => Dataset.OfPositions(values, inputs, Labels(count * 3), 3, names, ignoredLabel: -1),
            2 => Dataset.OfPositions(values, inputs, Labels(count), 1, names, ignoredLabel: 255),
            _ => new Dataset(values, inputs, Values(count * outputs), outputs),
        };

        float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => BitConverter.Int32BitsToSingle(random.Next() & 0x7f7fffff))];

        int[] Labels(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(5) > 0 ? random.Next(outputs) : kind switch { 1 => -1, 2 => 255, _ => 0 })];
    }

    private string Write(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return _folder.Write("file", [.. length, .. json, .. data]);
    }
}
