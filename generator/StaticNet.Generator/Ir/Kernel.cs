using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// A computation over the rows of a chunk of samples, with every size known. One record a kind; two steps whose kernels are equal
/// call the same method. The vocabulary is small on purpose: a layer's forward and backward pass are made of these.
/// </summary>
internal abstract record Kernel;

/// <summary>A kernel that sums up over a whole batch, and meets those who compute its other parts.</summary>
internal interface IBatchKernel;

/// <summary>What is computed from the parameters alone, once a call.</summary>
internal abstract record Preparation : Kernel;

/// <summary>
/// <c>y_j = f(b_j + sum_k M_kj x_k)</c>: the lanes lie along j, and each <c>x_k</c> is broadcast. The sum over k runs in order, in
/// <paramref name="Partials"/> interleaved partial sums.
/// </summary>
/// <param name="X">The rows of x; their length is the number of M's rows.</param>
/// <param name="Y">The rows of y.</param>
/// <param name="RowStride">The distance in floats of M's rows.</param>
/// <param name="Partials">The number of partial sums: 1, 2 or 4.</param>
/// <param name="HasBias">Whether a bias is added; the first partial sum starts from it.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record BroadcastProduct(Row X, Row Y, int RowStride, int Partials, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel;

/// <summary>
/// <c>y_i = f(b_i + sum_k M_ik x_k)</c>: the lanes lie along k, and each sum is folded at its end.
/// </summary>
/// <param name="X">The rows of x; M's rows are as long.</param>
/// <param name="Y">The rows of y; their length is the number of M's rows.</param>
/// <param name="RowStride">The distance in floats of M's rows.</param>
/// <param name="Partials">The number of partial sums, over every other vector of k: 1, 2 or 4.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record DotProduct(Row X, Row Y, int RowStride, int Partials, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel;

/// <summary><c>G_ij += sum over samples of a_i b_j</c>, in the order of the samples: the gradient of a weight matrix.</summary>
/// <param name="A">The rows whose values are broadcast.</param>
/// <param name="B">The rows along which the lanes lie.</param>
/// <param name="RowStride">The distance in floats of G's rows.</param>
internal sealed record OuterProduct(Row A, Row B, int RowStride) : Kernel;

/// <summary><c>g_j += sum over samples of dy_j</c>, in the order of the samples: the gradient of a bias.</summary>
/// <param name="Dy">The rows of dy.</param>
internal sealed record RowSum(Row Dy) : Kernel;

/// <summary><c>y = f(x)</c>, value by value.</summary>
/// <param name="Functions">What is applied, in order. None: a copy.</param>
/// <param name="X">The rows of x.</param>
/// <param name="Y">The rows of y, of the same length; they may be the same memory.</param>
internal sealed record Elementwise(EquatableArray<StoreFunction> Functions, Row X, Row Y) : Kernel;

/// <summary><c>dx = f'(kept) dy</c>, value by value, where kept is f's input or output as its rule says.</summary>
/// <param name="Function">The activation.</param>
/// <param name="Kept">The rows of f's input or output; none are read where the gradient needs none.</param>
/// <param name="Gradient">The rows of dy and dx, which may be the same memory.</param>
internal sealed record ElementwiseGradient(Activation Function, Row Kept, Row Gradient) : Kernel;

/// <summary><c>dx = x &gt; 0 ? dy : slope dy</c> and <c>dslope += sum of (x &gt; 0 ? 0 : x dy)</c>.</summary>
/// <param name="X">The rows of the layer's input.</param>
/// <param name="Gradient">The rows of dy and dx.</param>
internal sealed record SlopeGradient(Row X, Row Gradient) : Kernel;

/// <summary><c>y = softmax(x)</c>, or its logarithm.</summary>
/// <param name="X">The rows of x.</param>
/// <param name="Y">The rows of y; they may be the same memory.</param>
/// <param name="IsLog">Whether the logarithm is taken.</param>
internal sealed record SoftmaxKernel(Row X, Row Y, bool IsLog) : Kernel;

/// <summary><c>dx = y (dy - sum of dy y)</c>; for the logarithm <c>dx = dy - exp(y) sum of dy</c>.</summary>
/// <param name="Y">The rows of the layer's output.</param>
/// <param name="Gradient">The rows of dy and dx.</param>
/// <param name="IsLog">Whether the logarithm was taken.</param>
internal sealed record SoftmaxGradient(Row Y, Row Gradient, bool IsLog) : Kernel;

/// <summary>
/// <c>y = f((x - mean) / sqrt(variance + epsilon) weight + bias)</c>, mean and variance being those of a pixel's channels.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y; they may be the same memory.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record LayerNormKernel(Pixels X, Pixels Y, float Epsilon, EquatableArray<StoreFunction> Functions) : Kernel;

/// <summary>
/// The gradient of <see cref="LayerNormKernel"/>: with <c>n = (x - mean) / sqrt(variance + epsilon)</c>, taken again from x,
/// <c>dweight += dy n</c>, <c>dbias += dy</c> and, with <c>g = dy weight</c>, <c>dx = (g - mean of g - n mean of g n) / sqrt(variance + epsilon)</c>.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx; they may be the same memory.</param>
/// <param name="Epsilon">What was added to the variance.</param>
internal sealed record LayerNormGradient(Pixels X, Pixels Dy, Pixels Dx, float Epsilon) : Kernel;

/// <summary>
/// The mean and <c>1 / sqrt(variance + epsilon)</c> of each group of channels, over all of their pixels: a row of means and a row of those, both with a
/// value for every channel.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record GroupStatistics(Pixels X, int Groups, float Epsilon) : Kernel;

/// <summary><c>y = f((x - mean) scale weight + bias)</c> with what <see cref="GroupStatistics"/> found.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y; they may be the same memory.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record GroupNormKernel(Pixels X, Pixels Y, EquatableArray<StoreFunction> Functions) : Kernel;

/// <summary>
/// With <c>n = (x - mean) scale</c>: <c>dweight += dy n</c>, <c>dbias += dy</c>, and with <c>g = dy weight</c> the means over each group of <c>g scale</c>
/// and of <c>g n</c>, with a value for every channel.
/// </summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Groups">The groups.</param>
internal sealed record GroupNormSums(Pixels X, Pixels Dy, int Groups) : Kernel;

/// <summary><c>dx = (g - mean of g - n mean of g n) scale</c> with what <see cref="GroupNormSums"/> found.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Dy">The pixels of dy.</param>
/// <param name="Dx">The pixels of dx; they may be the same memory.</param>
internal sealed record GroupNormGradient(Pixels X, Pixels Dy, Pixels Dx) : Kernel;

/// <summary><c>y = x mask / (1 - rate)</c>, or the same for its gradient. The mask is a hash of each value's place.</summary>
/// <param name="X">The pixels of x.</param>
/// <param name="Y">The pixels of y; they may be the same memory.</param>
/// <param name="Threshold">The hashes below it are dropped: the rate times 2^32.</param>
/// <param name="Scale">1 / (1 - rate).</param>
internal sealed record DropoutKernel(Pixels X, Pixels Y, uint Threshold, float Scale) : Kernel;

/// <summary>The sum of the samples' losses, and the gradient of their mean with respect to y.</summary>
/// <param name="Loss">The loss, for cross-entropies in the form that takes logits.</param>
/// <param name="Y">The rows of the network's outputs, or of the logits where the last layer is fused into the loss.</param>
/// <param name="Gradient">The rows of dy.</param>
internal sealed record LossKernel(Loss Loss, Row Y, Row Gradient) : Kernel;

/// <summary>Sets whole samples to zero.</summary>
/// <param name="SampleStride">The floats of a sample.</param>
internal sealed record Clear(int SampleStride) : Kernel;

/// <summary>Sets the border around a value to zero.</summary>
/// <param name="Y">Where its pixels lie; the border is what a sample has around them.</param>
internal sealed record ClearBorder(Grid Y) : Kernel;

/// <summary><c>y = x</c> in another order: channels first to channels last, or back.</summary>
/// <param name="X">Where x's values lie.</param>
/// <param name="Y">Where y's values lie.</param>
internal sealed record Relayout(Grid X, Grid Y) : Kernel;

/// <summary>
/// <c>y_o(p) = f(b_o + sum over ky, kx, i of M_kyxio x_i(p s + k d - pad))</c>: a product of a register tile of pixels and the lanes of output
/// channels, each <c>x</c> broadcast. The sum runs in the order of ky, kx, i.
/// </summary>
/// <param name="X">Where x lies; it has the border that the padding asks for.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Geometry">Kernel, stride, padding, dilation, groups.</param>
/// <param name="RowStride">The distance in floats of M's rows, one for each ky, kx, i.</param>
/// <param name="HasBias">Whether a bias is added; the sum starts from it.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record Convolution(
    Grid X, Grid Y, ConvGeometry Geometry, int RowStride, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel
{
    /// <summary>Several convolutions with kernels of different sizes, one after another; none for a single one with the geometry's kernel.</summary>
    public EquatableArray<ConvolutionPhase> Phases { get; init; }

    /// <summary>Whether y holds the largest of each window of 2 x 2 sums, the functions applied, and not the sums themselves.</summary>
    public bool IsPooled { get; init; }
}

/// <summary>One of several convolutions whose tiles are alike.</summary>
/// <param name="KernelHeight">The kernel's lines.</param>
/// <param name="KernelWidth">The kernel's pixels.</param>
/// <param name="X">From x's first pixel to the one that the kernel meets first.</param>
/// <param name="Y">From y's first pixel to this convolution's first.</param>
/// <param name="Weight">From the first row of weights to this convolution's first.</param>
internal readonly record struct ConvolutionPhase(int KernelHeight, int KernelWidth, int X, int Y, int Weight);

/// <summary>
/// <c>T_toi = M_tio</c>: a convolution's weights with inputs and outputs exchanged, for some positions t of the kernel in the order given. Runs
/// once a call, before the first chunk.
/// </summary>
/// <param name="Taps">The positions, <c>ky * kernelWidth + kx</c>.</param>
/// <param name="Inputs">The input channels.</param>
/// <param name="Outputs">The output channels.</param>
/// <param name="RowStride">The distance in floats of M's rows, one for each t, i.</param>
/// <param name="TransposedStride">The distance in floats of T's rows, one for each t, o.</param>
internal sealed record WeightTranspose(EquatableArray<int> Taps, int Inputs, int Outputs, int RowStride, int TransposedStride) : Preparation;

/// <summary>
/// <c>dx_i(q) = sum over ky, kx, o of M_kyxio dy_o((q + pad - k d) / s)</c>, where that is a pixel of y: the lanes lie along the output
/// channels, and each sum is folded at its end.
/// </summary>
/// <param name="Dy">Where dy lies; it has the border that <see cref="ConvTaps"/> asks for.</param>
/// <param name="Dx">Where dx lies.</param>
/// <param name="Geometry">Kernel, stride, padding, dilation, groups.</param>
/// <param name="RowStride">The distance in floats of M's rows.</param>
internal sealed record ConvolutionInputGradient(Grid Dy, Grid Dx, ConvGeometry Geometry, int RowStride) : Kernel;

/// <summary><c>G_kyxio += sum over samples and pixels p of x_i(p s + k d - pad) dy_o(p)</c>, in the order of samples and pixels.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Geometry">Kernel, stride, padding, dilation, groups.</param>
/// <param name="RowStride">The distance in floats of G's rows.</param>
internal sealed record ConvolutionWeightGradient(Grid X, Grid Dy, ConvGeometry Geometry, int RowStride) : Kernel;

/// <summary>
/// <c>g_o += sum over samples of the sum over pixels of dy_o</c>: the gradient of a convolution's bias. A sample's sum runs in the order of lines and
/// pixels, pixel p of a line in partial sum p modulo their number; then it is added.
/// </summary>
/// <param name="Dy">Where dy lies.</param>
internal sealed record PixelSum(Grid Dy) : Kernel
{
    /// <summary>The number of partial sums: 1, 2 or 4.</summary>
    public int Partials => Tiling.Partials(1, Dy.Width);
}

/// <summary><c>y = f(x)</c>, value by value.</summary>
/// <param name="Functions">What is applied, in order.</param>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies; it may be the same memory.</param>
internal sealed record GridElementwise(EquatableArray<StoreFunction> Functions, Grid X, Grid Y) : Kernel;

/// <summary><c>dx = f'(kept) dy</c>, value by value.</summary>
/// <param name="Function">The activation.</param>
/// <param name="KeepsNothing">Whether the gradient needs neither input nor output.</param>
/// <param name="Kept">Where f's input or output lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies; it may be the same memory.</param>
internal sealed record GridElementwiseGradient(Activation Function, bool KeepsNothing, Grid Kept, Grid Dy, Grid Dx) : Kernel;

/// <summary>As <see cref="SlopeGradient"/>, for values with channels and pixels.</summary>
/// <param name="X">Where the layer's input lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies; it may be the same memory.</param>
internal sealed record GridSlopeGradient(Grid X, Grid Dy, Grid Dx) : Kernel;

/// <summary>
/// <c>mean_c = mean over samples and pixels of x_c</c>, and <c>running = (1 - momentum) running + momentum mean</c>. The sum runs over the pixels
/// of a line, the lines of a sample, and the samples, so that it is no longer than it has to be anywhere.
/// </summary>
/// <param name="X">Where x lies.</param>
/// <param name="Momentum">How far the running mean moves.</param>
internal sealed record BatchMean(Grid X, float Momentum) : Kernel, IBatchKernel;

/// <summary>
/// <c>variance_c = mean over samples and pixels of (x_c - mean_c)^2</c>, and the running variance moves towards the unbiased one,
/// <c>variance count / (count - 1)</c>. Summed in the order of <see cref="BatchMean"/>.
/// </summary>
/// <param name="X">Where x lies.</param>
/// <param name="Momentum">How far the running variance moves.</param>
internal sealed record BatchVariance(Grid X, float Momentum) : Kernel, IBatchKernel;

/// <summary>
/// With <c>n = (x - mean) / sqrt(variance + epsilon)</c>, <c>dweight_c += sum over samples and pixels of dy_c n_c</c> and
/// <c>dbias_c += sum of dy_c</c>, in the order of <see cref="BatchMean"/>; then
/// <c>dx = weight / sqrt(variance + epsilon) (dy - (dbias + n dweight) / count)</c>, the count being that of a channel's values in the batch,
/// and dweight and dbias the sums over them.
/// </summary>
/// <param name="X">Where x lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies, which may be the same memory; null where nobody asks for it.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record BatchNormGradient(Grid X, Grid Dy, Grid? Dx, float Epsilon) : Kernel, IBatchKernel;

/// <summary>
/// A convolution with a kernel of 3 x 3 and stride 1 by Winograd's <c>F(2x2, 3x3)</c>: the weights are transformed, patches of 4 x 4 pixels are transformed
/// and multiplied with them, one matrix product a position of the patch, and the products are transformed into 2 x 2 pixels of y. The weights are
/// transformed anew for each chunk of samples: in the cache they are there sooner than they would come from a place of their own.
/// </summary>
/// <param name="X">Where x lies, the channels of a pixel padded.</param>
/// <param name="Y">Where y lies, its height and width even.</param>
/// <param name="PadHeight">The lines above the first one that x's border stands for.</param>
/// <param name="PadWidth">The pixels before the first one that x's border stands for.</param>
/// <param name="RowStride">The distance in floats of the rows of weights.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Functions">What is applied to y before the next layer sees it.</param>
internal sealed record WinogradConvolution(
    Grid X, Grid Y, int PadHeight, int PadWidth, int RowStride, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel
{
    /// <summary>The values of a patch, each of which is a matrix product of its own.</summary>
    public const int Positions = 16;

    // So many rows fill a register tile.
    private const int LeastPatches = 8;

    /// <summary>The patches side by side.</summary>
    public int Across => Y.Width / 2;

    /// <summary>The patches below each other that are worked off together.</summary>
    public int Down
    {
        get
        {
            int lines = Y.Height / 2;
            int down = System.Math.Min(lines, (LeastPatches + Across - 1) / Across);
            while (lines % down > 0)
            {
                down++;
            }

            return down;
        }
    }

    /// <summary>From one matrix of transformed patches to the next: a vector more than they take, so that not all of them meet in one set of the cache.</summary>
    public int PatchStride => (Across * Down * X.PixelStride) + DenseStorage.Lanes;

    /// <summary>From one matrix of products to the next.</summary>
    public int ProductStride => (Across * Down * Y.PixelStride) + DenseStorage.Lanes;

    /// <summary>The floats of a position's weights.</summary>
    public int WeightLength => X.Channels * RowStride;

    /// <summary>The floats of weights, patches and products together, in this order.</summary>
    public int WorkLength => Positions * (WeightLength + PatchStride + ProductStride);
}

/// <summary>
/// <c>y_c(p) = f(b_c + sum over taps of M_tap,c x_c(p s + tap))</c>: a convolution that keeps the channels apart, its lanes along them. The sum runs
/// along the two axes in their order, lines outside.
/// </summary>
/// <param name="X">Where x lies, the channels of a pixel padded; it has the border that the axes ask for.</param>
/// <param name="Y">Where y lies, the channels of a pixel padded.</param>
/// <param name="Lines">The taps along lines.</param>
/// <param name="Pixels">The taps along the pixels of a line.</param>
/// <param name="KernelWidth">The rows of M that belong to one line of the kernel.</param>
/// <param name="RowStride">The distance in floats of M's rows, one a position of the kernel.</param>
/// <param name="HasBias">Whether a bias is added; the sum starts from it.</param>
/// <param name="Functions">What is applied to y before the next layer sees it.</param>
internal sealed record DepthwiseConvolution(
    Grid X, Grid Y, TapAxis Lines, TapAxis Pixels, int KernelWidth, int RowStride, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel;

/// <summary><c>G_tap,c += sum over samples and pixels p of x_c(p s + tap) dy_c(p)</c>, in the order of samples and pixels.</summary>
/// <param name="X">Where x lies, the channels of a pixel padded.</param>
/// <param name="Dy">Where dy lies, the channels of a pixel padded.</param>
/// <param name="Lines">The taps along lines.</param>
/// <param name="Pixels">The taps along the pixels of a line.</param>
/// <param name="RowStride">The distance in floats of G's rows, one a position of the kernel.</param>
internal sealed record DepthwiseWeightGradient(Grid X, Grid Dy, TapAxis Lines, TapAxis Pixels, int RowStride) : Kernel;

/// <summary>The largest, or the mean, of each window of pixels, channel by channel.</summary>
/// <param name="X">Where x lies; for a mean with padding it has that border.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Geometry">Window, stride and padding.</param>
/// <param name="IsMean">The mean, padding counted; else the largest, padding left out.</param>
internal sealed record Pooling(Grid X, Grid Y, ConvGeometry Geometry, bool IsMean) : Kernel;

/// <summary>
/// Each dy goes to the first largest pixel of its window, or in equal parts to all of them. What no window gives anything to is zero, the border with it.
/// </summary>
/// <param name="X">Where the layer's input lies.</param>
/// <param name="Y">Where the layer's output lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Dx">Where dx lies.</param>
/// <param name="Geometry">Window, stride and padding.</param>
/// <param name="IsMean">Whether the pooling was a mean.</param>
internal sealed record PoolingGradient(Grid X, Grid Y, Grid Dy, Grid Dx, ConvGeometry Geometry, bool IsMean) : Kernel;

/// <summary><c>y_c = mean over the pixels of x_c</c>.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">The rows of y.</param>
internal sealed record GlobalMean(Grid X, Row Y) : Kernel;

/// <summary><c>dx_c(p) = dy_c / pixels</c>.</summary>
/// <param name="Dy">The rows of dy.</param>
/// <param name="Dx">Where dx lies.</param>
internal sealed record GlobalMeanGradient(Row Dy, Grid Dx) : Kernel;

/// <summary>The channels of several values of the same lines and pixels, one behind another.</summary>
/// <param name="Parts">Where the values lie.</param>
/// <param name="Y">Where y lies.</param>
internal sealed record ChannelConcat(EquatableArray<Grid> Parts, Grid Y) : Kernel;

/// <summary>The channels of x between channels of zeros.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies.</param>
/// <param name="Channel">The first of y that is one of x.</param>
internal sealed record ChannelPad(Grid X, Grid Y, int Channel) : Kernel;

/// <summary>Some of the channels of a value.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Y">Where y lies; it has as many channels as are taken.</param>
/// <param name="Channel">The first that is taken.</param>
internal sealed record ChannelSlice(Grid X, Grid Y, int Channel) : Kernel;
