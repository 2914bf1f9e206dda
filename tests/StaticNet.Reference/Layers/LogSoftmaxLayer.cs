namespace StaticNet.Reference.Layers;

/// <summary><c>y_i = x_i - log(sum_j exp(x_j))</c> over the channels at each position of a sample.</summary>
internal sealed class LogSoftmaxLayer(int length, int positions) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[x.Length];
        double[] row = new double[length];
        for (int position = 0; position < samples * positions; position++)
        {
            int start = (position / positions * length * positions) + (position % positions);
            Of([.. Enumerable.Range(0, length).Select(c => x[start + (c * positions)])], row);
            for (int c = 0; c < length; c++)
            {
                y[start + (c * positions)] = row[c];
            }
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
        for (int position = 0; position < samples * positions; position++)
        {
            int start = (position / positions * length * positions) + (position % positions);
            for (int j = start; j < start + (length * positions); j += positions)
            {
                for (int i = start; i < start + (length * positions); i += positions)
                {
                    dx[j] += ((i == j ? 1 : 0) - Math.Exp(y[j])) * dy[i];
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
