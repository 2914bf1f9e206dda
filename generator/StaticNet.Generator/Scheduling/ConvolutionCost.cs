using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// What the ways to compute a convolution cost, in fused multiply-adds of a vector, and which one a shape takes. It is estimated from the shape
/// alone, never from the machine: the way decides the order of sums.
/// </summary>
internal static class ConvolutionCost
{
    // A fold of 16 lanes takes about as long as six fused multiply-adds.
    private const int FoldCost = 6;

    /// <summary>
    /// Whether the gradient of the input is a convolution with transposed weights, whose lanes lie along the input channels, and not sums whose
    /// lanes lie along the output channels and are folded. A pixel costs <c>taps * outputs * vectors(inputs)</c> there and
    /// <c>inputs * (taps * vectors(outputs) + fold)</c> here.
    /// </summary>
    /// <param name="geometry">The convolution's.</param>
    /// <param name="inputs">Its input channels.</param>
    /// <param name="outputs">Its output channels.</param>
    public static bool PrefersTransposedWeights(ConvGeometry geometry, int inputs, int outputs)
    {
        // Groups: only a few lanes are in use either way, and sums along them take no memory.
        if (geometry.Groups > 1)
        {
            return false;
        }

        long taps = (long)geometry.KernelHeight * geometry.KernelWidth;
        long transposed = taps * outputs * Vectors(inputs);
        long folded = inputs * ((taps * Vectors(outputs)) + FoldCost);
        return transposed <= folded && taps * outputs * DenseStorage.RoundUp(inputs) <= LargestPrepared;
    }

    /// <summary>
    /// Whether the lanes lie along 16 pixels of a line and not along the output channels. A line of W pixels costs
    /// <c>terms * outputs * ceil(W / 16)</c> there, and bringing the sums of 16 pixels into the order of y; here <c>terms * W * vectors(outputs)</c>.
    /// The order of sums is the same.
    /// </summary>
    /// <param name="kernel">The convolution.</param>
    public static bool PrefersPixelLanes(Convolution kernel)
    {
        if (kernel.IsPooled)
        {
            return true;
        }

        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        bool isPossible = g is { Groups: 1, StrideWidth: 1 }
            && kernel.Phases.Count == 0
            && x.PixelStride == 1
            && y is { ChannelStride: 1, PixelStride: DenseStorage.Lanes, Channels: <= StoredChannels, Width: >= DenseStorage.Lanes }
            && kernel.Functions.All(static function => function is StoreFunction.Activate);
        long terms = (long)x.Channels * g.KernelHeight * g.KernelWidth;
        long runs = (y.Width + DenseStorage.Lanes - 1) / DenseStorage.Lanes;
        return isPossible && runs * ((terms * y.Channels) + PixelStoreCost) < terms * y.Width;
    }

    /// <summary>
    /// Whether a convolution is computed by Winograd's <c>F(2x2, 3x3)</c>. Four pixels cost <c>36 * inputs * vectors(outputs)</c> by the definition; a patch
    /// costs <c>16 * inputs * vectors(outputs)</c> and its transforms, beside those of the weights, which a call for one sample pays for itself alone.
    /// </summary>
    /// <param name="geometry">The convolution's.</param>
    /// <param name="input">The shape of its input.</param>
    /// <param name="output">The shape of its output.</param>
    public static bool PrefersWinograd(ConvGeometry geometry, Shape input, Shape output)
    {
        if (geometry is not { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1 }
            || output.Rank != 3
            || output.Dimensions[1] % 2 != 0
            || output.Dimensions[2] % 2 != 0)
        {
            return false;
        }

        long inputs = input.Dimensions[0];
        long columns = Vectors(output.Dimensions[0]);
        long patches = (long)output.Dimensions[1] * output.Dimensions[2] / 4;
        long products = inputs * columns;
        long filtered = (patches * ((WinogradConvolution.Positions * products) + (InputTransformCost * Vectors((int)inputs)) + (OutputTransformCost * columns)))
            + (WeightTransformCost * products);
        return filtered * 6 <= patches * 36 * products * 5;
    }

    // Loads, additions and stores of a vector of channels, two of which start in the time of two multiply-adds.
    private const int InputTransformCost = 64;
    private const int OutputTransformCost = 44;
    private const int WeightTransformCost = 53;

    // Eight vectors of 16 pixels become 16 of eight channels by about 40 shuffles and stores, none of which run two at a time.
    private const int StoredChannels = 8;
    private const int PixelStoreCost = 80;

    // Weights that are larger than this are not copied.
    private const long LargestPrepared = 1 << 26;

    private static int Vectors(int channels) => DenseStorage.RoundUp(channels) / DenseStorage.Lanes;
}
