namespace StaticNet.Reference.Layers;

/// <summary>The largest of each channel. The gradient goes to the first of several.</summary>
/// <param name="pixels">The values of a channel.</param>
internal sealed class GlobalMaxPoolLayer(int pixels) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
        => [.. x.Chunk(pixels).Select(static channel => channel.Max())];

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        for (int channel = 0; channel < y.Length; channel++)
        {
            dx[Array.IndexOf(x, y[channel], channel * pixels, pixels)] = dy[channel];
        }

        return dx;
    }
}
