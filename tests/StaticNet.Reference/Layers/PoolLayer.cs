namespace StaticNet.Reference.Layers;

/// <summary>One value of each window of each channel.</summary>
internal abstract class PoolLayer(int channels, SlidingWindow down, SlidingWindow across) : ReferenceLayer
{
    /// <summary>The windows along the height.</summary>
    protected SlidingWindow Down => down;

    /// <summary>The windows along the width.</summary>
    protected SlidingWindow Across => across;

    /// <summary>The number of outputs of a sample.</summary>
    protected int Outputs => channels * down.Count * across.Count;

    /// <summary>Which input each window sees, of all samples: window by window, its inputs line by line.</summary>
    protected IEnumerable<(int X, int Y)> Pairs(int samples)
    {
        for (int c = 0; c < samples * channels; c++)
        {
            for (int h = 0; h < down.Count; h++)
            {
                for (int w = 0; w < across.Count; w++)
                {
                    foreach ((_, int line) in down.Positions(h))
                    {
                        foreach ((_, int pixel) in across.Positions(w))
                        {
                            yield return ((((c * down.Length) + line) * across.Length) + pixel, (((c * down.Count) + h) * across.Count) + w);
                        }
                    }
                }
            }
        }
    }
}
