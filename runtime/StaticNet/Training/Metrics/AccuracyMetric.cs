namespace StaticNet;

internal sealed class AccuracyMetric : Metric
{
    private PredictionKind _kind;
    private double _threshold;
    private long _right;
    private long _count;

    public override string Name => "accuracy";

    public override double Value => (double)_right / _count;

    public override void Reset(int length, PredictionKind kind, double threshold)
    {
        ThrowUnlessClasses(kind);
        (_kind, _threshold, _right, _count) = (kind, threshold, 0, 0);
    }

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (_kind == PredictionKind.Classes)
        {
            _count++;
            _right += Largest(output) == Largest(target) ? 1 : 0;
            return;
        }

        for (int i = 0; i < output.Length; i++)
        {
            _count++;
            _right += output[i] > _threshold == target[i] > 0.5f ? 1 : 0;
        }
    }
}
