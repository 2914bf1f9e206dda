using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>What layers have in common whose lines and pixels are those of another image, or lie between them.</summary>
internal static class Resampling
{
    /// <summary>Backward gives each gradient to what its pixel was made of.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="lines">What the lines are made of.</param>
    /// <param name="pixels">What the pixels of a line are made of.</param>
    /// <param name="what">What the output is, for the comment.</param>
    public static LayerLowering Lower(AnalyzedLayer layer, AxisMap lines, AxisMap pixels, string what) => new MapLowering(
        layer,
        (x, y) => new Resample(x.Grid, y.Grid, lines, pixels),
        what,
        (dy, dx) => new ResampleGradient(dy.Grid, dx.Grid, lines, pixels),
        "the sum of dy where y was made of x");

    /// <summary>What the lines of an image are made of; a sequence is one line.</summary>
    public static AxisMap OfLines(Shape input, AxisMapKind kind, int number)
        => input.Rank < 3 ? AxisMap.Unchanged(1) : new AxisMap(kind, number, input.Dimensions[1]);

    /// <summary>What the pixels of a line are made of.</summary>
    public static AxisMap OfPixels(Shape input, AxisMapKind kind, int number) => new(kind, number, input.Dimensions[input.Rank - 1]);
}
