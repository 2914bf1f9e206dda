namespace StaticNet.Reference.Layers;

/// <summary>The mean of each channel.</summary>
/// <param name="pixels">The values of a channel.</param>
internal sealed class GlobalAveragePoolLayer(int pixels) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[x.Length / pixels];
        for (int i = 0; i < x.Length; i++)
        {
            y[i / pixels] += x[i] / pixels;
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
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = dy[i / pixels] / pixels;
        }

        return dx;
    }
}
