using System.Collections.Generic;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Ir;

/// <summary>An axis of a value as its pixels lie.</summary>
internal enum ReducedAxis
{
    /// <summary>The channels of a pixel, or the features of a row.</summary>
    Channels,

    /// <summary>The lines of an image.</summary>
    Lines,

    /// <summary>The pixels of a line.</summary>
    Pixels,
}

/// <summary>What the axes of shapes are.</summary>
internal static class ReducedAxes
{
    /// <summary>The axis of a shape of so many axes.</summary>
    public static ReducedAxis Of(int axis, int rank) => axis == 0 ? ReducedAxis.Channels : axis == rank - 1 ? ReducedAxis.Pixels : ReducedAxis.Lines;
}

/// <summary><c>y = factor times the sum of x</c> along an axis, which y does not have: its channels are the first of the others, its pixels the second.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Factor">The factor.</param>
internal sealed record AxisSum(Pixels X, Pixels Y, ReducedAxis Axis, float Factor) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.Of(X, X)), Argument.Write("y", Access.Of(Y, Y))];
}

/// <summary>The gradient of <see cref="AxisSum"/>: <c>dx = factor dy</c> at every place along the axis.</summary>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Factor">The factor.</param>
internal sealed record AxisSumGradient(Pixels Dy, Pixels Dx, ReducedAxis Axis, float Factor) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("dy", Access.Of(Dy, Dy)), Argument.Write("dx", Access.Of(Dx, Dx))];
}

/// <summary>The largest value of x along an axis; NaN where one is.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="Axis">The axis.</param>
internal sealed record AxisLargest(Pixels X, Pixels Y, ReducedAxis Axis) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.Of(X, X)), Argument.Write("y", Access.Of(Y, Y))];
}

/// <summary>The gradient of <see cref="AxisLargest"/>: dy at the first place along the axis where x is y, and 0 elsewhere.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx.</param>
/// <param name="Axis">The axis.</param>
internal sealed record AxisLargestGradient(Pixels X, Pixels Y, Pixels Dy, Pixels Dx, ReducedAxis Axis) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.Of(X, X)),
        Argument.Read("y", Access.Of(Y, Y)),
        Argument.Read("dy", Access.Of(Dy, Dy)),
        Argument.Write("dx", Access.Of(Dx, Dx)),
    ];
}

/// <summary>Two axes exchanged.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="First">One of the axes.</param>
/// <param name="Second">The other one.</param>
internal sealed record AxisExchange(Grid X, Grid Y, ReducedAxis First, ReducedAxis Second) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.OfPixels(X, X)), Argument.Write("y", Access.OfPixels(Y, Y))];
}
