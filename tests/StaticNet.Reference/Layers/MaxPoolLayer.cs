namespace StaticNet.Reference.Layers;

/// <summary>The largest input of each window; the padding is never it. The gradient goes to the first of several.</summary>
internal sealed class MaxPoolLayer(int channels, SlidingWindow down, SlidingWindow across) : PoolLayer(channels, down, across)
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[samples * Outputs];
        Array.Fill(y, double.NegativeInfinity);
        foreach ((int from, int to) in Pairs(samples))
        {
            y[to] = Math.Max(y[to], x[from]);
        }

        return y;
    }

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        bool[] isFound = new bool[y.Length];
        foreach ((int from, int to) in Pairs(samples))
        {
            if (!isFound[to] && x[from] == y[to])
            {
                dx[from] += dy[to];
                isFound[to] = true;
            }
        }

        return dx;
    }
}
