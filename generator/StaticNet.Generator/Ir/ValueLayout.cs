using StaticNet.Generator.Model;

namespace StaticNet.Generator.Ir;

/// <summary>The order of a sample's values in memory.</summary>
internal enum ValueOrder
{
    /// <summary>A row of features: no channels, no pixels.</summary>
    Row,

    /// <summary>Channel after channel, the pixels of each side by side, as callers have images and sequences.</summary>
    ChannelsFirst,

    /// <summary>Pixel after pixel, the channels of each side by side and padded to whole vectors.</summary>
    ChannelsLast,
}

/// <summary>How a sample's values lie in memory. It is part of a value: the same values in another layout are another value, and only a step makes it.</summary>
/// <param name="Order">The order of the values.</param>
/// <param name="IsPadded">
/// Whether there is room behind the values that may be read and written and holds anything: behind a row or a sample up to a whole vector, and behind the
/// channels of each pixel where they lie last.
/// </param>
/// <param name="Border">The zeros around the pixels.</param>
internal readonly record struct ValueLayout(ValueOrder Order, bool IsPadded, Border Border)
{
    /// <summary>What callers bring and take: channels first, nothing between the values and nothing behind them.</summary>
    public static ValueLayout OfCaller(Shape shape) => new(shape.Rank == 1 ? ValueOrder.Row : ValueOrder.ChannelsFirst, IsPadded: false, default);

    /// <summary>What most kernels make in scratch memory: a padded row, or channels last.</summary>
    public static ValueLayout OfScratch(Shape shape) => new(shape.Rank == 1 ? ValueOrder.Row : ValueOrder.ChannelsLast, IsPadded: true, default);

    /// <summary>Channel after channel in scratch memory, where a border has room.</summary>
    public static ValueLayout Planes => new(ValueOrder.ChannelsFirst, IsPadded: true, default);

    /// <summary>As a message says it.</summary>
    public override string ToString()
        => (IsPadded ? "padded " : "")
            + Order switch { ValueOrder.Row => "row", ValueOrder.ChannelsFirst => "channels first", _ => "channels last" }
            + (Border.IsNone ? "" : $" with a border of ({Border.Height}, {Border.Width})");
}
