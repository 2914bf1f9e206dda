using System.Collections.Generic;

namespace StaticNet.Generator.Ir;

/// <summary><c>y = f(x, g)</c> with a number g for each channel, the same at every pixel.</summary>
/// <param name="Combination">f: a sum or a product.</param>
/// <param name="X">Where x lies.</param>
/// <param name="G">Where the numbers lie: one pixel.</param>
/// <param name="Y">Where y lies.</param>
internal sealed record ChannelCombine(Combination Combination, Grid X, Grid G, Grid Y) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.OfPadded(X, X)),
        Argument.Read("g", Access.OfPixels(G, G)),
        Argument.Write("y", Access.OfPadded(Y, X), inPlaceOf: "x"),
    ];
}

/// <summary><c>dg = the sum over the pixels of dy</c>, channel by channel.</summary>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dg">Where dg lies: one pixel.</param>
internal sealed record ChannelSum(Grid Dy, Grid Dg) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("dy", Access.OfPadded(Dy, Dy)), Argument.Write("dg", Access.OfPixels(Dg, Dg))];
}

/// <summary><c>dg = the sum over the pixels of dy x</c>, channel by channel.</summary>
/// <param name="Dy">Where dy lies.</param>
/// <param name="X">Where x lies.</param>
/// <param name="Dg">Where dg lies: one pixel.</param>
internal sealed record ChannelDot(Grid Dy, Grid X, Grid Dg) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("dy", Access.OfPadded(Dy, Dy)),
        Argument.Read("x", Access.OfPadded(X, Dy)),
        Argument.Write("dg", Access.OfPixels(Dg, Dg)),
    ];
}
