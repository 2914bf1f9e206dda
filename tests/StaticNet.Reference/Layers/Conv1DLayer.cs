namespace StaticNet.Reference.Layers;

/// <summary>
/// <c>y[o, t] = b[o] + sum over i, s of weight[o, i, s] x[g in/groups + i, t stride + s dilation - pad]</c> with g the group of o.
/// </summary>
internal sealed class Conv1DLayer(TensorNames names, int inputChannels, int outputChannels, SlidingWindow along, int groups, bool hasBias)
    : ConvolutionLayer(names, inputChannels * along.Length, outputChannels * along.Count, outputChannels, hasBias)
{
    private readonly int _groupInputs = inputChannels / groups;
    private readonly int _groupOutputs = outputChannels / groups;

    protected override IEnumerable<(int Weight, int X, int Y)> Products()
    {
        for (int o = 0; o < OutputChannels; o++)
        {
            for (int t = 0; t < along.Count; t++)
            {
                for (int i = 0; i < _groupInputs; i++)
                {
                    int channel = (o / _groupOutputs * _groupInputs) + i;
                    foreach ((int s, int position) in along.Positions(t))
                    {
                        yield return (
                            (((o * _groupInputs) + i) * along.Kernel) + s,
                            (channel * along.Length) + position,
                            (o * along.Count) + t);
                    }
                }
            }
        }
    }
}
