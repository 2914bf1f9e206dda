using System.Collections.Immutable;
using CsCheck;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

// Networks on images and sequences. Each layer is drawn as what it would be on any shape, and gets its numbers from the shape it meets.
internal sealed partial record RandomNetwork
{
    // So that the reference stays quick.
    private const long MostMultiplyAdds = 300_000;

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

    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Depthwise = Gen.Select(
        Gen.Select(Kernel, Kernel),
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

    // Sequences have no pools.
    private static readonly Gen<Func<ImmutableArray<int>, LayerAttribute>> Pooling = Gen.Select(
        Gen.Bool,
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4]),
        Gen.Int[0, 3],
        Gen.Int[0, 2],
        static (isMean, kernel, stride, pad) => (Func<ImmutableArray<int>, LayerAttribute>)(shape => shape.Length == 2
            ? new FlattenAttribute()
            : isMean
            ? new AveragePool2DAttribute(kernel.Item1, kernel.Item2) { Stride = stride, Pad = Math.Min(pad, Math.Min(kernel.Item1, kernel.Item2) / 2) }
            : new MaxPool2DAttribute(kernel.Item1, kernel.Item2) { Stride = stride, Pad = Math.Min(pad, Math.Min(kernel.Item1, kernel.Item2) / 2) }));

    private static readonly Gen<(Func<ImmutableArray<int>, LayerAttribute> Layer, string[] Activations)> SpatialBlock = Gen.Select(
        Gen.Frequency((4, Convolution), (2, Depthwise), (3, Pooling)),
        Gen.OneOf(Activations).Array[0, 2],
        static (layer, activations) => (layer, activations));

    private static readonly Gen<ImmutableArray<int>> SpatialShape = Gen.OneOf(
        Gen.Select(Gen.OneOf(1, 2, 3, 5, 17), Gen.Int[1, 12], Gen.Int[1, 12], static (c, h, w) => ImmutableArray.Create(c, h, w)),
        Gen.Select(Gen.OneOf(1, 2, 3, 5, 17), Gen.Int[1, 12], Gen.Int[1, 12], static (c, h, w) => ImmutableArray.Create(c, h, w)),
        Gen.Select(Gen.OneOf(1, 2, 3, 5, 17), Gen.Int[1, 40], static (c, length) => ImmutableArray.Create(c, length)));

    /// <summary>Networks of one to five convolutions and pools and up to two dense layers.</summary>
    public static readonly Gen<RandomNetwork> Spatial = Gen.Select(
        SpatialShape,
        Gen.OneOf(Activations).Array[0, 1],
        SpatialBlock.Array[1, 5],
        Gen.Select(Gen.OneOf("Flatten", "GlobalAveragePool", ""), Block(Size).Array[0, 2]),
        Losses,
        Gen.Int[1, 9],
        Gen.Bool,
        Gen.Int[0, 1_000_000],
        static (shape, first, blocks, end, loss, samples, usesLabels, seed) => new RandomNetwork(
            shape, [.. first, .. Fit(shape, blocks), .. End(end.Item1.Length == 0 && loss == "CrossEntropy" ? "Flatten" : end.Item1, end.Item2)], loss, samples, usesLabels, seed));

    // The layers that fit in their place: those whose windows do not are left out.
    private static List<string> Fit(ImmutableArray<int> shape, (Func<ImmutableArray<int>, LayerAttribute> Layer, string[] Activations)[] blocks)
    {
        List<string> layers = [];
        long multiplyAdds = 0;
        foreach ((Func<ImmutableArray<int>, LayerAttribute> make, string[] activations) in blocks)
        {
            LayerAttribute layer = make(shape);
            int[] output = LayerShapes.Output(layer, shape);
            long products = LayerShapes.Tensors(layer, shape).Take(1).Sum(weight => weight.Shape.Aggregate(1L, static (count, length) => count * length))
                * output.Skip(1).Aggregate(1L, static (count, length) => count * length);
            if (layer is not FlattenAttribute && output.All(static length => length > 0) && multiplyAdds + products <= MostMultiplyAdds)
            {
                layers.Add(new LayerSummary("", layer, [.. shape], output, [], 0, []).Declaration);
                multiplyAdds += products;
                shape = [.. output];
            }

            layers.AddRange(activations);
        }

        return layers;
    }

    // Without dense layers a network may end as an image, too.
    private static string[] End(string flatten, ImmutableArray<string>[] dense)
        => flatten.Length == 0 && dense.Length == 0 ? [] : [flatten.Length == 0 ? "Flatten" : flatten, .. dense.SelectMany(static block => block)];
}
