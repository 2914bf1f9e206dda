using System.Collections.Immutable;
using CsCheck;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Convolutions and pools at random. Each is drawn as what it would be on any shape, and gets its numbers from the shape it meets; its
/// windows may not fit there.
/// </summary>
internal static class SpatialLayers
{
    /// <summary>Images and sequences.</summary>
    public static readonly Gen<ImmutableArray<int>> InputShape = Gen.OneOf(
        Gen.Select(Gen.OneOf(1, 2, 3, 5, 17), Gen.Int[1, 12], Gen.Int[1, 12], static (c, h, w) => ImmutableArray.Create(c, h, w)),
        Gen.Select(Gen.OneOf(1, 2, 3, 5, 17), Gen.Int[1, 12], Gen.Int[1, 12], static (c, h, w) => ImmutableArray.Create(c, h, w)),
        Gen.Select(Gen.OneOf(1, 2, 3, 5, 17), Gen.Int[1, 40], static (c, length) => ImmutableArray.Create(c, length)));

    private static readonly Gen<int> Channels = Gen.OneOf(1, 2, 3, 6, 8, 16, 17, 20, 33);

    private static readonly Gen<int> Kernel = Gen.Int[1, 5];

    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Convolution = Gen.Select(
        Channels,
        Gen.Select(Kernel, Kernel),
        Gen.Select(Gen.OneOf(1, 1, 2, 3), Gen.OneOf(1, 1, 1, 2, 3)),
        Gen.Int[-2, 3],
        Gen.Int[0, 9],
        Gen.Bool,
        static (channels, kernel, steps, pad, division, bias) => (Func<ImmutableArray<int>, LayerAttribute>)(shape =>
        {
            // Half of the kernel is not a whole number for some: those are padded by 1.
            bool isSame = pad < 0 && steps.Item2 * (kernel.Item1 - 1) % 2 == 0 && steps.Item2 * (kernel.Item2 - 1) % 2 == 0;
            int[] divisors = [.. Enumerable.Range(1, shape[0]).Where(groups => shape[0] % groups == 0 && channels % groups == 0)];
            int groups = division < 5 ? 1 : divisors[division % divisors.Length];
            Padding padding = isSame ? Padding.Same : Padding.None;
            pad = isSame ? 0 : Math.Abs(pad);
            return shape.Length == 2
                ? new Conv1DAttribute(channels, kernel.Item1)
                {
                    Stride = steps.Item1,
                    Dilation = steps.Item2,
                    Padding = padding,
                    Pad = pad,
                    Groups = groups,
                    Bias = bias,
                }
                : new Conv2DAttribute(channels, kernel.Item1, kernel.Item2)
                {
                    Stride = steps.Item1,
                    Dilation = steps.Item2,
                    Padding = padding,
                    Pad = pad,
                    Groups = groups,
                    Bias = bias,
                };
        }));

    // Among them strides that leave pixels without a product, and dilations beyond the stride.
    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Transposed = Gen.Select(
        Channels,
        Gen.Select(Kernel, Kernel),
        Gen.Select(Gen.OneOf(1, 1, 2, 2, 3), Gen.OneOf(1, 1, 1, 2, 3)),
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2]),
        Gen.Int[0, 9],
        Gen.Bool,
        static (channels, kernel, steps, pads, division, bias) => (Func<ImmutableArray<int>, LayerAttribute>)(shape =>
        {
            // As many groups as channels are a kernel of their own.
            bool isDepthwise = division == 9;
            int[] divisors = [.. Enumerable.Range(1, shape[0]).Where(groups => shape[0] % groups == 0 && channels % groups == 0)];
            int groups = isDepthwise ? shape[0] : division < 5 ? 1 : divisors[division % divisors.Length];
            channels = isDepthwise ? shape[0] : channels;
            int outputPadding = Math.Min(pads.Item2, Math.Max(steps.Item1, steps.Item2) - 1);
            return shape.Length == 2
                ? new ConvTranspose1DAttribute(channels, kernel.Item1)
                {
                    Stride = steps.Item1,
                    Dilation = steps.Item2,
                    Pad = pads.Item1,
                    OutputPadding = outputPadding,
                    Groups = groups,
                    Bias = bias,
                }
                : new ConvTranspose2DAttribute(channels, kernel.Item1, kernel.Item2)
                {
                    Stride = steps.Item1,
                    Dilation = steps.Item2,
                    Pad = pads.Item1,
                    OutputPadding = outputPadding,
                    Groups = groups,
                    Bias = bias,
                };
        }));

    // Among them kernels of more pixels than the registers hold weights of.
    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Depthwise = Gen.Select(
        Gen.Select(Kernel, Gen.Frequency((4, Kernel), (1, Gen.Int[8, 9]))),
        Gen.Select(Gen.OneOf(1, 1, 2, 3), Gen.OneOf(1, 1, 2)),
        Gen.Int[0, 3],
        Gen.OneOf(1, 1, 1, 2, 3),
        Gen.Bool,
        static (kernel, steps, pad, multiplier, bias) => (Func<ImmutableArray<int>, LayerAttribute>)(shape => shape.Length == 2
            ? new Conv1DAttribute(shape[0] * multiplier, kernel.Item1)
            {
                Stride = steps.Item1,
                Dilation = steps.Item2,
                Pad = pad,
                Groups = shape[0],
                Bias = bias,
            }
            : new DepthwiseConv2DAttribute(kernel.Item1, kernel.Item2)
            {
                Stride = steps.Item1,
                Dilation = steps.Item2,
                Pad = pad,
                Multiplier = multiplier,
                Bias = bias,
            }));

    // With the numbers of PyTorch's padding, and of one side that has another.
    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Pooling = Gen.Select(
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4]),
        Gen.Int[0, 3],
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2]),
        static (modes, kernel, stride, pads) => (Func<ImmutableArray<int>, LayerAttribute>)(shape =>
        {
            (bool isMean, bool countsPadding, bool roundsUp) = modes;
            int before = Math.Min(pads.Item1, Math.Min(kernel.Item1, kernel.Item2) / 2);
            (int below, int behind) = (Math.Min(pads.Item2, kernel.Item1 / 2), Math.Min(pads.Item3, kernel.Item2 / 2));
            if (shape.Length == 2)
            {
                (before, behind, stride) = (Math.Min(pads.Item1, kernel.Item1 / 2), Math.Min(pads.Item3, kernel.Item1 / 2), Math.Max(stride, 1));
                return isMean
                    ? new AveragePool1DAttribute(kernel.Item1) { Stride = stride, Pad = before, PadRight = behind, CountIncludePad = countsPadding, CeilMode = roundsUp }
                    : new MaxPool1DAttribute(kernel.Item1) { Stride = stride, Pad = before, PadRight = behind, CeilMode = roundsUp };
            }

            return isMean
                ? new AveragePool2DAttribute(kernel.Item1, kernel.Item2)
                {
                    Stride = stride,
                    Pad = before,
                    PadBottom = below,
                    PadRight = behind,
                    CountIncludePad = countsPadding,
                    CeilMode = roundsUp,
                }
                : new MaxPool2DAttribute(kernel.Item1, kernel.Item2) { Stride = stride, Pad = before, PadBottom = below, PadRight = behind, CeilMode = roundsUp };
        }));

    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Padded = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[0, 9],
        static (before, after) => (Func<ImmutableArray<int>, LayerAttribute>)(_ => new PadChannelsAttribute(before, after)));

    // Another stride and dilation down than across, and another padding on each side.
    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Uneven = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Channels, Gen.Bool),
        Gen.Select(Kernel, Kernel),
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3]),
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2]),
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3]),
        static (kind, kernel, strides, dilations, pads) => (Func<ImmutableArray<int>, LayerAttribute>)(shape =>
        {
            return (shape.Length, kind.Item1) switch
            {
                (2, 0) => new ConvTranspose1DAttribute(kind.Item2, kernel.Item1) { Stride = strides.Item1, PadLeft = pads.Item1, PadRight = pads.Item2 },
                (2, _) => new Conv1DAttribute(kind.Item2, kernel.Item1) { Stride = strides.Item1, PadLeft = pads.Item1, PadRight = pads.Item2, Bias = kind.Item3 },
                (_, 0) => Move(new ConvTranspose2DAttribute(kind.Item2, kernel.Item1, kernel.Item2) { OutputPaddingHeight = Math.Max(strides.Item1, dilations.Item1) - 1, Bias = kind.Item3 }),
                (_, 1) => Move(new DepthwiseConv2DAttribute(kernel.Item1, kernel.Item2) { Bias = kind.Item3 }),
                _ => Move(new Conv2DAttribute(kind.Item2, kernel.Item1, kernel.Item2) { Bias = kind.Item3 }),
            };

            LayerAttribute Move(Convolution2DAttribute conv)
            {
                (conv.StrideHeight, conv.StrideWidth) = strides;
                (conv.DilationHeight, conv.DilationWidth) = dilations;
                (conv.PadTop, conv.PadBottom, conv.PadLeft, conv.PadRight) = pads;
                return conv;
            }
        }));

    /// <summary>A convolution, a pool or channels of zeros.</summary>
    public static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Any = Gen.Frequency((4, Convolution), (2, Depthwise), (3, Transposed), (3, Uneven), (3, Pooling), (1, Padded));
}
