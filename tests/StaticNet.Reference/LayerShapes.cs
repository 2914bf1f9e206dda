namespace StaticNet.Reference;

/// <summary>What a layer makes of a shape, as PyTorch has it.</summary>
public static class LayerShapes
{
    /// <summary>
    /// The windows of a layer along the height and the width of an image, or along one line for a sequence. Those of a transposed convolution slide
    /// along its output.
    /// </summary>
    /// <param name="layer">A convolution or a pool.</param>
    /// <param name="input">The shape of a sample before it.</param>
    public static (SlidingWindow Down, SlidingWindow Across) Windows(LayerAttribute layer, IReadOnlyList<int> input) => layer switch
    {
        Conv1DAttribute conv => (OneLine, Along(input[1], conv, conv.Dilation)),
        ConvTranspose1DAttribute conv => (OneLine, Along(Transposed(input[1], conv.Kernel, conv.Stride, conv.PadLeft + conv.PadRight, conv.Dilation, conv.OutputPadding), conv, conv.Dilation)),
        MaxPool1DAttribute pool => (OneLine, Along(input[1], pool, pool.Dilation, pool.CeilMode)),
        AveragePool1DAttribute pool => (OneLine, Along(input[1], pool, dilation: 1, pool.CeilMode)),
        ConvTranspose2DAttribute conv => Over(
            Transposed(input[1], conv.KernelHeight, conv.StrideHeight, conv.PadTop + conv.PadBottom, conv.DilationHeight, conv.OutputPaddingHeight),
            Transposed(input[2], conv.KernelWidth, conv.StrideWidth, conv.PadLeft + conv.PadRight, conv.DilationWidth, conv.OutputPaddingWidth),
            conv),
        MaxPool2DAttribute pool => Over(input[1], input[2], pool, pool.CeilMode),
        AveragePool2DAttribute pool => Over(input[1], input[2], pool, pool.CeilMode),
        Window2DAttribute conv => Over(input[1], input[2], conv),
        _ => throw new ArgumentException($"{layer.GetType().Name} has no windows.", nameof(layer)),
    };

    /// <summary>The shape of a sample behind a layer. A dimension is 0 where no window fits.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape before it.</param>
    public static int[] Output(LayerAttribute layer, IReadOnlyList<int> input)
    {
        switch (layer)
        {
            case InputAttribute declared:
                return declared.Shape;
            case DenseAttribute dense:
                return [dense.Units];
            case FlattenAttribute:
                return [input.Aggregate(static (product, dimension) => product * dimension)];
            case PadChannelsAttribute pad:
                return [pad.Before + input[0] + pad.After, .. input.Skip(1)];
            case SliceAttribute slice:
                return [.. input.Select((length, axis) => axis == slice.Axis ? slice.Length : length)];
            case TransposeAttribute transpose:
                return [.. input.Select((length, axis) => axis == transpose.First ? input[transpose.Second] : axis == transpose.Second ? input[transpose.First] : length)];
            case ReduceAttribute reduce:
                return input.Count == 1 ? [1] : [.. input.Where((_, axis) => axis != reduce.Axis)];
            case ReshapeAttribute reshape:
                return [.. reshape.Shape];
            case SpatialPadAttribute pad:
                return input.Count == 2
                    ? [input[0], pad.PadLeft + input[1] + pad.PadRight]
                    : [input[0], pad.PadTop + input[1] + pad.PadBottom, pad.PadLeft + input[2] + pad.PadRight];
            case UpsampleAttribute upsample:
                return input.Count == 2 ? [input[0], input[1] * upsample.ScaleWidth] : [input[0], input[1] * upsample.ScaleHeight, input[2] * upsample.ScaleWidth];
            case GlobalMaxPoolAttribute or GlobalAveragePoolAttribute:
                return [input[0]];
            case Conv1DAttribute conv:
                return [conv.Channels, Windows(conv, input).Across.Count];
            case MaxPool1DAttribute or AveragePool1DAttribute:
                return [input[0], Windows(layer, input).Across.Count];
            case ConvTranspose1DAttribute conv:
                return [conv.Channels, Windows(conv, input).Across.Length];
            case ConvTranspose2DAttribute conv:
                return [conv.Channels, Windows(conv, input).Down.Length, Windows(conv, input).Across.Length];
            case Conv2DAttribute or DepthwiseConv2DAttribute or MaxPool2DAttribute or AveragePool2DAttribute:
                int channels = layer switch
                {
                    Conv2DAttribute conv => conv.Channels,
                    DepthwiseConv2DAttribute conv => input[0] * conv.Multiplier,
                    _ => input[0],
                };
                (SlidingWindow down, SlidingWindow across) = Windows(layer, input);
                return [channels, down.Count, across.Count];
            default:
                return [.. input];
        }
    }

    /// <summary>A layer's tensors: their names without the layer's, and their shapes.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of a sample before it.</param>
    public static IReadOnlyList<(string Name, int[] Shape)> Tensors(LayerAttribute layer, IReadOnlyList<int> input) => layer switch
    {
        DenseAttribute dense => WeightAndBias(dense.Bias, dense.Units, input[0]),
        Conv1DAttribute conv => WeightAndBias(conv.Bias, conv.Channels, input[0] / conv.Groups, conv.Kernel),
        Conv2DAttribute conv => WeightAndBias(conv.Bias, conv.Channels, input[0] / conv.Groups, conv.KernelHeight, conv.KernelWidth),
        DepthwiseConv2DAttribute conv => WeightAndBias(conv.Bias, input[0] * conv.Multiplier, 1, conv.KernelHeight, conv.KernelWidth),
        ConvTranspose1DAttribute conv => Transposed(conv.Bias, conv.Channels, input[0], conv.Channels / conv.Groups, conv.Kernel),
        ConvTranspose2DAttribute conv => Transposed(conv.Bias, conv.Channels, input[0], conv.Channels / conv.Groups, conv.KernelHeight, conv.KernelWidth),
        PReLUAttribute => [("weight", [1])],
        LayerNormAttribute or GroupNormAttribute => WeightAndBias(true, input[0]),
        RMSNormAttribute => [("weight", [input[0]])],
        InstanceNormAttribute { Affine: true } => WeightAndBias(true, input[0]),
        BatchNormAttribute => [("weight", [input[0]]), ("bias", [input[0]]), ("running_mean", [input[0]]), ("running_var", [input[0]])],
        _ => [],
    };

    /// <summary>
    /// What a norm normalises together: the places, in a sample, of the values of each part. Nothing for other layers.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of a sample before it.</param>
    public static IReadOnlyList<int[]> Parts(LayerAttribute layer, IReadOnlyList<int> input)
    {
        int channels = input[0];
        int pixels = input.Skip(1).Aggregate(1, static (product, dimension) => product * dimension);
        return layer switch
        {
            LayerNormAttribute or RMSNormAttribute => [.. Enumerable.Range(0, pixels).Select(pixel => Enumerable.Range(0, channels).Select(channel => (channel * pixels) + pixel).ToArray())],
            InstanceNormAttribute => [.. Enumerable.Range(0, channels * pixels).Chunk(pixels)],
            GroupNormAttribute norm => [.. Enumerable.Range(0, channels * pixels).Chunk(channels / norm.Groups * pixels)],
            _ => [],
        };
    }

    /// <summary>What a norm adds to the variance or the mean square; null for other layers.</summary>
    /// <param name="layer">The layer.</param>
    public static double? Epsilon(LayerAttribute layer) => layer switch
    {
        LayerNormAttribute norm => norm.Epsilon,
        GroupNormAttribute norm => norm.Epsilon,
        RMSNormAttribute norm => norm.Epsilon,
        InstanceNormAttribute norm => norm.Epsilon,
        BatchNormAttribute norm => norm.Epsilon,
        _ => null,
    };

    /// <summary>The word that a layer without a name is called by, before its count: all convolutions count together, and all transposed ones.</summary>
    /// <param name="layer">The layer.</param>
    public static string Word(LayerAttribute layer) => layer switch
    {
        Conv1DAttribute or Conv2DAttribute or DepthwiseConv2DAttribute => "conv",
        ConvTranspose1DAttribute or ConvTranspose2DAttribute => "convtranspose",
        MaxPool1DAttribute or MaxPool2DAttribute => "maxpool",
        AveragePool1DAttribute or AveragePool2DAttribute => "averagepool",
        _ => layer.GetType().Name[..^"Attribute".Length].ToLowerInvariant(),
    };

    // A sequence is one line.
    private static SlidingWindow OneLine => new(1, 1, 1, 0, 0, 1);

    private static SlidingWindow Along(int length, Window1DAttribute window, int dilation, bool roundsUp = false)
        => new(length, window.Kernel, window.Stride, window.PadLeft, window.PadRight, dilation) { RoundsUp = roundsUp };

    private static (SlidingWindow Down, SlidingWindow Across) Over(int height, int width, Window2DAttribute window, bool roundsUp = false)
    {
        (int down, int across) = window is DilatedWindow2DAttribute dilated ? (dilated.DilationHeight, dilated.DilationWidth) : (1, 1);
        return (
            new SlidingWindow(height, window.KernelHeight, window.StrideHeight, window.PadTop, window.PadBottom, down) { RoundsUp = roundsUp },
            new SlidingWindow(width, window.KernelWidth, window.StrideWidth, window.PadLeft, window.PadRight, across) { RoundsUp = roundsUp });
    }

    // The output is as long as PyTorch has it.
    private static int Transposed(int input, int kernel, int stride, int pads, int dilation, int outputPadding)
        => Math.Max(0, ((input - 1) * stride) - pads + (dilation * (kernel - 1)) + outputPadding + 1);

    // The bias has one value for each output channel, which are no dimension of the weight.
    private static (string Name, int[] Shape)[] Transposed(bool hasBias, int channels, params int[] weight)
        => hasBias ? [("weight", weight), ("bias", [channels])] : [("weight", weight)];

    private static (string Name, int[] Shape)[] WeightAndBias(bool hasBias, params int[] weight)
        => hasBias ? [("weight", weight), ("bias", [weight[0]])] : [("weight", weight)];
}
