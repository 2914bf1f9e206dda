using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;
using static StaticNet.Generator.Printing.ConvolutionWriter;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes a <see cref="Convolution"/> of few output channels: the lanes lie along 16 pixels of a line, each weight is broadcast, and the sums are
/// stored pixel by pixel at the end; where only the largest of each window of 2 x 2 is wanted, that is found before. The terms of a sum are the same in the same order as where the lanes lie along the channels.
/// </summary>
internal static class PixelLanesEmitter
{
    // Sums of a tile: of 32 registers, and of 16 of which a vector takes two.
    private const int WideSums = 24;
    private const int NarrowSums = 6;

    public static void Write(SourceWriter writer, Convolution kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        var tiles = new Tiles(kernel, epilogue.OfSums(), name, shared);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float xl = ref {RowWriter.At("x", x.Origin - (kernel.Geometry.PadTop * x.LineStride) - kernel.Geometry.PadLeft)};");
            writer.Line($"ref float yl = ref {RowWriter.At("y", y.Origin)};");
            int lines = Lines(kernel);
            using (writer.Braces($"for (int line = 0; line < {y.Height}; line++)"))
            {
                TileWriter.ForEachWidth(
                    writer,
                    () => WriteLine(writer, kernel, tiles, Vectors(WideSums)),
                    () => WriteLine(writer, kernel, tiles, Vectors(NarrowSums)));
                writer.Line($"xl = ref {RowWriter.At("xl", lines * kernel.Geometry.StrideHeight * x.LineStride)};");
                writer.Line($"yl = ref {RowWriter.At("yl", y.LineStride)};");
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"y = ref {RowWriter.At("y", y.SampleStride)};");
        }

        // The runtime's tiles have up to four columns of six rows, or three of eight.
        int Vectors(int sums)
        {
            int columns = System.Math.Min(sums / y.Channels, y.Channels > 6 ? 3 : 4);
            return System.Math.Max(1, columns / Lines(kernel));
        }
    }

    // The lines of sums that a line of y is made of.
    private static int Lines(Convolution kernel) => kernel.IsPooled ? 2 : 1;

    // Runs of 16 pixels; the last one overlaps the one before it where the line is no multiple.
    private static void WriteLine(SourceWriter writer, Convolution kernel, Tiles sums, int vectors)
    {
        int width = kernel.Y.Width * Lines(kernel);
        int[] starts = [.. Enumerable.Range(0, width / 16).Select(static i => i * 16)];
        starts = width % 16 == 0 ? starts : [.. starts, width - 16];
        int tiles = starts.Length / vectors;
        int looped = tiles > 1 && width % 16 > 0 && starts.Length % vectors == 0 ? tiles - 1 : tiles;
        if (looped > 1)
        {
            using (writer.Braces($"for (nuint p = 0; p < {looped * vectors * 16}; p += {vectors * 16})"))
            {
                writer.Line("ref float xs = ref Unsafe.Add(ref xl, p);");
                writer.Line($"ref float ys = ref Unsafe.Add(ref yl, p * {kernel.Y.PixelStride / Lines(kernel)});");
                sums.Write(writer, [.. starts.Take(vectors)], "xs", "ys");
            }
        }
        else
        {
            looped = 0;
        }

        for (int i = looped * vectors; i < starts.Length; i += vectors)
        {
            sums.Write(writer, [.. starts.Skip(i).Take(vectors)], "xl", "yl");
        }
    }

    /// <summary>The tiles: one contraction for each pattern of pixels. A run that overlaps the one before it lies closer to it than the others do.</summary>
    private sealed class Tiles(Convolution kernel, SumFunctions functions, string name, SharedMethods shared)
    {
        private readonly Dictionary<Offsets, TileWriter> _tiles = [];

        public void Write(SourceWriter writer, int[] starts, string x, string y)
        {
            int lines = Lines(kernel);
            int below = kernel.Geometry.StrideHeight * kernel.X.LineStride;
            bool isEven = starts.Select((start, i) => start - starts[0] == i * DenseStorage.Lanes).All(static even => even);
            Offsets offsets = !isEven
                ? default(Offsets) with { List = (from line in Enumerable.Range(0, lines) from start in starts select (line * below) + start - starts[0]).ToEquatableArray() }
                : lines == 1 ? Offsets.Vectors
                : new Offsets(DenseStorage.Lanes, starts.Length, below);
            if (!_tiles.TryGetValue(offsets, out TileWriter? tiles))
            {
                tiles = new TileWriter(kernel.PixelSums(offsets), functions, name, shared);
                _tiles.Add(offsets, tiles);
            }

            string? bias = kernel.HasBias ? "bias" : null;
            tiles.Write(
                writer,
                new Tiling.Tile(kernel.Y.Channels, lines * starts.Length),
                "weight",
                RowWriter.At(x, starts[0]),
                bias,
                RowWriter.At(y, starts[0] / lines * DenseStorage.Lanes));
        }
    }
}
