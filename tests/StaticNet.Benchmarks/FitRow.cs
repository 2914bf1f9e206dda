namespace StaticNet.Benchmarks;

/// <summary>
/// What <c>Fit</c> takes beside a loop of <c>Step</c> over the same samples, in another order in each epoch: it measures validation data, a hundredth of the samples, with
/// metrics, and keeps the history. Five epochs a call.
/// </summary>
internal sealed class FitRow(Bar? bar) : Row("Fit of 784-128-64-10, with validation, metrics and history", $"batches of {BatchSize}", "loop of Step", bar)
{
    private const int BatchSize = 64;
    private const int Epochs = 5;
    private const int Samples = 6400;
    private const int ValidationSamples = 64;

    public override Measurement Measure(string? python)
    {
        (Dataset data, Dataset validation) = (Make(Samples, 1), Make(ValidationSamples, 2));
        Trainer<Networks.Dense784x128x64x10> fitted = new(new Networks.Dense784x128x64x10(seed: 1), new Sgd(0.001));
        Trainer<Networks.Dense784x128x64x10> stepped = new(new Networks.Dense784x128x64x10(seed: 1), new Sgd(0.001));
        var random = new Random(3);
        int[] order = [.. Enumerable.Range(0, Samples)];
        float[] inputs = new float[BatchSize * data.InputLength];
        int[] labels = new int[BatchSize];
        (double ours, double peer) = Clock.Race(
            runs =>
            {
                for (int i = 0; i < runs; i++)
                {
                    fitted.Fit(data, new FitOptions { Epochs = Epochs, BatchSize = BatchSize, Validation = validation, Metrics = [Metric.F1(), Metric.TopKAccuracy(3)] });
                }
            },
            runs =>
            {
                for (int i = 0; i < runs * Epochs; i++)
                {
                    random.Shuffle(order);
                    for (int first = 0; first < Samples; first += BatchSize)
                    {
                        for (int sample = 0; sample < BatchSize; sample++)
                        {
                            data.Input(order[first + sample]).CopyTo(inputs.AsSpan(sample * data.InputLength));
                            labels[sample] = data.Labels[order[first + sample]];
                        }

                        stepped.Step(inputs, labels);
                    }
                }
            });
        return new Measurement(ours, peer);
    }

    private static Dataset Make(int samples, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[samples * Networks.Dense784x128x64x10.InputLength];
        foreach (ref float input in inputs.AsSpan())
        {
            input = random.NextSingle();
        }

        return new Dataset(inputs, Networks.Dense784x128x64x10.InputLength, [.. Enumerable.Range(0, samples).Select(_ => random.Next(10))]);
    }
}
