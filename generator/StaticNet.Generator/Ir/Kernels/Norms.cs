using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary>
/// <c>y = f((x - mean) / sqrt(variance + epsilon) weight + bias)</c>, mean and variance being those of a pixel's channels; or, without centring,
/// <c>y = f(x / sqrt(mean of x^2 + epsilon) weight)</c>.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsCentered">Whether the mean is subtracted, and a bias added.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record LayerNormKernel(Pixels X, Pixels Y, float Epsilon, bool IsCentered, EquatableArray<StoreFunction> Functions) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Weights(hasBias: IsCentered),
        Argument.Read("x", Access.Of(X, X)),
        Argument.Write("y", Access.Of(Y, X), inPlaceOf: "x"),
        .. OfFunctions(Functions, loops: 1),
    ];
}

/// <summary>
/// The gradient of <see cref="LayerNormKernel"/>: with <c>n = (x - mean) / sqrt(variance + epsilon)</c>, taken again from x,
/// <c>dweight += dy n</c>, <c>dbias += dy</c> and, with <c>g = dy weight</c>, <c>dx = (g - mean of g - n mean of g n) / sqrt(variance + epsilon)</c>.
/// Without centring, the mean of x, dbias and the mean of g are left out.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx.</param>
/// <param name="Epsilon">What was added to the variance.</param>
/// <param name="IsCentered">Whether the mean was subtracted, and a bias added.</param>
internal sealed record LayerNormGradient(Pixels X, Pixels Dy, Pixels Dx, float Epsilon, bool IsCentered) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. IsCentered ? Norm() : Norm().Take(2),
        Argument.Read("x", Access.Of(X, X)),
        Argument.Read("dy", Access.Of(Dy, X)),
        Argument.Write("dx", Access.Of(Dx, X), inPlaceOf: "dy"),
    ];
}

/// <summary>
/// The mean and <c>1 / sqrt(variance + epsilon)</c> of each group of channels, over all of their pixels: a row of means and a row of those, both with a
/// value for every channel.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record GroupStatistics(Pixels X, int Groups, float Epsilon) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", Access.Of(X, X)), Argument.Write("statistics", TwoAChannel(X.Grid))];
}

/// <summary><c>y = f((x - mean) scale weight + bias)</c> with what <see cref="GroupStatistics"/> found.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="IsAffine">Whether there are a weight and a bias.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record GroupNormKernel(Pixels X, Pixels Y, bool IsAffine, EquatableArray<StoreFunction> Functions) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. IsAffine ? Weights(hasBias: true) : [],
        Argument.Read("statistics", TwoAChannel(X.Grid)),
        Argument.Read("x", Access.Of(X, X)),
        Argument.Write("y", Access.Of(Y, X), inPlaceOf: "x"),
        .. OfFunctions(Functions, X.Grid, loops: 1),
    ];
}

/// <summary>
/// With <c>n = (x - mean) scale</c>: <c>dweight += dy n</c>, <c>dbias += dy</c>, and with <c>g = dy weight</c> the means over each group of <c>g scale</c>
/// and of <c>g n</c>, with a value for every channel.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Groups">The groups.</param>
/// <param name="IsAffine">Whether there are a weight and a bias; without them, <c>g</c> is dy.</param>
internal sealed record GroupNormSums(Pixels X, Pixels Dy, int Groups, bool IsAffine) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. IsAffine ? Norm() : [],
        Argument.Read("statistics", TwoAChannel(X.Grid)),
        Argument.Read("x", Access.Of(X, X)),
        Argument.Read("dy", Access.Of(Dy, X)),
        Argument.Write("sums", TwoAChannel(X.Grid)),
    ];
}

/// <summary><c>dx = (g - mean of g - n mean of g n) scale</c> with what <see cref="GroupNormSums"/> found.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx.</param>
/// <param name="IsAffine">Whether there is a weight; without it, <c>g</c> is dy.</param>
internal sealed record GroupNormGradient(Pixels X, Pixels Dy, Pixels Dx, bool IsAffine) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. IsAffine ? Weights(hasBias: false) : [],
        Argument.Read("statistics", TwoAChannel(X.Grid)),
        Argument.Read("sums", TwoAChannel(X.Grid)),
        Argument.Read("x", Access.Of(X, X)),
        Argument.Read("dy", Access.Of(Dy, X)),
        Argument.Write("dx", Access.Of(Dx, X), inPlaceOf: "dy"),
    ];
}

/// <summary>
/// <c>mean_c = mean over samples and pixels of x_c</c> and <c>variance_c = mean over samples and pixels of (x_c - mean_c)^2</c>: a row of means and a row of
/// variances. <c>running = (1 - momentum) running + momentum mean</c>, and the running variance moves towards the unbiased one,
/// <c>variance count / (count - 1)</c>. The sums run over the pixels of a line, the lines of a sample, and the samples, so that they are no longer than they have to
/// be anywhere.
/// </summary>
/// <param name="X">Where x lies.</param>
/// <param name="Momentum">How far the running statistics move.</param>
internal sealed record BatchStatistics(Grid X, float Momentum) : Kernel, IBatchKernel
{
    public override IEnumerable<Argument> Arguments =>
        [Argument.Read("x", Access.OfPixels(X, X)), Argument.Write("statistics", TwoAChannel(X)), Argument.State("norm")];
}

/// <summary>
/// With <c>n = (x - mean) / sqrt(variance + epsilon)</c>, <c>dweight_c += sum over samples and pixels of dy_c n_c</c> and
/// <c>dbias_c += sum of dy_c</c>, in the order of <see cref="BatchStatistics"/>; then
/// <c>dx = weight / sqrt(variance + epsilon) (dy - (dbias + n dweight) / count)</c>, the count being that of a channel's values in the batch,
/// and dweight and dbias the sums over them.
/// </summary>
/// <param name="X">Where x lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies; null where nobody asks for it.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record BatchNormGradient(Grid X, Grid Dy, Grid? Dx, float Epsilon) : Kernel, IBatchKernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Dx is null ? [] : Weights(hasBias: false),
        Argument.LayerGradient("gradients"),
        Argument.Read("statistics", TwoAChannel(X)),
        Argument.Read("x", Access.OfPixels(X, X)),
        Argument.Read("dy", Access.OfPixels(Dy, X)),
        .. Dx is { } dx ? [Argument.Write("dx", Access.OfPixels(dx, X), inPlaceOf: "dy")] : Array.Empty<Argument>(),
    ];
}
