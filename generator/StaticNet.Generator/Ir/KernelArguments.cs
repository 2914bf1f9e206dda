using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// The arguments of each kernel, in order, and what its code takes each value to be: which order it goes through, how far, and in what steps. The
/// parameters of the kernel's method follow from it, and what <see cref="PlanVerifier"/> compares with the values of a plan.
/// </summary>
internal static class KernelArguments
{
    /// <summary>The arguments of a kernel.</summary>
    public static IEnumerable<Argument> Of(Kernel kernel) => kernel switch
    {
        BroadcastProduct k => [.. Weights(k.HasBias), Argument.Value("x", k.X), Argument.Value("y", k.Y), .. Functions(k.Functions)],
        DotProduct k => [.. Weights(k.HasBias), Argument.Value("x", k.X), Argument.Value("y", k.Y), .. Functions(k.Functions)],
        OuterProduct k => [Argument.Tensor("gradient"), Argument.Value("a", k.A), Argument.Value("b", k.B)],
        RowSum k => [Argument.Tensor("gradient"), Argument.Value("dy", k.Dy)],
        Elementwise k => [Argument.Value("x", k.X), Argument.Value("y", k.Y with { Length = k.X.Length }), .. Functions(k.Functions)],
        ElementwiseGradient k => [.. k.Kept.Length > 0 ? [Argument.Value("kept", k.Kept with { Length = k.Gradient.Length })] : Array.Empty<Argument>(), .. Gradients(k.Gradient)],
        SlopeGradient k => [Argument.Tensor("slope"), Argument.Tensor("gradient"), Argument.Value("x", k.X), .. Gradients(k.Gradient with { Length = k.X.Length })],
        SoftmaxKernel k => [Argument.Value("x", k.X), Argument.Value("y", k.Y with { Length = k.X.Length })],
        SoftmaxGradient k => [Argument.Value("y", k.Y), .. Gradients(k.Gradient with { Length = k.Y.Length })],
        LossKernel k => [Argument.Value("y", k.Y), new("targets", ArgumentKind.Targets), Argument.Value("dy", k.Gradient with { Length = k.Y.Length })],
        LayerNormKernel k => [.. Weights(hasBias: true), Argument.Value("x", Access.Of(k.X, k.X)), Argument.Value("y", Access.Of(k.Y, k.X)), .. Functions(k.Functions)],
        LayerNormGradient k => [.. Norm(), Argument.Value("x", Access.Of(k.X, k.X)), Argument.Value("dy", Access.Of(k.Dy, k.X)), Argument.Value("dx", Access.Of(k.Dx, k.X))],
        GroupStatistics k => [Argument.Value("x", Access.Of(k.X, k.X)), TwoAChannel("statistics", k.X)],
        GroupNormKernel k =>
        [
            .. Weights(hasBias: true),
            TwoAChannel("statistics", k.X),
            Argument.Value("x", Access.Of(k.X, k.X)),
            Argument.Value("y", Access.Of(k.Y, k.X)),
            .. Functions(k.Functions, k.X.Grid),
        ],
        GroupNormSums k => [.. Norm(), TwoAChannel("statistics", k.X), Argument.Value("x", Access.Of(k.X, k.X)), Argument.Value("dy", Access.Of(k.Dy, k.X)), TwoAChannel("sums", k.X)],
        GroupNormGradient k =>
        [
            Argument.Tensor("weight"),
            TwoAChannel("statistics", k.X),
            TwoAChannel("sums", k.X),
            Argument.Value("x", Access.Of(k.X, k.X)),
            Argument.Value("dy", Access.Of(k.Dy, k.X)),
            Argument.Value("dx", Access.Of(k.Dx, k.X)),
        ],
        DropoutKernel k => [Argument.Value("x", Access.Of(k.X, k.X)), Argument.Value("y", Access.Of(k.Y, k.X)), new("mask", ArgumentKind.Mask)],
        _ => OfGrids(kernel),
    };

    private static IEnumerable<Argument> OfGrids(Kernel kernel) => kernel switch
    {
        ClearBorder k => [Argument.Value("y", Access.OfPadded(k.Y, k.Y))],
        Relayout k => [Argument.Value("x", Side(k.X, k.Y)), Argument.Value("y", Side(k.Y, k.X))],
        GridElementwise k => [Argument.Value("x", Access.OfPixels(k.X, k.X)), Argument.Value("y", Access.OfPixels(k.Y, k.X)), .. Functions(k.Functions, k.X)],
        GridElementwiseGradient { KeepsNothing: true } k => Padded(k.Dy, ("dy", k.Dy), ("dx", k.Dx)),
        GridElementwiseGradient k => Padded(k.Kept, ("kept", k.Kept), ("dy", k.Dy), ("dx", k.Dx)),
        GridSlopeGradient k => [Argument.Tensor("slope"), Argument.Tensor("gradient"), .. Padded(k.X, ("x", k.X), ("dy", k.Dy), ("dx", k.Dx))],
        BatchMean k => [Argument.Value("x", Access.OfPixels(k.X, k.X)), OneAChannel("mean", k.X), Argument.Tensor("running")],
        BatchVariance k => [Argument.Value("x", Access.OfPixels(k.X, k.X)), OneAChannel("mean", k.X), OneAChannel("variance", k.X), Argument.Tensor("running")],
        BatchNormGradient k =>
        [
            .. k.Dx is null ? Norm().Skip(1) : Norm(),
            OneAChannel("mean", k.X),
            OneAChannel("variance", k.X),
            Argument.Value("x", Access.OfPixels(k.X, k.X)),
            Argument.Value("dy", Access.OfPixels(k.Dy, k.X)),
            .. k.Dx is { } dx ? [Argument.Value("dx", Access.OfPixels(dx, k.X))] : Array.Empty<Argument>(),
        ],
        PixelSum k => [Argument.Tensor("gradient"), .. Padded(k.Dy, ("dy", k.Dy))],
        GlobalMean k => [.. Padded(k.X, ("x", k.X)), Argument.Value("y", k.Y with { Length = k.X.Channels })],
        GlobalMeanGradient k => [Argument.Value("dy", k.Dy with { Length = k.Dx.Channels }), .. Padded(k.Dx, ("dx", k.Dx))],
        ChannelConcat k =>
        [
            .. k.Parts.Select((part, i) => Argument.Value($"x{i}", Access.OfPixels(part, part with { Height = k.Y.Height, Width = k.Y.Width }))),
            Argument.Value("y", Access.OfPixels(k.Y, k.Y with { Channels = k.Parts.Sum(static part => part.Channels) })),
        ],
        ChannelPad k => [Argument.Value("x", Access.OfPixels(k.X, k.Y with { Channels = k.X.Channels })), Argument.Value("y", Access.OfPixels(k.Y, k.Y))],
        ChannelSlice k =>
        [
            Argument.Value("x", Access.OfPixels(k.X, k.Y with { Channels = k.X.Channels })),
            Argument.Value("y", Access.OfPixels(k.Y, k.Y) with { IsWhole = true }),
        ],
        Pooling k => [Argument.Value("x", Windows(k.X, k.Y, k.Geometry, reads: k.IsMean)), .. Padded(k.X with { Height = k.Y.Height, Width = k.Y.Width }, ("y", k.Y))],
        PoolingGradient { IsMean: true } k => [.. Padded(k.Dy, ("dy", k.Dy)), Argument.Value("dx", Windows(k.Dx, k.Dy, k.Geometry, reads: false))],
        PoolingGradient k => [Argument.Value("x", Windows(k.X, k.Dy, k.Geometry, reads: false)), .. Padded(k.Dy, ("y", k.Y), ("dy", k.Dy)), .. Padded(k.X, ("dx", k.Dx))],
        _ => OfConvolutions(kernel),
    };

    private static IEnumerable<Argument> OfConvolutions(Kernel kernel) => kernel switch
    {
        WeightTranspose => [Argument.Tensor("weight"), Argument.Tensor("transposed")],
        Convolution k => [.. Weights(k.HasBias), Argument.Value("x", Windows(k)), Some("y", k.Y, k.Phases.Select(static phase => phase.Y).DefaultIfEmpty().Max()), .. Functions(k.Functions, k.Y)],
        WinogradConvolution k =>
        [
            new("work", ArgumentKind.Work),
            .. Weights(k.HasBias),
            Argument.Value("x", Access.OfPadded(k.X, k.X) with { Beyond = (k.PadHeight, k.Y.Height + 2 - k.PadHeight - k.X.Height, k.PadWidth, k.Y.Width + 2 - k.PadWidth - k.X.Width) }),
            .. Padded(k.Y, ("y", k.Y)),
            .. Functions(k.Functions, k.Y),
        ],
        DepthwiseConvolution k => [.. Weights(k.HasBias), Argument.Value("x", Windows(k.X, k.Y, k.Lines, k.Pixels)), Some("y", k.Y with { Channels = k.X.Channels }), .. Functions(k.Functions, k.Y)],
        DepthwiseWeightGradient k => [Argument.Tensor("gradient"), Argument.Value("x", Windows(k.X, k.Dy, k.Lines, k.Pixels)), .. Padded(k.X with { Height = k.Dy.Height, Width = k.Dy.Width }, ("dy", k.Dy))],
        ConvolutionInputGradient k => [Argument.Tensor("weight"), Argument.Value("dy", Phases(k)), .. Padded(k.Dx, ("dx", k.Dx))],
        ConvolutionWeightGradient k =>
        [
            Argument.Tensor("gradient"),
            Argument.Value("x", Windows(k.X, k.Dy, k.Geometry, reads: true) with { Orders = ValueOrders.ChannelsFirst | ValueOrders.ChannelsLast, IsWhole = false }),
            .. Padded(k.Dy, ("dy", k.Dy)),
        ],
        _ => throw new NotSupportedException($"No arguments for {kernel.GetType().Name}."),
    };

    private static IEnumerable<Argument> Weights(bool hasBias)
        => hasBias ? [Argument.Tensor("weight"), Argument.Tensor("bias")] : [Argument.Tensor("weight")];

    private static IEnumerable<Argument> Norm() => [Argument.Tensor("weight"), Argument.Tensor("weightGradient"), Argument.Tensor("biasGradient")];

    private static IEnumerable<Argument> Gradients(Row row) => [Argument.Value("dy", row), Argument.Value("dx", row)];

    private static IEnumerable<Argument> Padded(Grid extents, params (string Name, Grid Grid)[] values)
        => values.Select(value => Argument.Value(value.Name, Access.OfPadded(value.Grid, extents)));

    private static Argument OneAChannel(string name, Grid x) => Argument.Value(name, new Row(x.Channels, IsPadded: true));

    private static Argument TwoAChannel(string name, Pixels x) => Argument.Value(name, new Row(2 * DenseStorage.RoundUp(x.Grid.Channels), IsPadded: true));

    // Of functions that take channels and pixels, each value beside y is gone through as y is.
    private static IEnumerable<Argument> Functions(EquatableArray<StoreFunction> functions, Grid y = default)
    {
        string[][] names = StoreFunction.Names(functions);
        return functions.SelectMany((function, i) => function switch
        {
            StoreFunction.Add add => [Argument.Value(names[i][0], Access.OfPixels(add.Other, y))],
            StoreFunction.Affine =>
            [
                Argument.Tensor(names[i][0]),
                Argument.Tensor(names[i][1]),
                .. names[i].Skip(2).Select(name => new Argument(name, ArgumentKind.TensorOrValue, Access.Of(new Row(y.Channels, IsPadded: true)))),
            ],
            _ => names[i].Select(Argument.Tensor),
        });
    }

    // What lies channels first has neither gaps nor a border, unless both sides do.
    private static Access Side(Grid grid, Grid other)
    {
        if (grid.PixelStride != 1)
        {
            return Access.OfPadded(grid, grid);
        }

        Grid dense = other.PixelStride == 1 ? grid : grid with { ChannelStride = grid.Height * grid.Width, LineStride = grid.Width, Origin = 0 };
        return new Access(dense.Within(other), ValueOrders.Row | ValueOrders.ChannelsFirst, IsWhole: false) { IsRowOfGrid = true };
    }

    // Whole windows, with the border that they reach; or only what of them lies on the grid.
    private static Access Windows(Grid x, Grid y, ConvGeometry g, bool reads)
        => Access.OfPadded(x, x) with
        {
            Beyond = reads
                ? Reach(x, y, (g.PadHeight, g.StrideHeight, (g.KernelHeight - 1) * g.DilationHeight), (g.PadWidth, g.StrideWidth, (g.KernelWidth - 1) * g.DilationWidth))
                : default,
        };

    private static Access Windows(Convolution k)
    {
        (int lines, int pixels) = k.IsPooled ? (2 * k.Y.Height, 2 * k.Y.Width) : (k.Y.Height, k.Y.Width);
        if (k.Phases.Count > 0)
        {
            // Each of them begins at a place of its own.
            ConvGeometry last = k.Geometry;
            int end = k.Phases.Max(phase => phase.X
                + ((phase.KernelHeight - 1) * last.DilationHeight * k.X.LineStride)
                + ((phase.KernelWidth - 1) * last.DilationWidth * k.X.PixelStride));
            return new Access(k.X, ValueOrders.ChannelsLast, IsWhole: false)
            {
                Beyond = (0, k.Y.Height - k.X.Height, 0, k.Y.Width - k.X.Width),
                Shift = end,
            };
        }

        return Windows(k.X, k.Y with { Height = lines, Width = pixels }, k.Geometry, reads: true) with
        {
            Orders = ValueOrders.ChannelsFirst | ValueOrders.ChannelsLast,
            IsWhole = false,
        };
    }

    // Some of the pixels of a gradient, a stride apart.
    private static Argument Some(string name, Grid grid, int shift = 0)
        => Argument.Value(name, Access.OfPadded(grid, grid) with { IsPart = true, Shift = shift });

    private static Access Windows(Grid x, Grid y, TapAxis lines, TapAxis pixels)
    {
        (int above, int below) = Reach(lines, x.Height, y.Height);
        (int left, int right) = Reach(pixels, x.Width, y.Width);
        return Access.OfPadded(x, x) with { Beyond = (above, below, left, right) };
    }

    private static (int Before, int After) Reach(TapAxis axis, int x, int y)
    {
        int end = axis.Start + ((axis.Count - 1) * axis.Step);
        return (-Math.Min(axis.Start, end), ((y - 1) * axis.Stride) + Math.Max(axis.Start, end) - (x - 1));
    }

    private static (int, int, int, int) Reach(Grid x, Grid y, (int Pad, int Stride, int Kernel) lines, (int Pad, int Stride, int Kernel) pixels)
        => (
            lines.Pad,
            ((y.Height - 1) * lines.Stride) + lines.Kernel - lines.Pad - (x.Height - 1),
            pixels.Pad,
            ((y.Width - 1) * pixels.Stride) + pixels.Kernel - pixels.Pad - (x.Width - 1));

    private static Access Phases(ConvolutionInputGradient k)
    {
        ConvGeometry g = k.Geometry;
        int lines = ConvTaps.Border(k.Dx.Height, k.Dy.Height, g.KernelHeight, g.StrideHeight, g.PadHeight, g.DilationHeight);
        int pixels = ConvTaps.Border(k.Dx.Width, k.Dy.Width, g.KernelWidth, g.StrideWidth, g.PadWidth, g.DilationWidth);
        return Access.OfPadded(k.Dy, k.Dy) with { Beyond = (lines, lines, pixels, pixels) };
    }
}
