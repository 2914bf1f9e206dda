namespace StaticNet.Reference.Layers;

/// <summary><c>y_i = exp(x_i) / sum_j exp(x_j)</c> over each sample.</summary>
internal sealed class SoftmaxLayer(int length) : ReferenceLayer
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

    // dy_i/dx_j = y_i (1 if i = j, else 0) - y_i y_j
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
                    double yi = y[(n * length) + i];
                    double yj = y[(n * length) + j];
                    dx[(n * length) + j] += ((i == j ? yi : 0) - (yi * yj)) * dy[(n * length) + i];
                }
            }
        }

        return dx;
    }

    /// <summary>The softmax of one sample, the largest input subtracted first.</summary>
    public static void Of(ReadOnlySpan<double> x, Span<double> y)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in x)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] - largest);
            sum += y[i];
        }

        foreach (ref double value in y)
        {
            value /= sum;
        }
    }
}
