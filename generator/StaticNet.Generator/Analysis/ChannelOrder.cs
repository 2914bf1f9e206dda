using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>Finds shapes of images that are written with the channels last, as Keras has them. A network with such a shape may run, on images of one or three columns.</summary>
internal static class ChannelOrder
{
    // Images of handwritten digits begin at 8 x 8.
    private const int SmallestSide = 8;

    /// <summary>The same shape with the channels first.</summary>
    public static Shape Swapped(Shape shape) => Shape.Of(shape.Dimensions[2], shape.Dimensions[0], shape.Dimensions[1]);

    public static IEnumerable<Problem> Problems(NetworkDeclaration declaration)
    {
        Layer[] layers = [.. declaration.Layers.Select(static layer => layer.Value)];
        if (!declaration.HasInputs)
        {
            if (IsChannelsLast(declaration.InputShape.Value) && !(layers.FirstOrDefault() is Flatten))
            {
                yield return Problem("Network", declaration.InputShape);
            }

            yield break;
        }

        for (int i = 0; i < layers.Length; i++)
        {
            if (layers[i] is Input input && IsChannelsLast(input.Shape) && Readers(layers, i).Any(static reader => reader is not Flatten))
            {
                yield return Problem("Input", new(input.Shape, declaration.Layers[i].Ordinal));
            }
        }
    }

    // Three columns of 32 x 32 channels are a rare thing, and pictures of 28 channels, all as high as there are channels, are no less so.
    private static bool IsChannelsLast(Shape shape)
        => shape.Dimensions is { Count: 3 } dimensions
            && dimensions[0] >= SmallestSide
            && dimensions[1] >= SmallestSide
            && (dimensions[2] == 3 || (dimensions[2] is 1 or 4 && dimensions[0] == dimensions[1]));

    // To flatten it, the order does not matter.
    private static IEnumerable<Layer> Readers(Layer[] layers, int input)
        => layers.Where((layer, i) => layer.From is { } from ? from == layers[input].Name : layer.Reads.Contains(layers[input].Name ?? "") || (i == input + 1 && layer.ReadsPrevious));

    private static Problem Problem(string attribute, Sited<Shape> shape)
    {
        string[] sides = [.. shape.Value.Dimensions.Select(static side => side.ToString(CultureInfo.InvariantCulture))];
        return new Problem(
            DiagnosticIds.ChannelsLast,
            Site.Attribute(shape.Ordinal),
            EquatableArray.Of(attribute, shape.Value.ToString(), sides[0], $"{sides[1]} x {sides[2]}", $"{sides[0]} x {sides[1]}", Swapped(shape.Value).ToString()));
    }
}
