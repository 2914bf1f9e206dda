using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Which convolutions are computed by minimal filtering, and how their patches are grouped.</summary>
public sealed class WinogradPlanTests
{
    [Fact]
    public void Kernels_of_three_by_three_with_channels_enough_are_filtered()
        => Assert.Single(Filtered(Shape.Of(3, 32, 32), Conv(16), Conv(16)));

    // The caller's image lies channel by channel, and has few channels.
    [Fact]
    public void The_first_convolution_is_not()
        => Assert.Empty(Filtered(Shape.Of(3, 32, 32), Conv(16)));

    [Theory]
    [InlineData(7, 8)]
    [InlineData(8, 7)]
    public void Odd_lengths_are_not(int height, int width)
        => Assert.Empty(Filtered(Shape.Of(3, height, width), Conv(64), Conv(64)));

    [Fact]
    public void Other_kernels_strides_dilations_and_groups_are_not()
        => Assert.Empty(Filtered(
            Shape.Of(3, 32, 32),
            Conv(64),
            new Conv2D(64, 5, 5, Moving.By(1, PaddingMode.Same, 0, 1), 1, true),
            new Conv2D(64, 3, 3, Moving.By(1, PaddingMode.None, 2, 2), 1, true),
            new Conv2D(64, 3, 3, Moving.By(1, PaddingMode.Same, 0, 1), 2, true),
            new Conv2D(64, 3, 3, Moving.By(2, PaddingMode.Same, 0, 1), 1, true)));

    // The transforms cost more than a few products of few channels save.
    [Fact]
    public void Few_channels_are_not()
        => Assert.Empty(Filtered(Shape.Of(3, 32, 32), Conv(2), Conv(2)));

    [Fact]
    public void A_network_can_refuse()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 32, 32), Conv(16), Conv(16));
        Assert.Empty(Filtered(NetworkLowering.Lower(network with { UsesWinograd = false }, TestContext.Current.CancellationToken).Inference));
    }

    [Fact]
    public void The_gradient_of_the_input_is_filtered_too()
    {
        AnalyzedNetwork network = Analyzed.Network(Shape.Of(3, 32, 32), Conv(16), Conv(24)).WithLoss(new MeanSquaredError());
        Pass pass = NetworkLowering.Lower(network, TestContext.Current.CancellationToken).Training!;

        WinogradConvolution[] filtered = Filtered(pass);
        Assert.Equal([16, 24], filtered.Select(static kernel => kernel.X.Channels));
        Assert.Equal([24, 16], filtered.Select(static kernel => kernel.Y.Channels));
    }

    // A line of 4 patches is half of a tile; 3 lines of them are no whole number of pairs.
    [Theory]
    [InlineData(32, 32, 1)]
    [InlineData(16, 8, 2)]
    [InlineData(6, 8, 3)]
    public void Patches_are_enough_for_a_tile_where_there_are_as_many(int height, int width, int down)
        => Assert.Equal(down, Filtered(Shape.Of(3, height, width), Conv(64), Conv(64)).Single().Down);

    private static Conv2D Conv(int channels) => new(channels, 3, 3, Moving.By(1, PaddingMode.Same, 0, 1), 1, true);

    private static WinogradConvolution[] Filtered(Shape input, params Layer[] layers)
        => Filtered(NetworkLowering.Lower(Analyzed.Network(input, layers), TestContext.Current.CancellationToken).Inference);

    private static WinogradConvolution[] Filtered(Pass pass) => [.. pass.Steps.Select(static call => call.Kernel).OfType<WinogradConvolution>()];
}
