using System.Globalization;

namespace StaticNet.Fuzz.Files;

/// <summary>Checkpoints of training: weights, an optimizer's state, moving averages, the history and the state of a callback.</summary>
internal sealed class CheckpointCase : FileCase
{
    private static readonly ParameterLayout Layout = new(16, 16, new TensorDescription("w", [2, 3], [3, 1], 0));

    private readonly Adam _optimizer = new();
    private readonly ExponentialMovingAverage _average = new(0.9);
    private readonly ParameterSet _weights = new(Layout);
    private readonly ParameterSet _before = new(Layout);
    private string _path = "";
    private (int Epochs, List<EpochResult>? History, string? Reason) _read;

    public CheckpointCase()
    {
        _optimizer.Bind(_weights);
        _average.Bind(_weights);
    }

    public override string Name => "checkpoint";

    public override byte[] Make(Random random)
    {
        string[] history = [.. Enumerable.Range(1, random.Next(4)).Select(epoch => $"{epoch},{Number()},{(random.Next(3) == 0 ? "" : Number())},,0.1,{Number()}")];
        (string Key, string Value)[] entries =
        [
            ("optimizer", "Adam"), ("step", Whole()), ("learning-rate", Number()), ("epochs", Whole()), ("moving-average", "0.9"),
            ("history", "epoch,loss,validation_loss,validation_accuracy,learning_rate,seconds\\n" + string.Concat(history.Select(static line => line + "\\n"))),
            ("stop-reason", "enough"), ("callback.0.waited", Whole()), ("callback.0.best-value", Number()), ("callback.0.best-epoch", Whole()), ("callback.0.sets", "best"),
        ];
        IEnumerable<string> kept = entries.Where(_ => random.Next(40) > 0).Select(static entry => $"\"{entry.Key}\":\"{entry.Value}\"");
        return TensorsText.Make(
            [("w", [2, 3]), ("w.exp_avg", [2, 3]), ("w.exp_avg_sq", [2, 3]), ("w.moving_average", [2, 3]), ("w.callback0.best", [2, 3])], "{" + string.Join(',', kept) + "}", random);

        string Number() => random.Next(40) == 0 ? Mutation.Number(random) : random.NextDouble().ToString("R", CultureInfo.InvariantCulture);

        string Whole() => random.Next(40) == 0 ? Mutation.Number(random) : random.Next(9).ToString(CultureInfo.InvariantCulture);
    }

    public override void Read(string path)
    {
        _path = path;
        _before.CopyFrom(_weights);
        _read = Checkpoint.Load(path, _weights, _optimizer, _average, this, [new EarlyStopping(patience: 3)]);
    }

    public override long MaxAllocated(int length) => 600_000 + (96L * length);

    public override string? Change() => SameBits(_weights.Flat, _before.Flat) ? null : "A refused file has changed the weights.";

    public override string? Check(byte[] file)
    {
        TrainingHistory? history = _read.History is null ? null : new TrainingHistory();
        foreach (EpochResult epoch in _read.History ?? [])
        {
            history!.Add(epoch);
        }

        float[] averages = _average.Parameters!.Flat.ToArray();
        _before.CopyFrom(_weights);
        Checkpoint.Save(_path, _weights, _optimizer, _average, this, _read.Epochs, history, [], new SaveOptions { AllowNonFinite = true });
        _weights.Clear();
        (int epochs, List<EpochResult>? again, _) = Checkpoint.Load(_path, _weights, _optimizer, _average, this, null);
        return Change() is null && SameBits(averages, _average.Parameters.Flat) && epochs == _read.Epochs && again?.Count == _read.History?.Count ? null : "Written and read again it differs.";
    }
}
