using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Where the zeros around values are written.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class BorderPlanTests
{
    private static readonly Conv2D Mix = new(16, 1, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, true);
    private static readonly Conv2D Padded = new(16, 3, 3, Moving.By(1, PaddingMode.Same, 0, 1), 1, true);
    private static readonly Conv2D Halved = new(16, 3, 3, Moving.By(2, PaddingMode.None, 1, 1), 1, true);

    // Each padded convolution reads what the one of a single pixel before it has put in the same place.
    [Fact]
    public void Values_of_one_form_in_one_place_are_cleared_around_once()
        => Assert.Single(Cleared(Mix, Padded, Mix, Padded, Mix, Padded));

    [Fact]
    public void A_value_of_another_form_is_cleared_around_too()
        => Assert.Equal(2, Cleared(Mix, Padded, Mix, Halved, Mix, Padded).Length);

    [Fact]
    public void What_is_written_over_is_cleared_around_again()
    {
        var borders = new Borders();
        Value bordered = Value(0, offset: 0, new Border(1, 1));
        Assert.True(borders.Write(bordered));
        Assert.False(borders.Write(bordered with { Id = 1 }));
        Assert.False(borders.Write(Value(2, offset: bordered.Size, default)));
        Assert.False(borders.Write(bordered with { Id = 3 }));
        Assert.False(borders.Write(Value(4, offset: bordered.Size - 16, default)));
        Assert.True(borders.Write(bordered with { Id = 5 }));
        Assert.True(borders.Write(bordered.WithBorder(new Border(1, 2)) with { Id = 6 }));
        Assert.True(borders.Write(bordered with { Id = 7 }));
    }

    private static Value Value(int id, int offset, Border border)
        => new(id, "x", Shape.Of(3, 4, 5), new ValueLayout(ValueOrder.ChannelsLast, IsPadded: true, border), Home.Scratch, offset);

    private static ClearBorder[] Cleared(params Layer[] layers)
        => [.. NetworkLowering.Lower(Analyzed.Network(Shape.Of(16, 9, 9), layers), TestContext.Current.CancellationToken).Inference.Steps
            .Select(static call => call.Kernel)
            .OfType<ClearBorder>()];
}
