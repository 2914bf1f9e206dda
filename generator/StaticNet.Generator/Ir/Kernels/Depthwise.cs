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

    // So that rows step as terms do, which lets them share what they load.
    private int RowStep => Pixels.Step < 0 ? -1 : 1;

    /// <summary>The sums of a line: a row is a pixel, from the last one to the first where the terms go backwards, and a column a vector of channels.</summary>
    public Contraction Sums => new(
        EquatableArray.Of(
            new Axis(Lines.Count, Lines.Step * X.LineStride, Lines.WeightStep * KernelWidth * RowStride),
            new Axis(Pixels.Count, Pixels.Step * X.PixelStride, Pixels.WeightStep * RowStride)),
        Order.Plain,
        Left: RowStep * Pixels.Stride * X.PixelStride,
        Result: RowStep * Y.PixelStride,
        Y.Vectors)
    {
        IsChannelwise = true,
        Start = HasBias ? SumStart.Columns : SumStart.Zero,
    };

    /// <summary>The distance in floats of the first row of weights that is met.</summary>
    public int FirstWeight => ((Lines.WeightStart * KernelWidth) + Pixels.WeightStart) * RowStride;

    /// <summary>The distance in floats from the start of a sample to the pixel of x that row 0 meets first.</summary>
    public int FirstX => X.Origin + (Lines.Start * X.LineStride) + ((Pixels.Start + (FirstPixel * Pixels.Stride)) * X.PixelStride);

    /// <summary>The pixel of a line that row 0 is.</summary>
    public int FirstPixel => RowStep < 0 ? Y.Width - 1 : 0;
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

    /// <summary>The sums of a sample: a row is a position of the kernel, a column a vector of channels.</summary>
    public Contraction Sums => new(
        EquatableArray.Of(
            new Axis(Dy.Height, Lines.Stride * X.LineStride, Dy.LineStride),
            new Axis(Dy.Width, Pixels.Stride * X.PixelStride, Dy.PixelStride)),
        Order.Plain,
        Left: new Offsets(Pixels.Step * X.PixelStride, Pixels.Count, Lines.Step * X.LineStride),
        Result: RowStride,
        Dy.Vectors)
    {
        IsChannelwise = true,
        Start = SumStart.Result,
    };

    /// <summary>The distance in floats of the first pixel that is met.</summary>
    public int FirstX => X.Origin + (Lines.Start * X.LineStride) + (Pixels.Start * X.PixelStride);
}
