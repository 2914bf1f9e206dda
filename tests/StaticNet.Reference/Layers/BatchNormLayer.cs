namespace StaticNet.Reference.Layers;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, mean and variance being running ones or, in training, those of a channel's
/// values in the batch.
/// </summary>
/// <param name="names">The names of its tensors.</param>
/// <param name="channels">The channels of a sample, or the features of a flat one.</param>
/// <param name="pixels">The values of a channel.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="momentum">How far the running statistics move towards the batch's.</param>
internal sealed class BatchNormLayer(TensorNames names, int channels, int pixels, double epsilon, double momentum) : ReferenceLayer
{
    private readonly string _weight = names["weight"];
    private readonly string _bias = names["bias"];
    private readonly string _runningMean = names["running_mean"];
    private readonly string _runningVariance = names["running_var"];

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
        => Normalize(x, weights, weights[_runningMean], weights[_runningVariance]);

    public override double[] ForwardTraining(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]> statistics)
    {
        (double[] mean, double[] variance) = Statistics(x);
        double count = x.Length / channels;
        statistics[_runningMean] = Move(statistics.TryGetValue(_runningMean, out double[]? moved) ? moved : weights[_runningMean], mean);
        statistics[_runningVariance] = Move(statistics.TryGetValue(_runningVariance, out moved) ? moved : weights[_runningVariance], [.. variance.Select(value => value * count / (count - 1))]);
        return Normalize(x, weights, mean, variance);
    }

    // With n = (x - mean) / deviation: dn_i/dx_j = ((1 if i = j, else 0) - 1/count - n_i n_j / count) / deviation.
    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        (double[] mean, double[] variance) = Statistics(x);
        double count = x.Length / channels;
        double[] sum = new double[channels];
        double[] product = new double[channels];
        for (int i = 0; i < x.Length; i++)
        {
            int c = Channel(i);
            sum[c] += dy[i];
            product[c] += dy[i] * Normal(i);
        }

        for (int c = 0; c < channels; c++)
        {
            gradients[_weight][c] += product[c];
            gradients[_bias][c] += sum[c];
        }

        double[] dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = Channel(i);
            dx[i] = weights[_weight][c] / Math.Sqrt(variance[c] + epsilon) * (dy[i] - ((sum[c] + (Normal(i) * product[c])) / count));
        }

        return dx;

        double Normal(int i) => (x[i] - mean[Channel(i)]) / Math.Sqrt(variance[Channel(i)] + epsilon);
    }

    private int Channel(int i) => i / pixels % channels;

    private (double[] Mean, double[] Variance) Statistics(double[] x)
    {
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int i = 0; i < x.Length; i++)
        {
            mean[Channel(i)] += x[i] * channels / x.Length;
        }

        for (int i = 0; i < x.Length; i++)
        {
            double distance = x[i] - mean[Channel(i)];
            variance[Channel(i)] += distance * distance * channels / x.Length;
        }

        return (mean, variance);
    }

    private double[] Normalize(double[] x, IReadOnlyDictionary<string, double[]> weights, double[] mean, double[] variance)
        => [.. x.Select((value, i) => ((value - mean[Channel(i)]) / Math.Sqrt(variance[Channel(i)] + epsilon) * weights[_weight][Channel(i)]) + weights[_bias][Channel(i)])];

    private double[] Move(double[] running, double[] batch) => [.. running.Select((value, c) => ((1 - momentum) * value) + (momentum * batch[c]))];
}
