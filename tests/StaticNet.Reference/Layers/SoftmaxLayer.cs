namespace StaticNet.Reference.Layers;

/// <summary><c>y_i = exp(x_i) / sum_j exp(x_j)</c> over the channels at each position of a sample.</summary>
internal sealed class SoftmaxLayer(int length, int positions) : ReferenceLayer
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
        for (int position = 0; position < samples * positions; position++)
        {
            int start = (position / positions * length * positions) + (position % positions);
            for (int j = start; j < start + (length * positions); j += positions)
            {
                for (int i = start; i < start + (length * positions); i += positions)
                {
                    dx[j] += ((i == j ? y[i] : 0) - (y[i] * y[j])) * dy[i];
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
