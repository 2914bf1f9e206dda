using System.Collections.Generic;

namespace StaticNet.Generator.Layers;

/// <summary>What an attribute declares for one axis of its window; null for what it declares for both, or not at all.</summary>
/// <param name="Name">What its properties end in: Height, or Width.</param>
/// <param name="First">The side before the first line or pixel: Top, or Left.</param>
/// <param name="Last">The side behind the last one: Bottom, or Right.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">The distance of the kernel's elements.</param>
/// <param name="Pad">The padding on both sides.</param>
/// <param name="FirstPad">The padding before the first line or pixel.</param>
/// <param name="LastPad">The padding behind the last one.</param>
internal readonly record struct SlidingAxis(string Name, string First, string Last, int? Stride, int? Dilation, int? Pad, int? FirstPad, int? LastPad)
{
    /// <summary>The properties that are at least 1.</summary>
    public IEnumerable<(string Name, int? Value)> Steps => [("Stride" + Name, Stride), ("Dilation" + Name, Dilation)];

    /// <summary>The properties that are at least 0.</summary>
    public IEnumerable<(string Name, int? Value)> Pads => [("Pad" + Name, Pad), ("Pad" + First, FirstPad), ("Pad" + Last, LastPad)];

    public static SlidingAxis Read(ILayerArguments arguments, string name, string first, string last) => new(
        name,
        first,
        last,
        arguments.IntIfSet("Stride" + name),
        arguments.IntIfSet("Dilation" + name),
        arguments.IntIfSet("Pad" + name),
        arguments.IntIfSet("Pad" + first),
        arguments.IntIfSet("Pad" + last));

    /// <summary>The padding before the first line or pixel, where every side has so much unless it has its own.</summary>
    public int PadFirst(int pad) => FirstPad ?? Pad ?? pad;

    /// <summary>The padding behind the last one.</summary>
    public int PadLast(int pad) => LastPad ?? Pad ?? pad;

    /// <summary>The property that says how much padding is before the first line or pixel.</summary>
    public string FirstSource => FirstPad is not null ? "Pad" + First : Pad is not null ? "Pad" + Name : "Pad";

    /// <summary>The property that says how much padding is behind the last one.</summary>
    public string LastSource => LastPad is not null ? "Pad" + Last : Pad is not null ? "Pad" + Name : "Pad";
}
