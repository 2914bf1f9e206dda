namespace StaticNet.Reference.Layers;

/// <summary><c>y_i = x_i - log(sum_j exp(x_j))</c> over each sample.</summary>
internal sealed class LogSoftmaxLayer(int length) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[x.Length];
        for (int n = 0; n < samples; n++)
        {
            Of(x.AsSpan(n * length, length), y.AsSpan(n * length, length));
        }

        return y;
    }

    // dy_i/dx_j = (1 if i = j, else 0) - exp(y_j)
    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        for (int n = 0; n < samples; n++)
        {
            for (int j = 0; j < length; j++)
            {
                for (int i = 0; i < length; i++)
                {
                    dx[(n * length) + j] += ((i == j ? 1 : 0) - Math.Exp(y[(n * length) + j])) * dy[(n * length) + i];
                }
            }
        }

        return dx;
    }

    /// <summary>The logarithm of the softmax of one sample, the largest input subtracted first.</summary>
    public static void Of(ReadOnlySpan<double> x, Span<double> y)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in x)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (double value in x)
        {
            sum += Math.Exp(value - largest);
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] - largest - Math.Log(sum);
        }
    }
}
