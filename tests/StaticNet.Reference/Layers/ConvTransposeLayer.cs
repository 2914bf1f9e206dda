namespace StaticNet.Reference.Layers;

/// <summary>
/// Each value of x goes to the pixels of y under its kernel: <c>y[o, p stride + r dilation - pad, q stride + s dilation - pad] += weight[i, o, r, s] x[i, p, q]</c>
/// for the o in the group of i, where that is a pixel of y, which starts from its bias. A sequence has one line.
/// </summary>
internal sealed class ConvTransposeLayer(
    TensorNames names, int inputChannels, int height, int width, int outputChannels, SlidingWindow down, SlidingWindow across, int groups, bool hasBias)
    : ConvolutionLayer(names, inputChannels * height * width, outputChannels * down.Length * across.Length, outputChannels, hasBias)
{
    private readonly int _groupInputs = inputChannels / groups;
    private readonly int _groupOutputs = outputChannels / groups;

    protected override IEnumerable<(int Weight, int X, int Y)> Products()
    {
        for (int i = 0; i < inputChannels; i++)
        {
            for (int o = 0; o < _groupOutputs; o++)
            {
                int channel = (i / _groupInputs * _groupOutputs) + o;
                for (int p = 0; p < height; p++)
                {
                    for (int q = 0; q < width; q++)
                    {
                        foreach ((int r, int line) in down.Positions(p))
                        {
                            foreach ((int s, int pixel) in across.Positions(q))
                            {
                                yield return (
                                    (((((i * _groupOutputs) + o) * down.Kernel) + r) * across.Kernel) + s,
                                    (((i * height) + p) * width) + q,
                                    (((channel * down.Length) + line) * across.Length) + pixel);
                            }
                        }
                    }
                }
            }
        }
    }
}
