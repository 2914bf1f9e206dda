using System;
using System.Collections.Generic;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary><c>y = f(x)</c>, value by value.</summary>
/// <param name="Functions">What is applied, in order. None: a copy.</param>
/// <param name="X">The rows of x.</param>
/// <param name="Y">The rows of y, of the same length.</param>
internal sealed record Elementwise(EquatableArray<StoreFunction> Functions, Row X, Row Y) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", X),
        Argument.Write("y", Y with { Length = X.Length }, inPlaceOf: "x"),
        .. OfFunctions(Functions),
    ];
}

/// <summary><c>dx = f'(kept) dy</c>, value by value, where kept is f's input or output as its rule says.</summary>
/// <param name="Function">The activation.</param>
/// <param name="Kept">The rows of f's input or output; none are read where the gradient needs none.</param>
/// <param name="Gradient">The rows of dy and dx.</param>
internal sealed record ElementwiseGradient(Activation Function, Row Kept, Row Gradient) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Kept.Length > 0 ? [Argument.Read("kept", Kept with { Length = Gradient.Length })] : Array.Empty<Argument>(),
        .. Gradients(Gradient),
    ];
}

/// <summary><c>dx = x &gt; 0 ? dy : slope dy</c> and <c>dslope += sum of (x &gt; 0 ? 0 : x dy)</c>.</summary>
/// <param name="X">The rows of the layer's input.</param>
/// <param name="Gradient">The rows of dy and dx.</param>
internal sealed record SlopeGradient(Row X, Row Gradient) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Tensor("slope"),
        Argument.Gradient("gradient"),
        Argument.Read("x", X),
        .. Gradients(Gradient with { Length = X.Length }),
    ];
}

/// <summary><c>y = f(x)</c>, value by value.</summary>
/// <param name="Functions">What is applied, in order.</param>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies.</param>
internal sealed record GridElementwise(EquatableArray<StoreFunction> Functions, Grid X, Grid Y) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.OfPixels(X, X)),
        Argument.Write("y", Access.OfPixels(Y, X), inPlaceOf: "x"),
        .. OfFunctions(Functions, X),
    ];
}

/// <summary><c>dx = f'(kept) dy</c>, value by value.</summary>
/// <param name="Function">The activation.</param>
/// <param name="KeepsNothing">Whether the gradient needs neither input nor output.</param>
/// <param name="Kept">Where f's input or output lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies.</param>
internal sealed record GridElementwiseGradient(Activation Function, bool KeepsNothing, Grid Kept, Grid Dy, Grid Dx) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. KeepsNothing ? Array.Empty<Argument>() : [Argument.Read("kept", Access.OfPadded(Kept, Kept))],
        Argument.Read("dy", Access.OfPadded(Dy, Extents)),
        Argument.Write("dx", Access.OfPadded(Dx, Extents), inPlaceOf: "dy"),
    ];

    private Grid Extents => KeepsNothing ? Dy : Kept;
}

/// <summary>As <see cref="SlopeGradient"/>, for values with channels and pixels.</summary>
/// <param name="X">Where the layer's input lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies.</param>
internal sealed record GridSlopeGradient(Grid X, Grid Dy, Grid Dx) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Tensor("slope"),
        Argument.Gradient("gradient"),
        Argument.Read("x", Access.OfPadded(X, X)),
        Argument.Read("dy", Access.OfPadded(Dy, X)),
        Argument.Write("dx", Access.OfPadded(Dx, X), inPlaceOf: "dy"),
    ];
}

/// <summary><c>y = x mask / (1 - rate)</c>, or the same for its gradient. The mask is a hash of each value's place.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y.</param>
/// <param name="Threshold">The hashes below it are dropped: the rate times 2^32.</param>
/// <param name="Scale">1 / (1 - rate).</param>
internal sealed record DropoutKernel(Pixels X, Pixels Y, uint Threshold, float Scale) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.Of(X, X)),
        Argument.Write("y", Access.Of(Y, X), inPlaceOf: "x"),
        Argument.Mask("mask"),
    ];
}
