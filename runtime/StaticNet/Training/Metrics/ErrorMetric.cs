namespace StaticNet;

/// <summary>The mean of a function of the differences between outputs and targets, and a function of that.</summary>
internal sealed class ErrorMetric(string name, Func<double, double> ofDifference, Func<double, double> ofMean) : Metric
{
    private double _sum;
    private long _count;

    public override string Name => name;

    public override bool HigherIsBetter => false;

    public override double Value => ofMean(_sum / _count);

    public override void Reset(int length, PredictionKind kind, double threshold) => (_sum, _count) = (0, 0);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        for (int i = 0; i < output.Length; i++)
        {
            _sum += ofDifference((double)output[i] - target[i]);
        }

        _count += output.Length;
    }
}
