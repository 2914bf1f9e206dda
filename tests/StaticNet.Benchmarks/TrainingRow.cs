namespace StaticNet.Benchmarks;

/// <summary>A training step of 784-128-64-10 (forward, cross-entropy, backward, SGD) beside its own forward pass.</summary>
internal static class TrainingRow
{
    public const string Name = "784-128-64-10";

    private const int Samples = 64;

    /// <summary>Times a step and a forward pass of 64 samples each.</summary>
    /// <returns>Seconds.</returns>
    public static (double Step, double Forward) Race()
    {
        (Networks.Dense784x128x64x10 network, float[] inputs, int[] labels) = Prepare();
        var trained = new Networks.Dense784x128x64x10(seed: 1);
        var trainer = new Trainer<Networks.Dense784x128x64x10>(trained, new Sgd(0.01f));
        float[] outputs = new float[Samples * Networks.Dense784x128x64x10.OutputLength];
        return Clock.Race(
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    trainer.Step(inputs, labels);
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    network.Forward(inputs, outputs);
                }
            });
    }

    /// <summary>Takes twenty steps on one batch.</summary>
    /// <returns>The loss of the first step and of the last.</returns>
    public static (float Before, float After) Smoke()
    {
        (Networks.Dense784x128x64x10 network, float[] inputs, int[] labels) = Prepare();
        var trainer = new Trainer<Networks.Dense784x128x64x10>(network, new Sgd(0.1f));
        float before = trainer.Step(inputs, labels);
        float after = before;
        for (int i = 1; i < 20; i++)
        {
            after = trainer.Step(inputs, labels);
        }

        return (before, after);
    }

    private static (Networks.Dense784x128x64x10 Network, float[] Inputs, int[] Labels) Prepare()
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Samples * Networks.Dense784x128x64x10.InputLength).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(Networks.Dense784x128x64x10.OutputLength))];
        return (new Networks.Dense784x128x64x10(seed: 1), inputs, labels);
    }
}
