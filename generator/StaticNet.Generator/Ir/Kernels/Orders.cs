using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary>Sets whole samples to zero.</summary>
/// <param name="SampleStride">The floats of a sample.</param>
internal sealed record Clear(int SampleStride) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Write("y", Access.OfSample(SampleStride))];

    public override bool WritesBorder => true;
}

/// <summary>Sets the border around a value to zero.</summary>
/// <param name="Y">Where its pixels lie; the border is what a sample has around them.</param>
internal sealed record ClearBorder(Grid Y) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Write("y", Access.OfPadded(Y, Y))];
}

/// <summary><c>y = x</c> in another order: channels first to channels last, or back.</summary>
/// <param name="X">Where x's values lie.</param>
/// <param name="Y">Where y's values lie.</param>
/// <param name="IsPart">Whether x's values are a part of a longer row.</param>
internal sealed record Relayout(Grid X, Grid Y, bool IsPart = false) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Read("x", IsPart ? Access.OfPartOfRow(X) : Side(X, Y)), Argument.Write("y", Side(Y, X))];
}

/// <summary>The channels of several values of the same lines and pixels, one behind another.</summary>
/// <param name="Parts">Where the values lie.</param>
/// <param name="Y">Where y lies.</param>
internal sealed record ChannelConcat(EquatableArray<Grid> Parts, Grid Y) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Parts.Select((part, i) => Argument.Read($"x{i}", Access.OfPixels(part, part with { Height = Y.Height, Width = Y.Width }))),
        Argument.Write("y", Access.OfPixels(Y, Y with { Channels = Parts.Sum(static part => part.Channels) })),
    ];
}

/// <summary>The channels of x between channels of zeros.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Channel">The first of y that is one of x.</param>
internal sealed record ChannelPad(Grid X, Grid Y, int Channel) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.OfPixels(X, Y with { Channels = X.Channels })),
        Argument.Write("y", Access.OfPixels(Y, Y)),
    ];
}

/// <summary>Some of the channels of a value.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies; it has as many channels as are taken.</param>
/// <param name="Channel">The first that is taken.</param>
internal sealed record ChannelSlice(Grid X, Grid Y, int Channel) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Read("x", Access.OfPixels(X, Y with { Channels = X.Channels })),
        Argument.Write("y", Access.OfPixels(Y, Y)),
    ];
}
