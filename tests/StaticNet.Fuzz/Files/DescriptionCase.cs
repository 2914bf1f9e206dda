using System.Globalization;

namespace StaticNet.Fuzz.Files;

/// <summary>What a weight file says of its data: scaling and class names, as JSON in the metadata.</summary>
internal sealed class DescriptionCase : FileCase
{
    private string _path = "";
    private DataDescription? _data;

    public override string Name => "data description";

    public override byte[] Make(Random random)
    {
        List<string> entries = [$"\"data-description\":\"{(random.Next(30) == 0 ? Mutation.Number(random) : "1")}\""];
        foreach (string scaling in new[] { "input-scaling", "target-scaling" }.Where(_ => random.Next(2) == 0))
        {
            int length = random.Next(1, random.Next(10) == 0 ? 500 : 5);
            entries.Add($"\"{scaling}.offsets\":{Text(Numbers(length), random)}");
            entries.Add($"\"{scaling}.factors\":{Text(Numbers(random.Next(20) == 0 ? length + 1 : length), random)}");
        }

        if (random.Next(2) == 0)
        {
            string[] names = [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(10) == 0 ? "null" : $"\"class {random.Next(9)}\"")];
            entries.Add($"\"class-names\":{Text("[" + string.Join(',', names) + "]", random)}");
        }

        return TensorsText.Make([("w", [2])], "{" + string.Join(',', entries) + "}", random);

        string Numbers(int length)
            => "[" + string.Join(',', Enumerable.Range(0, length).Select(_ => random.Next(100) == 0 ? Mutation.Number(random) : random.NextSingle().ToString("R", CultureInfo.InvariantCulture))) + "]";
    }

    public override void Read(string path)
    {
        _path = path;
        _data = null;
        _data = DataDescription.Load(path);
    }

    public override long MaxAllocated(int length) => 400_000 + (64L * length);

    public override string? Check(byte[] file)
    {
        DataDescription data = _data!;
        data.Save(_path);
        DataDescription again = DataDescription.Load(_path);
        return Same(data.InputScaling, again.InputScaling) && Same(data.TargetScaling, again.TargetScaling) && data.ClassNames.SequenceEqual(again.ClassNames)
            ? null
            : "Written and read again it differs.";
    }

    private static bool Same(FeatureScaling? a, FeatureScaling? b)
        => a is null ? b is null : b is not null && SameBits(a.Offsets.AsSpan(), b.Offsets.AsSpan()) && SameBits(a.Factors.AsSpan(), b.Factors.AsSpan());

    // JSON within a text of JSON.
    private static string Text(string json, Random random)
    {
        string text = random.Next(6) == 0 ? Mutation.OfText(json, random) : json;
        return "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
    }
}
