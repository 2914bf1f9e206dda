using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

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

    // Weights that are larger than this are not copied.
    private const long LargestPrepared = 1 << 26;

    private static int Vectors(int channels) => DenseStorage.RoundUp(channels) / DenseStorage.Lanes;
}
