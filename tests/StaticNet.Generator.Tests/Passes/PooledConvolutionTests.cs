using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Which convolutions store the largest of each window in place of their sums.</summary>
public sealed class PooledConvolutionTests
{
    private static readonly MaxPool2D Halving = new(2, 2, Moving.By(2), CeilMode: false);

    [Fact]
    public void A_first_convolution_of_few_channels_takes_the_pool_behind_its_activation()
    {
        Pass pass = Inference(Shape.Of(1, 28, 28), Conv(6), new ReLU(), Halving, new Flatten());

        Convolution convolution = pass.Steps.Select(static call => call.Kernel).OfType<Convolution>().Single();
        Assert.True(convolution.IsPooled);
        Assert.Equal((14, 14), (convolution.Y.Height, convolution.Y.Width));
        Assert.DoesNotContain(pass.Steps, static call => call.Kernel is Pooling);
    }

    [Fact]
    public void Training_keeps_what_the_gradient_of_the_pool_compares()
        => Assert.Contains(
            NetworkLowering.Lower(Analyzed.Network(Shape.Of(1, 28, 28), Conv(6), new ReLU(), Halving).WithLoss(new MeanSquaredError()), TestContext.Current.CancellationToken)
                .Training!.Steps,
            static call => call.Kernel is Pooling);

    [Fact]
    public void Other_windows_norms_and_many_channels_leave_the_pool_to_itself()
    {
        Assert.Contains(Inference(Shape.Of(1, 28, 28), Conv(6), new MaxPool2D(3, 3, Moving.By(3, PaddingMode.None, 0), CeilMode: false)).Steps, static call => call.Kernel is Pooling);
        Assert.Contains(Inference(Shape.Of(1, 28, 28), Conv(6), new MaxPool2D(2, 2, Moving.By(1, PaddingMode.None, 0), CeilMode: false)).Steps, static call => call.Kernel is Pooling);
        Assert.Contains(Inference(Shape.Of(1, 28, 28), Conv(6), new BatchNorm(1e-5f, 0.1f), Halving).Steps, static call => call.Kernel is Pooling);
        Assert.Contains(Inference(Shape.Of(1, 28, 28), Conv(24), Halving).Steps, static call => call.Kernel is Pooling);
    }

    private static Conv2D Conv(int channels) => new(channels, 5, 5, Moving.By(1, PaddingMode.Same, 0, 1), 1, true);

    private static Pass Inference(Shape input, params Layer[] layers)
        => NetworkLowering.Lower(Analyzed.Network(input, layers), TestContext.Current.CancellationToken).Inference;
}
