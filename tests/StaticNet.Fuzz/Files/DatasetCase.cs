namespace StaticNet.Fuzz.Files;

/// <summary>Data sets that are read block by block.</summary>
internal sealed class DatasetCase : FileCase
{
    private static readonly (string Name, int Bytes)[] Integers = [("I32", 4), ("I64", 8), ("U8", 1), ("I8", 1), ("U16", 2), ("I16", 2), ("U32", 4), ("U64", 8)];
    private static readonly (string Name, int Bytes)[] Floats = [("F32", 4), ("F16", 2), ("BF16", 2), ("F64", 8), ("U8", 1)];

    private string _path = "";
    private Random _random = new();
    private Dataset? _data;

    public override string Name => "data set";

    public override byte[] Make(Random random)
    {
        _random = random;
        int count = random.Next(random.Next(10) == 0 ? 300 : 8);
        int inputs = random.Next(1, 6);
        bool hasLabels = random.Next(2) == 0;
        List<string> entries = [];
        if (random.Next(4) == 0)
        {
            entries.Add($"\"__metadata__\":{{\"ignored-label\":\"{(random.Next(9) == 0 ? Mutation.Number(random) : "-1")}\"}}");
        }

        int offset = 0;
        Add("inputs", Floats, random.Next(3) == 0 ? $"{count},1,{inputs}" : $"{count},{inputs}", count * inputs);
        if (hasLabels)
        {
            Add("labels", Integers, random.Next(3) == 0 ? $"{count},1" : $"{count}", count);
        }
        else
        {
            Add("targets", Floats, $"{count},2", 2 * count);
        }

        string header = "{" + string.Join(',', entries) + "}";
        byte[] json = Mutation.Utf8(random.Next(2) == 0 ? Mutation.OfText(header, random) : header, random);
        byte[] data = new byte[offset];

        // Small numbers, most of which are labels.
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = (byte)(random.Next(8) == 0 ? random.Next(4) : 0);
        }

        byte[] file = [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data];
        return random.Next(4) == 0 ? Mutation.OfBytes(file, random) : file;

        void Add(string name, (string Name, int Bytes)[] types, string shape, int values)
        {
            (string type, int bytes) = types[random.Next(types.Length)];
            entries.Add($"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{shape}],\"data_offsets\":[{offset},{offset += bytes * values}]}}");
        }
    }

    public override void Read(string path)
    {
        _path = path;
        _data = null;
        using DatasetFile file = DatasetFile.Open(path);
        float[] inputs = new float[file.Count * file.InputLength];
        float[] targets = new float[file.Count * file.TargetLength];
        int[] labels = new int[file.Count * file.LabelLength];
        for (int first = 0; first < file.Count;)
        {
            int count = _random.Next(1, file.Count - first + 1);
            file.Read(
                first,
                count,
                inputs.AsSpan(first * file.InputLength, count * file.InputLength),
                targets.AsSpan(first * file.TargetLength, count * file.TargetLength),
                labels.AsSpan(first * file.LabelLength, count * file.LabelLength));
            first += count;
        }

        // Labels of any int can be read; those of a data set in memory are classes.
        _data = file.LabelLength == 0 ? new Dataset(inputs, file.InputLength, targets, file.TargetLength)
            : labels.All(label => label is >= 0 and < 1000 || label == file.IgnoredLabel) ? Dataset.OfPositions(inputs, file.InputLength, labels, file.LabelLength, null, file.IgnoredLabel)
            : null;
    }

    public override long MaxAllocated(int length) => 400_000 + (64L * length);

    public override string? Check(byte[] file)
    {
        if (_data is not { Count: > 0 } data)
        {
            return null;
        }

        DatasetFile.Save(_path, data);
        using DatasetFile again = DatasetFile.Open(_path);
        float[] inputs = new float[data.Inputs.Length];
        float[] targets = new float[data.Targets.Length];
        int[] labels = new int[data.Labels.Length];
        again.Read(0, data.Count, inputs, targets, labels);
        return SameBits(inputs, data.Inputs) && SameBits(targets, data.Targets) && labels.AsSpan().SequenceEqual(data.Labels) && again.IgnoredLabel == data.IgnoredLabel
            ? null
            : "Written and read again it differs.";
    }
}
