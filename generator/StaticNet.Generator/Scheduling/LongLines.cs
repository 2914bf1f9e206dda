using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// Which lines of a convolution's result are computed as one: a kernel of one pixel needs nothing of where a line ends, and the weights, which are read once a line,
/// are read for more pixels at a time. No sum changes.
/// </summary>
internal static class LongLines
{
    // As many pixels as keep several register tiles busy with the same weights.
    private const int Pixels = 48;

    // In floats: half of a second-level cache.
    private const int LargestResult = 1 << 16;

    /// <summary>The same convolution with longer and fewer lines, where those of all operands lie one right behind the other.</summary>
    public static Convolution Join(Convolution kernel)
    {
        Grid y = kernel.Y;
        bool isPossible = kernel.Geometry is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PadTop: 0, PadLeft: 0 }
            && kernel is { IsPooled: false, Phases.Count: 0 }
            && (kernel.X.Height, kernel.X.Width) == (y.Height, y.Width) // a transposed one may leave out lines and pixels at the edges
            && Operands(kernel).All(static grid => grid.LineStride == grid.Width * grid.PixelStride);
        int lines = isPossible ? Lines(y) : 1;
        return lines == 1 ? kernel : kernel with
        {
            X = Join(kernel.X, lines),
            Y = Join(y, lines),
            Functions = kernel.Functions
                .Select(function => function is StoreFunction.Combine combine
                    ? combine with { Others = combine.Others.Select(other => Join(other, lines)).ToEquatableArray() }
                    : function)
                .ToEquatableArray(),
        };
    }

    // A divisor of the lines that there are.
    private static int Lines(Grid y)
    {
        int joined = 1;
        for (int lines = 2; lines <= y.Height && joined * y.Width < Pixels && (long)lines * y.LineStride <= LargestResult; lines++)
        {
            if (y.Height % lines == 0)
            {
                joined = lines;
            }
        }

        return joined;
    }

    private static Grid Join(Grid grid, int lines) => grid with { Height = grid.Height / lines, Width = grid.Width * lines, LineStride = grid.LineStride * lines };

    private static IEnumerable<Grid> Operands(Convolution kernel)
        => [kernel.X, kernel.Y, .. kernel.Functions.OfType<StoreFunction.Combine>().SelectMany(static combine => combine.Others)];
}
