using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;
using StaticNet.Generator.Tests.Support;
using StaticNet.Generator.Tests.Witnesses;

namespace StaticNet.Generator.Tests.Passes;

/// <summary>Which lines of a convolution with a kernel of one pixel are computed as one.</summary>
public sealed class LongLinesTests
{
    [Theory]
    [InlineData(7, 1, 49)] // all there are
    [InlineData(14, 2, 98)] // a divisor of 14 that gives at least 48 pixels
    [InlineData(28, 14, 56)]
    [InlineData(56, 56, 56)] // long enough
    public void As_many_lines_are_one_as_keep_tiles_busy(int side, int lines, int pixels)
    {
        Convolution kernel = Last($"[Network(16, {side}, {side})] [Conv2D(32, 1)] [Conv2D(16, 1)] [ReLU]");

        Convolution joined = LongLines.Join(kernel);

        Assert.Equal((lines, pixels), (joined.Y.Height, joined.Y.Width));
        Assert.Equal((lines, pixels), (joined.X.Height, joined.X.Width));
        Assert.Equal(pixels * 32, joined.X.LineStride);
    }

    [Fact]
    public void A_value_that_is_added_has_long_lines_too()
    {
        Convolution kernel = Last("[Network(16, 7, 7)] [Conv2D(32, 1, Name = \"a\")] [Conv2D(32, 1)] [Add(\"a\")]");

        var added = Assert.Single(LongLines.Join(kernel).Functions.OfType<StoreFunction.Combine>());
        Assert.Equal((1, 49), (added.Others[0].Height, added.Others[0].Width));
    }

    [Theory]
    [InlineData("[Conv2D(32, 1)] [Conv2D(16, 5)]")] // larger kernels
    [InlineData("[Conv2D(32, 1)] [Conv2D(16, 1, Stride = 2)]")]
    [InlineData("[Conv2D(32, 1)] [Conv2D(16, 1, Pad = 1)]")] // a border around x
    [InlineData("[Conv2D(32, 1, Name = \"a\"), Conv2D(16, 5, Pad = 2, Name = \"b\"), Conv2D(16, 1, From = \"a\"), Add(\"b\")]")] // the same
    [InlineData("[Conv2D(32, 1)] [ConvTranspose2D(16, 1, Pad = 1)]")] // fewer pixels than x has
    public void Others_keep_their_lines(string layers)
    {
        Convolution kernel = Last($"[Network(16, 8, 8)] {layers}");

        Assert.Same(kernel, LongLines.Join(kernel));
    }

    [Fact]
    public void A_transposed_convolution_that_leaves_out_the_edges_is_the_reference()
        => Assert.Equal(
            2,
            NetworkComparison.Check(
                new RandomNetwork([2, 5, 3], ["Dropout", "ConvTranspose2D(33, 1, Pad = 1, Dilation = 3, Bias = false)", "SiLU", "GlobalAveragePool"], "BinaryCrossEntropy", 3, true, 1),
                new RandomNetwork([20, 9, 8], ["ConvTranspose2D(33, 1, Pad = 2)", "ConvTranspose2D(17, 1, PadBottom = 1, PadLeft = 1)", "SiLU", "Flatten", "Dense(3)"], "MeanSquaredError", 4, false, 2) { HasBackward = true }));

    // Tiles that fetch the same weights again gain nothing from a result that has left the cache when functions are applied to it.
    [Fact]
    public void Large_results_keep_their_lines()
    {
        Convolution kernel = Last("[Network(16, 40, 40)] [Conv2D(16, 1)] [Conv2D(2048, 1)]");

        Assert.Same(kernel, LongLines.Join(kernel));
    }

    private static Convolution Last(string network)
    {
        var parsed = Parsed.Network("Net", network + " public sealed partial class Net;");
        AnalyzedNetwork analyzed = NetworkAnalysis.Analyze(parsed.Declaration, TestContext.Current.CancellationToken).Network!;
        return NetworkLowering.Lower(analyzed, TestContext.Current.CancellationToken).Inference.Steps.Select(static step => step.Kernel).OfType<Convolution>().Last();
    }
}
