namespace StaticNet.Fuzz.Files;

/// <summary>Weights: by path, from a stream and from memory, which all have to agree.</summary>
internal sealed class WeightsCase : FileCase
{
    private static readonly ParameterLayout Layout = new(
        112,
        96,
        new TensorDescription("dense1.weight", [3, 5], [1, 16], 0),
        new TensorDescription("dense1.bias", [3], [1], 80),
        new TensorDescription("norm1.running_mean", [3], [1], 96, isTrainable: false));

    private readonly ParameterSet _set = new(Layout);
    private readonly ParameterSet _before = new(Layout);

    public override string Name => "weights";

    public override byte[] Make(Random random)
    {
        foreach (ref float value in _before.Flat)
        {
            value = random.NextSingle();
        }

        List<(string, int[])> tensors = [.. Layout.Tensors.Select(static tensor => (tensor.Name, tensor.Shape.ToArray()))];
        if (random.Next(20) == 0)
        {
            tensors.RemoveAt(random.Next(tensors.Count));
        }

        if (random.Next(20) == 0)
        {
            tensors.AddRange(Enumerable.Range(0, 1 << random.Next(12)).Select(static i => ($"tensor{i}", new[] { 1 })));
        }

        return TensorsText.Make(tensors, random.Next(4) == 0 ? "{\"format\":\"pt\"}" : "", random);
    }

    public override void Read(string path)
    {
        _set.CopyFrom(_before);
        _set.Load(path);
    }

    public override long MaxAllocated(int length) => 200_000 + (24L * length);

    public override string? Change() => SameBits(_set.Flat, _before.Flat) ? null : "A refused file has changed the weights.";

    public override string? Check(byte[] file)
    {
        ParameterSet other = new(Layout);
        other.Load(file);
        if (!SameBits(other.Flat, _set.Flat))
        {
            return "From memory it is read otherwise.";
        }

        other.Clear();
        using MemoryStream stream = new([.. file, 1, 2, 3]);
        other.Load(stream);
        if (!SameBits(other.Flat, _set.Flat) || stream.Position != file.Length)
        {
            return "From a stream it is read otherwise.";
        }

        using MemoryStream written = new();
        _set.Save(written, new SaveOptions { AllowNonFinite = true });
        other.Clear();
        other.Load(written.ToArray());
        return SameBits(other.Flat, _set.Flat) ? null : "Written and read again it differs.";
    }
}
