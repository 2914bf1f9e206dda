namespace StaticNet.Benchmarks;

/// <summary>
/// What <c>Fit</c> takes beside a loop of <c>Step</c> over the same samples: it takes them in another order in each epoch, measures validation data, a hundredth of
/// the samples, with metrics, and keeps the history.
/// </summary>
internal sealed class FitRow(Bar? bar) : Row("Fit of 784-128-64-10, with validation, metrics and history", $"batches of {BatchSize}", "loop of Step", bar)
{
    private const int BatchSize = 64;
    private const int Samples = 6400;
    private const int ValidationSamples = 64;

    public override Measurement Measure(string? python)
    {
        (Dataset data, Dataset validation) = (Make(Samples, 1), Make(ValidationSamples, 2));
        Trainer<Networks.Dense784x128x64x10> fitted = new(new Networks.Dense784x128x64x10(seed: 1), new Sgd(0.001));
        Trainer<Networks.Dense784x128x64x10> stepped = new(new Networks.Dense784x128x64x10(seed: 1), new Sgd(0.001));
        (double ours, double peer) = Clock.Race(
            epochs => fitted.Fit(data, new FitOptions { Epochs = epochs, BatchSize = BatchSize, Validation = validation, Metrics = [Metric.F1(), Metric.TopKAccuracy(3)] }),
            epochs =>
            {
                for (int i = 0; i < epochs; i++)
                {
                    for (int first = 0; first < Samples; first += BatchSize)
                    {
                        stepped.Step(data.Inputs.Slice(first * data.InputLength, BatchSize * data.InputLength), data.Labels.Slice(first, BatchSize));
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
