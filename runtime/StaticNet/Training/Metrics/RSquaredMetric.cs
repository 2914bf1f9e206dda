namespace StaticNet;

internal sealed class RSquaredMetric : Metric
{
    private double[] _means = [];
    private double[] _spreads = [];
    private double[] _errors = [];
    private long _count;

    public override string Name => "r2";

    public override double Value
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _means.Length; i++)
            {
                sum += _spreads[i] > 0 ? 1 - (_errors[i] / _spreads[i]) : _errors[i] == 0 ? 1 : _errors[i] > 0 ? 0 : double.NaN;
            }

            return _count < 2 ? double.NaN : sum / _means.Length;
        }
    }

    public override void Reset(int length, PredictionKind kind, double threshold)
    {
        _means = new double[length];
        _spreads = new double[length];
        _errors = new double[length];
        _count = 0;
    }

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        _count++;
        for (int i = 0; i < output.Length; i++)
        {
            // B. P. Welford, 1962: the sum of squares around the mean without a second pass.
            double difference = target[i] - _means[i];
            _means[i] += difference / _count;
            _spreads[i] += difference * (target[i] - _means[i]);
            double error = (double)output[i] - target[i];
            _errors[i] += error * error;
        }
    }
}
