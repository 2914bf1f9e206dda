namespace StaticNet;

/// <summary>A figure of each class, or yes-or-no output, from how often it was right, predicted and actual; the mean over them.</summary>
internal sealed class ClassMetric(string name, Func<long, long, long, double> figure) : Metric
{
    private long[] _right = [];
    private long[] _predicted = [];
    private long[] _actual = [];
    private PredictionKind _kind;
    private double _threshold;

    public override string Name => name;

    public override double Value
    {
        get
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < _right.Length; i++)
            {
                if (_kind == PredictionKind.YesOrNo || _predicted[i] + _actual[i] > 0)
                {
                    sum += figure(_right[i], _predicted[i], _actual[i]);
                    count++;
                }
            }

            return sum / count;
        }
    }

    public override void Reset(int length, PredictionKind kind, double threshold)
    {
        ThrowUnlessClasses(kind);
        (_kind, _threshold) = (kind, threshold);
        _right = new long[length];
        _predicted = new long[length];
        _actual = new long[length];
    }

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (_kind == PredictionKind.Classes)
        {
            int predicted = Largest(output);
            int actual = Largest(target);
            _predicted[predicted]++;
            _actual[actual]++;
            _right[actual] += predicted == actual ? 1 : 0;
            return;
        }

        for (int i = 0; i < output.Length; i++)
        {
            bool predicted = output[i] > _threshold;
            bool actual = target[i] > 0.5f;
            _predicted[i] += predicted ? 1 : 0;
            _actual[i] += actual ? 1 : 0;
            _right[i] += predicted && actual ? 1 : 0;
        }
    }
}
