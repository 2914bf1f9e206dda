using System.Collections.Generic;

namespace StaticNet.Generator.Ir;

/// <summary>An image whose lines and pixels are those of another image, or lie between them.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Lines">What the lines of y are made of.</param>
/// <param name="Pixels">What the pixels of a line are made of.</param>
internal sealed record Resample(Grid X, Grid Y, AxisMap Lines, AxisMap Pixels) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.OfPadded(X, X)), Argument.Write("y", Access.OfPadded(Y, Y))];
}

/// <summary>Each dy goes, in parts, to what its pixel was made of. What no pixel was made of is zero, the border with it.</summary>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies.</param>
/// <param name="Lines">What the lines of y were made of.</param>
/// <param name="Pixels">What the pixels of a line were made of.</param>
internal sealed record ResampleGradient(Grid Dy, Grid Dx, AxisMap Lines, AxisMap Pixels) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("dy", Access.OfPadded(Dy, Dy)), Argument.Write("dx", Access.OfPadded(Dx, Dx))];

    public override bool WritesBorder => true;
}
