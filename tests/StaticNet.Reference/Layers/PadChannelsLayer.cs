namespace StaticNet.Reference.Layers;

/// <summary>Zeros before and behind the values of each sample: with channels first, whole channels of them.</summary>
/// <param name="before">The zeros before.</param>
/// <param name="length">The values of a sample.</param>
/// <param name="after">The zeros behind.</param>
internal sealed class PadChannelsLayer(int before, int length, int after) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[samples * (before + length + after)];
        for (int n = 0; n < samples; n++)
        {
            for (int i = 0; i < length; i++)
            {
                y[(n * (before + length + after)) + before + i] = x[(n * length) + i];
            }
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
        for (int n = 0; n < samples; n++)
        {
            for (int i = 0; i < length; i++)
            {
                dx[(n * length) + i] = dy[(n * (before + length + after)) + before + i];
            }
        }

        return dx;
    }
}
