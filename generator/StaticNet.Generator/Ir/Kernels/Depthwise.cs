using System.Collections.Generic;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary>
/// <c>y_c(p) = f(b_c + sum over taps of M_tap,c x_c(p s + tap))</c>: a convolution that keeps the channels apart, its lanes along them. The sum runs
/// along the two axes in their order, lines outside.
/// </summary>
/// <param name="X">Where x lies, the channels of a pixel padded; it has the border that the axes ask for.</param>
/// <param name="Y">Where y lies, the channels of a pixel padded.</param>
/// <param name="Lines">The taps along lines.</param>
/// <param name="Pixels">The taps along the pixels of a line.</param>
/// <param name="KernelWidth">The rows of M that belong to one line of the kernel.</param>
/// <param name="RowStride">The distance in floats of M's rows, one a position of the kernel.</param>
/// <param name="HasBias">Whether a bias is added; the sum starts from it.</param>
/// <param name="Functions">What is applied to y before the next layer sees it.</param>
internal sealed record DepthwiseConvolution(
    Grid X, Grid Y, TapAxis Lines, TapAxis Pixels, int KernelWidth, int RowStride, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Weights(HasBias),
        Argument.Read("x", Windows(X, Y, Lines, Pixels)),
        Argument.Write("y", Some(Y with { Channels = X.Channels })),
        .. OfFunctions(Functions, Y),
    ];
}

/// <summary><c>G_tap,c += sum over samples and pixels p of x_c(p s + tap) dy_c(p)</c>, in the order of samples and pixels.</summary>
/// <param name="X">Where x lies, the channels of a pixel padded.</param>
/// <param name="Dy">Where dy lies, the channels of a pixel padded.</param>
/// <param name="Lines">The taps along lines.</param>
/// <param name="Pixels">The taps along the pixels of a line.</param>
/// <param name="RowStride">The distance in floats of G's rows, one a position of the kernel.</param>
internal sealed record DepthwiseWeightGradient(Grid X, Grid Dy, TapAxis Lines, TapAxis Pixels, int RowStride) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Gradient("gradient"),
        Argument.Read("x", Windows(X, Dy, Lines, Pixels)),
        Argument.Read("dy", Access.OfPadded(Dy, X with { Height = Dy.Height, Width = Dy.Width })),
    ];
}
