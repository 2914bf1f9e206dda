namespace StaticNet.Reference.Layers;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, mean and variance being those of a part of a sample, and weight and bias
/// having one value a channel, or being 1 and 0.
/// </summary>
/// <param name="names">The names of its tensors.</param>
/// <param name="channels">The channels of a sample, or the features of a flat one.</param>
/// <param name="pixels">The values of a channel.</param>
/// <param name="parts">The places, in a sample, of the values that are normalised together.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="isAffine">Whether it has weight and bias.</param>
internal sealed class NormLayer(TensorNames names, int channels, int pixels, IReadOnlyList<int[]> parts, double epsilon, bool isAffine) : ReferenceLayer
{
    private readonly string _weight = names["weight"];
    private readonly string _bias = names["bias"];

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[x.Length];
        foreach (int[] part in Parts(samples))
        {
            (double mean, double deviation) = Statistics(x, part);
            foreach (int i in part)
            {
                double n = (x[i] - mean) / deviation;
                y[i] = isAffine ? (n * weights[_weight][Channel(i)]) + weights[_bias][Channel(i)] : n;
            }
        }

        return y;
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
        double[] dx = new double[x.Length];
        foreach (int[] part in Parts(samples))
        {
            (double mean, double deviation) = Statistics(x, part);
            double[] n = [.. part.Select(i => (x[i] - mean) / deviation)];
            double[] dn = [.. part.Select(i => isAffine ? dy[i] * weights[_weight][Channel(i)] : dy[i])];
            double sum = dn.Sum();
            double product = n.Zip(dn, static (a, b) => a * b).Sum();
            for (int k = 0; k < part.Length; k++)
            {
                int i = part[k];
                if (isAffine)
                {
                    gradients[_weight][Channel(i)] += dy[i] * n[k];
                    gradients[_bias][Channel(i)] += dy[i];
                }

                dx[i] = (dn[k] - (sum / part.Length) - (n[k] * product / part.Length)) / deviation;
            }
        }

        return dx;
    }

    private IEnumerable<int[]> Parts(int samples)
        => Enumerable.Range(0, samples).SelectMany(sample => parts.Select(part => part.Select(i => (sample * channels * pixels) + i).ToArray()));

    private int Channel(int i) => i / pixels % channels;

    private (double Mean, double Deviation) Statistics(double[] x, int[] part)
    {
        double mean = part.Sum(i => x[i]) / part.Length;
        double variance = part.Sum(i => (x[i] - mean) * (x[i] - mean)) / part.Length;
        return (mean, Math.Sqrt(variance + epsilon));
    }
}
