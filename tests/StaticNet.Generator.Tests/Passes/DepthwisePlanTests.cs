using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Which convolutions have their lanes along channels that are kept apart, and what is fused into them.</summary>
public sealed class DepthwisePlanTests
{
    private static readonly DepthwiseConv2D Depthwise = new(3, 3, Moving.By(1, PaddingMode.Same, 0, 1), Multiplier: 1, Bias: true);

    [Fact]
    public void A_depthwise_layer_takes_kernels_of_its_own_in_every_direction()
    {
        Kernel[] kernels = Training(Shape.Of(3, 9, 9), Conv(20, groups: 1), Depthwise);

        Assert.Equal(2, kernels.OfType<DepthwiseConvolution>().Count());
        Assert.Single(kernels.OfType<DepthwiseWeightGradient>());
        Assert.DoesNotContain(kernels, static kernel => kernel is Convolution or ConvolutionInputGradient or ConvolutionWeightGradient);
    }

    [Fact]
    public void A_convolution_with_a_group_a_channel_does_too()
        => Assert.Single(Separate(Shape.Of(3, 9, 9), Conv(20, groups: 1), Conv(20, groups: 20)));

    [Fact]
    public void So_does_one_of_sequences()
        => Assert.Single(Separate(Shape.Of(5, 30), new Conv1D(5, 3, Moving.By(1, PaddingMode.None, 0, 1), 5, Bias: true)));

    [Fact]
    public void Several_outputs_a_channel_wider_groups_and_a_single_channel_do_not()
        => Assert.Empty(Separate(
            Shape.Of(1, 9, 9), Depthwise, Conv(20, groups: 1), Conv(20, groups: 10), Depthwise with { Multiplier = 2 }));

    [Fact]
    public void A_norm_and_an_activation_are_applied_in_its_store()
        => Assert.Equal(2, Separate(Shape.Of(3, 9, 9), Conv(20, groups: 1), Depthwise, new BatchNorm(1e-5f, 0.1f), new ReLU()).Single().Functions.Count);

    // Of 3 x 3 phases, a kernel of 2 x 3 meets those of two lines.
    [Fact]
    public void The_gradient_in_strides_has_a_kernel_a_phase_and_clears_what_none_meets()
    {
        Kernel[] kernels = Training(Shape.Of(3, 9, 9), Conv(20, groups: 1), new DepthwiseConv2D(2, 3, Moving.By(3, PaddingMode.None, 0, 1), 1, Bias: false));

        Assert.Equal(1 + 6, kernels.OfType<DepthwiseConvolution>().Count());
        Assert.Single(kernels.OfType<Clear>());
    }

    private static Conv2D Conv(int channels, int groups) => new(channels, 3, 3, Moving.By(1, PaddingMode.Same, 0, 1), groups, true);

    // The kernels of the second of two convolutions.
    private static Kernel[] Training(Shape input, params Layer[] layers)
    {
        AnalyzedNetwork network = Analyzed.Network(input, layers).WithLoss(new MeanSquaredError());
        return [.. NetworkLowering.Lower(network, TestContext.Current.CancellationToken).Training!.Steps
            .Where(static call => call.Layer == "conv2")
            .Select(static call => call.Kernel)];
    }

    private static DepthwiseConvolution[] Separate(Shape input, params Layer[] layers)
        => [.. NetworkLowering.Lower(Analyzed.Network(input, layers), TestContext.Current.CancellationToken).Inference.Steps
            .Select(static call => call.Kernel)
            .OfType<DepthwiseConvolution>()];
}
