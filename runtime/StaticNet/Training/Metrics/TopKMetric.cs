using System.Globalization;

namespace StaticNet;

internal sealed class TopKMetric : Metric
{
    private readonly int _k;
    private long _right;
    private long _count;

    public TopKMetric(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
        Name = string.Create(CultureInfo.InvariantCulture, $"top-{k} accuracy");
    }

    public override string Name { get; }

    public override double Value => (double)_right / _count;

    public override void Reset(int length, PredictionKind kind, double threshold)
    {
        ThrowUnlessClasses(kind, areExclusive: true);
        (_right, _count) = (0, 0);
    }

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        int label = Largest(target);
        int before = 0;
        for (int i = 0; i < output.Length; i++)
        {
            before += output[i] > output[label] || (output[i] == output[label] && i < label) ? 1 : 0;
        }

        _count++;
        _right += before < _k && !float.IsNaN(output[label]) ? 1 : 0;
    }
}
