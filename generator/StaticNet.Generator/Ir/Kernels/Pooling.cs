using System.Collections.Generic;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary>The largest, or the mean, of each window of pixels, channel by channel.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Geometry">Window, stride and padding.</param>
/// <param name="Mean">What the sum of a window is divided by, if it is a mean; else it is the largest. The padding is left out of both.</param>
internal sealed record Pooling(Grid X, Grid Y, ConvGeometry Geometry, PoolMean Mean) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.OfPadded(X, X)),
        Argument.Write("y", Access.OfPadded(Y, X with { Height = Y.Height, Width = Y.Width })),
    ];
}

/// <summary>
/// Each dy goes to the first largest pixel of its window, or in equal parts to all of them. What no window gives anything to is zero, the border with it.
/// </summary>
/// <param name="X">Where the layer's input lies.</param>
/// <param name="Y">Where the layer's output lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies.</param>
/// <param name="Geometry">Window, stride and padding.</param>
/// <param name="Mean">What the sum of a window was divided by, if it was a mean.</param>
internal sealed record PoolingGradient(Grid X, Grid Y, Grid Dy, Grid Dx, ConvGeometry Geometry, PoolMean Mean) : Kernel
{
    public override IEnumerable<Argument> Arguments => Mean != PoolMean.None
        ?
        [
            Argument.Read("dy", Access.OfPadded(Dy, Dy)),
            Argument.Write("dx", Access.OfPadded(Dx, Dx)),
        ]
        :
        [
            Argument.Read("x", Access.OfPadded(X, X)),
            Argument.Read("y", Access.OfPadded(Y, Dy)),
            Argument.Read("dy", Access.OfPadded(Dy, Dy)),
            Argument.Write("dx", Access.OfPadded(Dx, X)),
        ];

    public override bool WritesBorder => true;
}

/// <summary><c>y_c = mean over the pixels of x_c</c>.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">The rows of y.</param>
internal sealed record GlobalMean(Grid X, Row Y) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.OfPadded(X, X)), Argument.Write("y", Y with { Length = X.Channels })];
}

/// <summary><c>dx_c(p) = dy_c / pixels</c>.</summary>
/// <param name="Dy">The rows of dy.</param>
/// <param name="Dx">Where dx lies.</param>
internal sealed record GlobalMeanGradient(Row Dy, Grid Dx) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("dy", Dy with { Length = Dx.Channels }), Argument.Write("dx", Access.OfPadded(Dx, Dx))];
}

/// <summary><c>y_c = the largest of the pixels of x_c</c>.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">The rows of y.</param>
internal sealed record GlobalLargest(Grid X, Row Y) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.OfPadded(X, X)), Argument.Write("y", Y with { Length = X.Channels })];
}

/// <summary><c>dx_c(p) = dy_c</c> where x_c(p) is the first that is y_c, else 0.</summary>
/// <param name="X">Where the layer's input lies.</param>
/// <param name="Y">The rows of its output.</param>
/// <param name="Dy">The rows of dy.</param>
/// <param name="Dx">Where dx lies.</param>
internal sealed record GlobalLargestGradient(Grid X, Row Y, Row Dy, Grid Dx) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.OfPadded(X, X)),
        Argument.Read("y", Y with { Length = X.Channels }),
        Argument.Read("dy", Dy with { Length = X.Channels }),
        Argument.Write("dx", Access.OfPadded(Dx, X)),
    ];
}
