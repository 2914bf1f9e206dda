using System.Collections.Immutable;
using CsCheck;
using StaticNet.Generator.Layers;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

// Networks on images and sequences.
internal sealed partial record RandomNetwork
{
    // So that the reference stays quick.
    private const long MostMultiplyAdds = 300_000;

    private static readonly Gen<(Func<ImmutableArray<int>, LayerAttribute> Layer, string[] Activations)> SpatialBlock = Gen.Select(
        SpatialLayers.Any,
        Gen.OneOf([.. Activations, .. Norms, .. BatchNorms, .. Dropouts]).Array[0, 2],
        static (layer, activations) => (layer, activations));

    /// <summary>Networks of one to five convolutions and pools and up to two dense layers.</summary>
    public static readonly Gen<RandomNetwork> Spatial = Gen.Select(
        SpatialLayers.InputShape,
        Gen.OneOf([.. Activations, .. Norms, .. BatchNorms, .. Dropouts]).Array[0, 1],
        SpatialBlock.Array[1, 5],
        Gen.Select(Gen.OneOf("Flatten", "GlobalAveragePool", ""), Block(Size).Array[0, 2]),
        Losses,
        Gen.Int[1, 9],
        Gen.Bool,
        Gen.Int[0, 1_000_000],
        static (shape, first, blocks, end, loss, samples, usesLabels, seed) => new RandomNetwork(
            shape, OneAtLeast([.. Normalizable(samples, [.. WithoutSmallNorms(shape[0], first, shape.Skip(1).Aggregate(1, static (count, length) => count * length)), .. Fit(shape, blocks), .. End(end.Item1, end.Item2)])]), loss, samples, usesLabels, seed));

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

            layers.AddRange(WithoutSmallNorms(shape[0], activations, shape.Skip(1).Aggregate(1, static (count, length) => count * length)));
        }

        return layers;
    }

    // A network has a layer, even where no window fitted.
    private static ImmutableArray<string> OneAtLeast(ImmutableArray<string> layers) => layers.IsEmpty ? ["Tanh"] : layers;

    // Without dense layers a network may end as an image, too.
    private static string[] End(string flatten, ImmutableArray<string>[] dense)
        => flatten.Length == 0 && dense.Length == 0
            ? []
            : [flatten.Length == 0 ? "Flatten" : flatten, .. WithoutSmallNorms(1, dense.SelectMany(static block => block))];
}
