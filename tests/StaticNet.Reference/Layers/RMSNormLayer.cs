namespace StaticNet.Reference.Layers;

/// <summary><c>y = x / sqrt(mean of x^2 + epsilon) * weight</c>, the mean being that over the channels of a pixel, and weight having one value a channel.</summary>
/// <param name="names">The names of its tensors.</param>
/// <param name="channels">The channels of a sample, or the features of a flat one.</param>
/// <param name="pixels">The values of a channel.</param>
/// <param name="epsilon">What is added to the mean of the squares.</param>
internal sealed class RMSNormLayer(TensorNames names, int channels, int pixels, double epsilon) : ReferenceLayer
{
    private readonly string _weight = names["weight"];

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[x.Length];
        foreach (int[] pixel in Pixels(samples))
        {
            double root = Root(x, pixel);
            for (int c = 0; c < channels; c++)
            {
                y[pixel[c]] = x[pixel[c]] / root * weights[_weight][c];
            }
        }

        return y;
    }

    // With n = x / root: dn_i/dx_j = ((1 if i = j, else 0) - n_i n_j / channels) / root.
    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        foreach (int[] pixel in Pixels(samples))
        {
            double root = Root(x, pixel);
            double product = 0;
            for (int c = 0; c < channels; c++)
            {
                double n = x[pixel[c]] / root;
                product += n * dy[pixel[c]] * weights[_weight][c];
                gradients[_weight][c] += dy[pixel[c]] * n;
            }

            for (int c = 0; c < channels; c++)
            {
                dx[pixel[c]] = ((dy[pixel[c]] * weights[_weight][c]) - (x[pixel[c]] / root * product / channels)) / root;
            }
        }

        return dx;
    }

    private double Root(double[] x, int[] pixel) => Math.Sqrt((pixel.Sum(i => x[i] * x[i]) / channels) + epsilon);

    // The places of each pixel's channels.
    private IEnumerable<int[]> Pixels(int samples)
        => from sample in Enumerable.Range(0, samples)
           from pixel in Enumerable.Range(0, pixels)
           select Enumerable.Range(0, channels).Select(c => (((sample * channels) + c) * pixels) + pixel).ToArray();
}
