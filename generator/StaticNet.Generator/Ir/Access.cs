using System;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>The orders of values that a kernel can go through.</summary>
[Flags]
internal enum ValueOrders
{
    /// <summary>A row of features.</summary>
    Row = 1 << ValueOrder.Row,

    /// <summary>Channel after channel.</summary>
    ChannelsFirst = 1 << ValueOrder.ChannelsFirst,

    /// <summary>Pixel after pixel.</summary>
    ChannelsLast = 1 << ValueOrder.ChannelsLast,

    /// <summary>Pixel after pixel, a row as one pixel.</summary>
    Pixels = Row | ChannelsLast,
}

/// <summary>
/// What a kernel takes one of its values to be, and which floats of a sample it touches. <see cref="PlanVerifier"/> compares it with the value.
/// </summary>
/// <param name="Grid">The channels, lines and pixels that the kernel goes through, and the distances that it steps.</param>
/// <param name="Orders">The orders of values that the kernel can go through.</param>
/// <param name="IsWhole">Whether channels are read or written in whole vectors, what lies behind the last channel with them.</param>
internal readonly record struct Access(Grid Grid, ValueOrders Orders, bool IsWhole)
{
    /// <summary>Pixels with channels side by side, in whole vectors where they are padded.</summary>
    /// <param name="grid">Where they lie.</param>
    /// <param name="extents">The one of the kernel's values whose channels, lines and pixels it counts.</param>
    public static Access OfPixels(Grid grid, Grid extents) => new(grid.Within(extents), ValueOrders.Pixels, grid.IsPadded);

    /// <summary>Pixels whose channels are padded to whole vectors.</summary>
    /// <param name="grid">Where they lie.</param>
    /// <param name="extents">The one of the kernel's values whose channels, lines and pixels it counts.</param>
    public static Access OfPadded(Grid grid, Grid extents) => new(grid.Within(extents), ValueOrders.ChannelsLast, IsWhole: true);

    /// <summary>The lines above and below the grid and the pixels left and right of it that are read too; negative for those of the grid that are not.</summary>
    public (int Above, int Below, int Left, int Right) Beyond { get; init; }

    /// <summary>The floats behind what the grid says, where a kernel goes through it several times from different starts.</summary>
    public int Shift { get; init; }

    /// <summary>The floats of a sample, where a kernel takes it whole, however its values lie; 0 where it goes through a grid.</summary>
    public int SampleLength { get; init; }

    /// <summary>Whether the kernel may go through some of the value's lines and pixels only.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether a row stands for the channels, lines and pixels of a value that lie channels first.</summary>
    public bool IsRowOfGrid { get; init; }

    /// <summary>Whole samples, however their values lie.</summary>
    /// <param name="length">The floats of a sample.</param>
    public static Access OfSample(int length) => new() { SampleLength = length };

    /// <summary>A row, in whole vectors where it is padded.</summary>
    public static Access Of(Row row) => new(Grid.OfRow(row), ValueOrders.Row, row.IsPadded);

    /// <summary>A part of a row that stands for channels, lines and pixels that lie channels first.</summary>
    /// <param name="grid">Where they lie; it begins where the part does.</param>
    public static Access OfPartOfRow(Grid grid) => new(grid, ValueOrders.Row, IsWhole: false) { IsRowOfGrid = true, IsPart = true };

    /// <summary>Pixels with a row of channels each.</summary>
    /// <param name="pixels">The pixels of the value.</param>
    /// <param name="extents">The one of the kernel's values whose channels, lines and pixels it counts.</param>
    public static Access Of(Pixels pixels, Pixels extents) => new(pixels.Grid.Within(extents.Grid), ValueOrders.Pixels, pixels.IsPadded);

    /// <summary>The first float that is touched, from the start of a sample.</summary>
    public int First => Grid.Origin - (Beyond.Above * Grid.LineStride) - (Beyond.Left * Grid.PixelStride);

    /// <summary>The last float that is touched, from the start of a sample.</summary>
    public int Last => Grid.Origin
        + ((Grid.Height - 1 + Beyond.Below) * Grid.LineStride)
        + ((Grid.Width - 1 + Beyond.Right) * Grid.PixelStride)
        + (IsWhole ? (Grid.Vectors * DenseStorage.Lanes) - 1 : (Grid.Channels - 1) * Grid.ChannelStride)
        + Shift;
}
