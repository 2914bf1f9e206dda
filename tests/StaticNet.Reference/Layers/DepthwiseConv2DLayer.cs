namespace StaticNet.Reference.Layers;

/// <summary>
/// <c>y[o, h, w] = b[o] + sum over r, s of weight[o, 0, r, s] x[o / multiplier, h stride + r dilation - pad, w stride + s dilation - pad]</c>.
/// </summary>
internal sealed class DepthwiseConv2DLayer(
    TensorNames names, int inputChannels, int multiplier, SlidingWindow down, SlidingWindow across, bool hasBias)
    : ConvolutionLayer(
        names,
        inputChannels * down.Length * across.Length,
        inputChannels * multiplier * down.Count * across.Count,
        inputChannels * multiplier,
        hasBias)
{
    protected override IEnumerable<(int Weight, int X, int Y)> Products()
    {
        for (int o = 0; o < OutputChannels; o++)
        {
            for (int h = 0; h < down.Count; h++)
            {
                for (int w = 0; w < across.Count; w++)
                {
                    foreach ((int r, int line) in down.Positions(h))
                    {
                        foreach ((int s, int pixel) in across.Positions(w))
                        {
                            yield return (
                                (((o * down.Kernel) + r) * across.Kernel) + s,
                                (((o / multiplier * down.Length) + line) * across.Length) + pixel,
                                (((o * down.Count) + h) * across.Count) + w);
                        }
                    }
                }
            }
        }
    }
}
