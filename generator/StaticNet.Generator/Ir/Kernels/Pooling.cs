using System.Collections.Generic;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary>The largest, or the mean, of each window of pixels, channel by channel.</summary>
/// <param name="X">Where x lies; for a mean with padding it has that border.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Geometry">Window, stride and padding.</param>
/// <param name="IsMean">The mean, padding counted; else the largest, padding left out.</param>
internal sealed record Pooling(Grid X, Grid Y, ConvGeometry Geometry, bool IsMean) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Windows(X, Y, Geometry, reads: IsMean)),
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
/// <param name="IsMean">Whether the pooling was a mean.</param>
internal sealed record PoolingGradient(Grid X, Grid Y, Grid Dy, Grid Dx, ConvGeometry Geometry, bool IsMean) : Kernel
{
    public override IEnumerable<Argument> Arguments => IsMean
        ?
        [
            Argument.Read("dy", Access.OfPadded(Dy, Dy)),
            Argument.Write("dx", Windows(Dx, Dy, Geometry, reads: false)),
        ]
        :
        [
            Argument.Read("x", Windows(X, Dy, Geometry, reads: false)),
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
