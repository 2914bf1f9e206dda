using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// What the tiles of a product fetch into the second-level cache while they work on other weights: the next columns. A large network's weights come from beyond that
/// cache in each call, some columns from each of many rows, which no machine expects; while the tiles reuse them for many rows, the memory would be idle.
/// </summary>
internal static class FetchAhead
{
    // In floats: the weights of a layer that is smaller are few lines.
    private const int FewWeights = 1 << 14;

    // In floats: above, the weights do not stay in the second-level cache.
    private const int ManyWeights = 1 << 18;

    // The columns of the tiles that fetch.
    private const int Block = 3 * DenseStorage.Lanes;

    /// <summary>The distance of what is fetched of a convolution's weights; 0 where nothing is.</summary>
    /// <param name="rows">The rows of the weights.</param>
    /// <param name="stride">The distance of a row from the next, in floats.</param>
    public static int OfConvolution(int rows, int stride) => (long)rows * stride > FewWeights && stride > Block ? Block : 0;

    /// <summary>The distance of what tiles of many samples fetch of a dense layer's weights; 0 where nothing is.</summary>
    public static int OfProduct(BroadcastProduct product) => product.X.Length * product.RowStride > ManyWeights && product.Partials == 1 ? Block : 0;
}
