namespace StaticNet.Benchmarks;

/// <summary>A training step of a network (forward, cross-entropy, backward, SGD) beside the same step of PyTorch on one thread.</summary>
internal abstract class TrainingComparison(string name)
{
    /// <summary>The samples of a step.</summary>
    public const int Samples = 64;

    /// <summary>The largest relative difference of the losses that is put down to rounding.</summary>
    public const double Allowed = 1e-3;

    public string Name { get; } = name;

    /// <summary>
    /// The floating-point operations of a step for one sample, a multiply-add counted as two: the forward pass, the gradient of the weights, and
    /// that of the inputs but for the first layer's.
    /// </summary>
    public abstract long Operations { get; }

    /// <summary>The bytes of the weights.</summary>
    public abstract long WeightBytes { get; }

    /// <summary>Times steps of either side in turn.</summary>
    /// <param name="python">The executable that has PyTorch; null for our side alone.</param>
    /// <returns>Seconds of a step; the peer's are NaN where there is none.</returns>
    public abstract (double Ours, double Peer) Race(string? python);

    /// <summary>Takes some steps on either side, from the same weights on the same samples, and gives the largest relative difference of the losses.</summary>
    /// <param name="python">The executable that has PyTorch.</param>
    /// <returns>The difference, and whether PyTorch is slower there than it could be.</returns>
    public abstract (double Difference, bool HasSlowBlas) Compare(string python);

    /// <summary>Takes twenty steps on one batch.</summary>
    /// <returns>The loss of the first step and of the last.</returns>
    public abstract (float Before, float After) Smoke();
}

/// <inheritdoc/>
internal sealed class TrainingComparison<TNetwork>(string name) : TrainingComparison(name)
    where TNetwork : class, INetwork<TNetwork>
{
    private const double Rate = 0.01;

    public override long Operations
        => 2 * ((3 * TNetwork.MultiplyAdds) - TNetwork.Summary.AllLayers.First(static layer => layer.Parameters.Length > 0).MultiplyAdds);

    public override long WeightBytes => sizeof(float) * (long)TNetwork.ParameterCount;

    public override (double Ours, double Peer) Race(string? python)
    {
        (Trainer<TNetwork> trainer, float[] inputs, int[] labels) = Prepare(Rate);
        using TorchPeer? peer = python is null ? null : new TorchPeer(python, Name, trainer.Network.Save, inputs, labels);
        void Ours(int count)
        {
            for (int i = 0; i < count; i++)
            {
                trainer.Step(inputs, labels);
            }
        }

        return peer is null ? (Clock.Alone(Ours), double.NaN) : Clock.Race(Ours, peer.Time);
    }

    public override (double Difference, bool HasSlowBlas) Compare(string python)
    {
        (Trainer<TNetwork> trainer, float[] inputs, int[] labels) = Prepare(Rate);
        using var peer = new TorchPeer(python, Name, trainer.Network.Save, inputs, labels);
        return (peer.Losses.Max(loss => Math.Abs((trainer.Step(inputs, labels) / loss) - 1)), peer.HasSlowBlas);
    }

    public override (float Before, float After) Smoke()
    {
        (Trainer<TNetwork> trainer, float[] inputs, int[] labels) = Prepare(0.05);
        float before = trainer.Step(inputs, labels);
        float after = before;
        for (int i = 1; i < 20; i++)
        {
            after = trainer.Step(inputs, labels);
        }

        return (before, after);
    }

    private static (Trainer<TNetwork> Trainer, float[] Inputs, int[] Labels) Prepare(double rate)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Samples * TNetwork.InputLength).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(TNetwork.OutputLength))];
        return (new Trainer<TNetwork>(TNetwork.Create(1), new Sgd(rate)), inputs, labels);
    }
}
