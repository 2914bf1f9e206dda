namespace StaticNet.Reference.Layers;

/// <summary>
/// <c>y[o, h, w] = b[o] + sum over i, r, s of weight[o, i, r, s] x[g in/groups + i, h stride + r dilation - pad, w stride + s dilation - pad]</c>
/// with g the group of o.
/// </summary>
internal sealed class Conv2DLayer(
    TensorNames names, int inputChannels, int outputChannels, SlidingWindow down, SlidingWindow across, int groups, bool hasBias)
    : ConvolutionLayer(
        names, inputChannels * down.Length * across.Length, outputChannels * down.Count * across.Count, outputChannels, hasBias)
{
    private readonly int _groupInputs = inputChannels / groups;
    private readonly int _groupOutputs = outputChannels / groups;

    protected override IEnumerable<(int Weight, int X, int Y)> Products()
    {
        for (int o = 0; o < OutputChannels; o++)
        {
            for (int h = 0; h < down.Count; h++)
            {
                for (int w = 0; w < across.Count; w++)
                {
                    for (int i = 0; i < _groupInputs; i++)
                    {
                        int channel = (o / _groupOutputs * _groupInputs) + i;
                        foreach ((int r, int line) in down.Positions(h))
                        {
                            foreach ((int s, int pixel) in across.Positions(w))
                            {
                                yield return (
                                    (((((o * _groupInputs) + i) * down.Kernel) + r) * across.Kernel) + s,
                                    (((channel * down.Length) + line) * across.Length) + pixel,
                                    (((o * down.Count) + h) * across.Count) + w);
                            }
                        }
                    }
                }
            }
        }
    }
}
