namespace StaticNet.Reference.Layers;

/// <summary>The sum of each window's inputs by the size of the window: the padding counts as zeros.</summary>
internal sealed class AveragePool2DLayer(int channels, SlidingWindow down, SlidingWindow across) : PoolLayer(channels, down, across)
{
    private readonly int _size = down.Kernel * across.Kernel;

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[samples * Outputs];
        foreach ((int from, int to) in Pairs(samples))
        {
            y[to] += x[from] / _size;
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
            dx[from] += dy[to] / _size;
        }

        return dx;
    }
}
