using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

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
    public override IEnumerable<Argument> Arguments =>
    [
        .. Weights(HasBias),
        Argument.Read("x", Windows(this)),
        Argument.Write("y", Some(Y, Phases.Select(static phase => phase.Y).DefaultIfEmpty().Max())),
        .. OfFunctions(Functions, Y),
    ];

    /// <summary>Several convolutions with kernels of different sizes, one after another; none for a single one with the geometry's kernel.</summary>
    public EquatableArray<ConvolutionPhase> Phases { get; init; }

    /// <summary>Whether y holds the largest of each window of 2 x 2 sums, the functions applied, and not the sums themselves.</summary>
    public bool IsPooled { get; init; }

    /// <summary>The channels of one group.</summary>
    public ChannelGroup Group => ChannelGroup.Of(X.Channels, Y.Channels, Geometry);

    /// <summary>The sums where the lanes lie along channels: a row is a pixel, a column a vector of a group's channels.</summary>
    public Contraction Sums => new(Axes, Order.Plain, Left: Geometry.StrideWidth * X.PixelStride, Result: Y.PixelStride, Group.OutputVectors)
    {
        Start = HasBias ? SumStart.Columns : SumStart.Zero,

        // Only behind the last channel of all is padding.
        RightTail = Geometry.Groups == 1 ? Tail.Whole : Tail.Exact,
        ResultTail = Geometry.Groups == 1 ? Tail.Whole : Tail.Exact,
        LastLanes = Group.OutputLanes(Group.OutputVectors - 1),
        Ahead = Geometry.Groups > 1 || Phases.Count > 0 ? 0 : FetchAhead.OfConvolution(Group.Inputs * Geometry.KernelHeight * Geometry.KernelWidth, RowStride),
    };

    /// <summary>The same sums where the lanes lie along pixels: a row is a channel, a column 16 pixels.</summary>
    /// <param name="pixels">Where the columns' first pixels lie.</param>
    public Contraction PixelSums(Offsets pixels) => new(
        Axes.Select(static axis => new Axis(axis.Count, axis.Right.Constant, axis.Left)).ToEquatableArray(), Order.Plain, Left: 1, Result: 0, Columns: 1)
    {
        Right = pixels,
        Start = HasBias ? SumStart.Rows : SumStart.Zero,

        // The larger of two sums is that of their activations, if larger sums never have smaller ones: it is enough to compute one.
        Store = !IsPooled ? SumStore.Pixels
            : Functions.All(static function => function is StoreFunction.Activate { Function: ReLU }) ? SumStore.LargerSums
            : SumStore.LargerPixels,
    };

    // From the outside: lines of the kernel, pixels of the kernel, channels. Loops that step alike are one.
    private EquatableArray<Axis> Axes
    {
        get
        {
            bool isFixed = Phases.Count == 0;
            var axes = new List<Axis> { new(Group.Inputs, X.ChannelStride, RowStride) };
            Add(isFixed ? Geometry.KernelWidth : new Extent(1, "kernelWidth"), Geometry.DilationWidth * X.PixelStride);
            Add(isFixed ? Geometry.KernelHeight : new Extent(1, "kernelHeight"), Geometry.DilationHeight * X.LineStride);
            return axes.ToEquatableArray();

            void Add(Extent count, int step)
            {
                Axis inner = axes[0];
                if (inner.Count == 1)
                {
                    axes[0] = new Axis(count, step, RowStride);
                }
                else if (inner.Count.Parameter is null && step == inner.Count.Constant * inner.Left)
                {
                    axes[0] = inner with { Count = count * inner.Count.Constant };
                }
                else if (count != 1)
                {
                    axes.Insert(0, new Axis(count, step, inner.Count * inner.Right.Constant));
                }
            }
        }
    }
}

/// <summary>The channels of one group of a convolution.</summary>
/// <param name="Inputs">The channels of x.</param>
/// <param name="Outputs">The channels of y.</param>
internal readonly record struct ChannelGroup(int Inputs, int Outputs)
{
    /// <summary>The vectors of a pixel's outputs.</summary>
    public int OutputVectors => (Outputs + 15) / 16;

    /// <summary>Whether all of them are full.</summary>
    public bool IsWhole => Outputs % 16 == 0;

    /// <summary>The channels of each group of a convolution with so many in all.</summary>
    public static ChannelGroup Of(int inputs, int outputs, ConvGeometry geometry) => new(inputs / geometry.Groups, outputs / geometry.Groups);

    /// <summary>The lanes of a vector that hold channels.</summary>
    public int OutputLanes(int vector) => vector < OutputVectors - 1 ? 16 : Outputs - ((OutputVectors - 1) * 16);
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
internal sealed record WeightTranspose(EquatableArray<int> Taps, int Inputs, int Outputs, int RowStride, int TransposedStride) : Preparation
{
    public override IEnumerable<Argument> Arguments => [Argument.Tensor("weight"), Argument.Prepared("transposed")];
}

/// <summary>
/// <c>dx_i(q) = sum over ky, kx, o of M_kyxio dy_o((q + pad - k d) / s)</c>, where that is a pixel of y: the lanes lie along the output
/// channels, and each sum is folded at its end.
/// </summary>
/// <param name="Dy">Where dy lies; it has the border that <see cref="ConvTaps"/> asks for.</param>
/// <param name="Dx">Where dx lies.</param>
/// <param name="Geometry">Kernel, stride, padding, dilation, groups.</param>
/// <param name="RowStride">The distance in floats of M's rows.</param>
internal sealed record ConvolutionInputGradient(Grid Dy, Grid Dx, ConvGeometry Geometry, int RowStride) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Tensor("weight"),
        Argument.Read("dy", Phases(this)),
        Argument.Write("dx", Access.OfPadded(Dx, Dx)),
    ];

    /// <summary>The channels of one group.</summary>
    public ChannelGroup Group => ChannelGroup.Of(Dx.Channels, Dy.Channels, Geometry);

    /// <summary>The sums of pixels that meet the same positions of the kernel: a row is a pixel, a column a channel of x.</summary>
    /// <param name="vertical">The lines of the kernel that they meet.</param>
    /// <param name="horizontal">The pixels of a line that they meet.</param>
    public Contraction Sums(ConvTaps vertical, ConvTaps horizontal)
    {
        ChannelGroup group = Group;
        Tail tail = Geometry.Groups > 1 ? Tail.Exact : Tail.Masked;
        return new(
            EquatableArray.Of(
                new Axis(vertical.Count, -vertical.OutputStep * Dy.LineStride, vertical.Step * Geometry.KernelWidth * group.Inputs * RowStride),
                new Axis(horizontal.Count, -horizontal.OutputStep * Dy.PixelStride, horizontal.Step * group.Inputs * RowStride),
                new Axis(group.IsWhole ? group.OutputVectors : group.OutputVectors - 1, DenseStorage.Lanes, DenseStorage.Lanes)),
            Order.Plain,
            Left: Dy.PixelStride,
            Result: Geometry.StrideWidth * Dx.PixelStride,
            group.Inputs)
        {
            IsFolded = true,
            Right = RowStride,
            LeftTail = tail,
            RightTail = tail,
            LastLanes = group.OutputLanes(group.OutputVectors - 1),
        };
    }
}

/// <summary><c>G_kyxio += sum over samples and pixels p of x_i(p s + k d - pad) dy_o(p)</c>, in the order of samples and pixels.</summary>
/// <param name="X">Where x lies.</param>
/// <param name="Dy">Where dy lies.</param>
/// <param name="Geometry">Kernel, stride, padding, dilation, groups.</param>
/// <param name="RowStride">The distance in floats of G's rows.</param>
internal sealed record ConvolutionWeightGradient(Grid X, Grid Dy, ConvGeometry Geometry, int RowStride) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Gradient("gradient"),
        Argument.Read("x", Windows(X, Dy, Geometry) with { Orders = ValueOrders.ChannelsFirst | ValueOrders.ChannelsLast, IsWhole = false }),
        Argument.Read("dy", Access.OfPadded(Dy, Dy)),
    ];

    /// <summary>The channels of one group.</summary>
    public ChannelGroup Group => ChannelGroup.Of(X.Channels, Dy.Channels, Geometry);

    /// <summary>The sums: a row is a position of the kernel and a channel of x, a column a vector of channels of y, a term a pixel of some lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="rows">Where the rows of x lie.</param>
    public Contraction Sums(int lines, Offsets rows)
    {
        var pixels = new Axis(Dy.Width, Geometry.StrideWidth * X.PixelStride, Dy.PixelStride);
        return new(
            lines == 1 ? EquatableArray.Of(pixels) : EquatableArray.Of(new Axis(lines, Geometry.StrideHeight * X.LineStride, Dy.LineStride), pixels),
            Order.Plain,
            rows,
            Result: RowStride,
            Group.OutputVectors)
        {
            Start = SumStart.Result,
            RightTail = Geometry.Groups == 1 ? Tail.Masked : Tail.Exact,
            ResultTail = Geometry.Groups == 1 ? Tail.Whole : Tail.Exact,
            LastLanes = Group.OutputLanes(Group.OutputVectors - 1),
        };
    }
}

/// <summary>
/// <c>g_o += sum over samples of the sum over pixels of dy_o</c>: the gradient of a convolution's bias. A sample's sum runs in the order of lines and
/// pixels, pixel p of a line in partial sum p modulo their number; then it is added.
/// </summary>
/// <param name="Dy">Where dy lies.</param>
internal sealed record PixelSum(Grid Dy) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Gradient("gradient"), Argument.Read("dy", Access.OfPadded(Dy, Dy))];

    /// <summary>The number of partial sums: 1, 2 or 4.</summary>
    public int Partials => Tiling.Partials(1, Dy.Width);
}

/// <summary>
/// A convolution with a kernel of 3 x 3 and stride 1 by Winograd's <c>F(2x2, 3x3)</c>: the weights are transformed, patches of 4 x 4 pixels are transformed
/// and multiplied with them, one matrix product a position of the patch, and the products are transformed into 2 x 2 pixels of y. The weights are
/// transformed anew for each chunk of samples: in the cache they are there sooner than they would come from a place of their own.
/// </summary>
/// <param name="X">Where x lies, the channels of a pixel padded.</param>
/// <param name="Y">Where y lies, its height and width even.</param>
/// <param name="PadTop">The lines above the first one that x's border stands for.</param>
/// <param name="PadLeft">The pixels before the first one that x's border stands for.</param>
/// <param name="RowStride">The distance in floats of the rows of weights.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Functions">What is applied to y before the next layer sees it.</param>
internal sealed record WinogradConvolution(
    Grid X, Grid Y, int PadTop, int PadLeft, int RowStride, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        Argument.Work("work"),
        .. Weights(HasBias),
        Argument.Read("x", Access.OfPadded(X, X) with { Beyond = (PadTop, Y.Height + 2 - PadTop - X.Height, PadLeft, Y.Width + 2 - PadLeft - X.Width) }),
        Argument.Write("y", Access.OfPadded(Y, Y)),
        .. OfFunctions(Functions, Y),
    ];

    /// <summary>The values of a patch, each of which is a matrix product of its own.</summary>
    public const int Positions = 16;

    // So many rows fill a register tile.
    private const int LeastPatches = 8;

    /// <summary>The patches side by side.</summary>
    public int Across => Y.Width / 2;

    /// <summary>The lines of patches that are computed together.</summary>
    public int Down
    {
        get
        {
            int lines = Y.Height / 2;
            int down = Math.Min(lines, (LeastPatches + Across - 1) / Across);
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
    public override int WorkLength => Positions * (WeightLength + PatchStride + ProductStride);
}
