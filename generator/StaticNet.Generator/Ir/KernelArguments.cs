using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>What the arguments of several kernels have in common.</summary>
internal static class KernelArguments
{
    private static readonly Argument[] Weight = [Argument.Tensor("weight")];
    private static readonly Argument[] WeightAndBias = [Argument.Tensor("weight"), Argument.Tensor("bias")];

    public static IEnumerable<Argument> Weights(bool hasBias) => hasBias ? WeightAndBias : Weight;

    public static IEnumerable<Argument> Norm() => [Argument.Tensor("weight"), Argument.Gradient("weightGradient"), Argument.Gradient("biasGradient")];

    public static IEnumerable<Argument> Gradients(Row row) => [Argument.Read("dy", row), Argument.Write("dx", row, inPlaceOf: "dy")];

    public static Row TwoAChannel(Grid x) => new(2 * DenseStorage.RoundUp(x.Channels), IsPadded: true);

    // Functions read what they bring. Of those that take channels and pixels, each value beside y is gone through as y is. Before the functions, the kernel may have
    // loops of its own.
    public static IEnumerable<Argument> OfFunctions(EquatableArray<StoreFunction> functions, Grid y = default, int loops = 0)
    {
        if (functions.Count == 0)
        {
            return [];
        }

        string[][] names = StoreFunction.Names(functions);
        return functions.SelectMany((function, i) => function switch
        {
            StoreFunction.Combine combine => combine.Others.Select((other, k) => Argument.Read(names[i][k], Access.OfPixels(other, y)) with { Loop = loops + LoopOf(i) }),
            StoreFunction.Affine => [Argument.Layer(names[i][0]), .. names[i].Skip(1).Select(name => Argument.Read(name, TwoAChannel(y)))],
            _ => names[i].Select(Argument.Tensor),
        });

        int LoopOf(int i) => StoreFunction.LoopStarts(functions).Count(start => start <= i) - 1;
    }

    // What lies channels first has neither gaps nor a border, unless both sides do.
    public static Access Side(Grid grid, Grid other)
    {
        if (grid.PixelStride != 1)
        {
            return Access.OfPadded(grid, grid);
        }

        Grid dense = other.PixelStride == 1 ? grid : grid with { ChannelStride = grid.Height * grid.Width, LineStride = grid.Width, Origin = 0 };
        return new Access(dense.Within(other), ValueOrders.Row | ValueOrders.ChannelsFirst, IsWhole: false) { IsRowOfGrid = true };
    }

    // Whole windows, with the border that they reach.
    public static Access Windows(Grid x, Grid y, ConvGeometry g)
        => Access.OfPadded(x, x) with
        {
            Beyond = Reach(x, y, (g.PadTop, g.StrideHeight, (g.KernelHeight - 1) * g.DilationHeight), (g.PadLeft, g.StrideWidth, (g.KernelWidth - 1) * g.DilationWidth)),
        };

    public static Access Windows(Convolution k)
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

        return Windows(k.X, k.Y with { Height = lines, Width = pixels }, k.Geometry) with
        {
            Orders = ValueOrders.ChannelsFirst | ValueOrders.ChannelsLast,
            IsWhole = false,
        };
    }

    // Some of the pixels of a gradient, a stride apart.
    public static Access Some(Grid grid, int shift = 0) => Access.OfPadded(grid, grid) with { IsPart = true, Shift = shift };

    public static Access Windows(Grid x, Grid y, TapAxis lines, TapAxis pixels)
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

    public static Access Phases(ConvolutionInputGradient k)
    {
        ConvGeometry g = k.Geometry;
        int lines = ConvTaps.Border(k.Dx.Height, k.Dy.Height, g.KernelHeight, g.StrideHeight, g.PadTop, g.DilationHeight);
        int pixels = ConvTaps.Border(k.Dx.Width, k.Dy.Width, g.KernelWidth, g.StrideWidth, g.PadLeft, g.DilationWidth);
        return Access.OfPadded(k.Dy, k.Dy) with { Beyond = (lines, lines, pixels, pixels) };
    }
}
