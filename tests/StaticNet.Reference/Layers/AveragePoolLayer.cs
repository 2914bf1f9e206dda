namespace StaticNet.Reference.Layers;

/// <summary>The sum of each window's inputs, divided by the number of its positions on the input and on the padding, which counts as zeros, or on the input alone.</summary>
internal sealed class AveragePoolLayer(int channels, SlidingWindow down, SlidingWindow across, bool countsPadding) : PoolLayer(channels, down, across)
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[samples * Outputs];
        foreach ((int from, int to) in Pairs(samples))
        {
            y[to] += x[from] / Size(to);
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
        foreach ((int from, int to) in Pairs(samples))
        {
            dx[from] += dy[to] / Size(to);
        }

        return dx;
    }

    // Of the window that makes an output.
    private int Size(int output)
    {
        (int h, int w) = (output / Across.Count % Down.Count, output % Across.Count);
        return countsPadding ? Down.Padded(h) * Across.Padded(w) : Down.Positions(h).Count() * Across.Positions(w).Count();
    }
}
