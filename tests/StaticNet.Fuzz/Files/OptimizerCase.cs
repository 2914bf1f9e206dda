namespace StaticNet.Fuzz.Files;

/// <summary>The state of an optimizer, with which it takes a step.</summary>
internal sealed class OptimizerCase : FileCase
{
    private static readonly ParameterLayout Layout = new(16, 16, new TensorDescription("w", [2, 3], [3, 1], 0));

    private readonly Adam _optimizer = new(beta2: 0.9999999);
    private float[] _before = [];
    private long _step;

    public OptimizerCase() => _optimizer.Bind(new ParameterSet(Layout));

    public override string Name => "optimizer";

    public override byte[] Make(Random random)
    {
        string step = random.Next(3) == 0 ? Mutation.Number(random) : random.NextInt64(1L << random.Next(1, 62)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string name = random.Next(10) == 0 ? "Sgd" : "Adam";
        return TensorsText.Make([("w.exp_avg", [2, 3]), ("w.exp_avg_sq", [2, 3])], $"{{\"optimizer\":\"{name}\",\"step\":\"{step}\"}}", random);
    }

    public override void Read(string path)
    {
        _before = State();
        _step = _optimizer.StepCount;
        _optimizer.Load(path);
        _before = State();
        _step = _optimizer.StepCount;
        _optimizer.Step(new ParameterSet(Layout));
        _optimizer.Load(path);
    }

    public override long MaxAllocated(int length) => 400_000 + (48L * length);

    public override string? Change() => _step == _optimizer.StepCount && SameBits(_before, State()) ? null : "A refused file has changed the state.";

    public override string? Check(byte[] file)
    {
        using MemoryStream written = new();
        _optimizer.Save(written, new SaveOptions { AllowNonFinite = true });
        foreach (ParameterSet state in _optimizer.State.Values)
        {
            state.Clear();
        }

        written.Position = 0;
        _optimizer.Load(written);
        return Change() is null ? null : "Written and read again it differs.";
    }

    private float[] State() => [.. _optimizer.State.Values.SelectMany(static state => state.Flat.ToArray())];
}
