using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
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

    public static void Write(SourceWriter writer, Convolution kernel)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float xl = ref {RowWriter.At("x", x.Origin - (kernel.Geometry.PadHeight * x.LineStride) - kernel.Geometry.PadWidth)};");
            writer.Line($"ref float yl = ref {RowWriter.At("y", y.Origin)};");
            int lines = Lines(kernel);
            using (writer.Braces($"for (int line = 0; line < {y.Height}; line++)"))
            {
                ForEachWidth(
                    writer,
                    () => WriteLine(writer, kernel, epilogue, System.Math.Max(1, WideSums / (lines * y.Channels))),
                    () => WriteLine(writer, kernel, epilogue, System.Math.Max(1, NarrowSums / (lines * y.Channels))));
                writer.Line($"xl = ref {RowWriter.At("xl", lines * kernel.Geometry.StrideHeight * x.LineStride)};");
                writer.Line($"yl = ref {RowWriter.At("yl", y.LineStride)};");
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"y = ref {RowWriter.At("y", y.SampleStride)};");
        }
    }

    // The lines of sums that a line of y is made of.
    private static int Lines(Convolution kernel) => kernel.IsPooled ? 2 : 1;

    // Runs of 16 pixels; the last one overlaps the one before it where the line is no multiple.
    private static void WriteLine(SourceWriter writer, Convolution kernel, Epilogue epilogue, int vectors)
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
                WriteTile(writer, kernel, epilogue, [.. starts.Take(vectors)], "xs", "ys");
            }
        }
        else
        {
            looped = 0;
        }

        for (int i = looped * vectors; i < starts.Length; i += vectors)
        {
            using (writer.Scope(looped > 0 || starts.Length > vectors))
            {
                WriteTile(writer, kernel, epilogue, [.. starts.Skip(i).Take(vectors)], "xl", "yl");
            }
        }
    }

    private static void WriteTile(SourceWriter writer, Convolution kernel, Epilogue epilogue, int[] starts, string x, string y)
    {
        int channels = kernel.Y.Channels;
        int lines = Lines(kernel);
        (int Line, int Vector)[] tile = [.. Pairs(lines, starts.Length)];
        RowWriter.DeclareVectors(
            writer,
            from c in Enumerable.Range(0, channels)
            from place in tile
            select (Sum(c, place), place != (0, 0) ? Sum(c, (0, 0)) : kernel.HasBias ? $"Vector512.Create({RowWriter.At("bias", c)})" : "Vector512<float>.Zero"));

        writer.Line("ref float wk = ref weight;");
        TermWriter.Write(writer, kernel, Group.Of(kernel.X.Channels, channels, kernel.Geometry), x, channels * tile.Length, (from, step, row) =>
        {
            foreach ((int line, int v) in tile)
            {
                int place = step + starts[v] + (line * kernel.Geometry.StrideHeight * kernel.X.LineStride);
                writer.Line($"Vector512<float> {Pixels((line, v))} = {RowWriter.LoadVector(from, place)};");
            }

            for (int c = 0; c < channels; c++)
            {
                string weight = $"Vector512.Create({RowWriter.At("wk", row + c)})";
                if (tile.Length == 1)
                {
                    writer.Line($"{Sum(c, (0, 0))} = Vector512.FusedMultiplyAdd({weight}, {Pixels((0, 0))}, {Sum(c, (0, 0))});");
                    continue;
                }

                writer.Line($"{(c == 0 ? "Vector512<float> " : "")}w = {weight};");
                foreach ((int, int) place in tile)
                {
                    writer.Line($"{Sum(c, place)} = Vector512.FusedMultiplyAdd(w, {Pixels(place)}, {Sum(c, place)});");
                }
            }
        });

        for (int v = 0; v < starts.Length; v++)
        {
            string[] values = [.. Enumerable.Range(0, 8).Select(c => c < channels ? Result(c, v) : "Vector512<float>.Zero")];
            string store = kernel.IsPooled ? "StoreLargerPixels" : "StorePixels";
            writer.Line($"Lanes.{store}({string.Join(", ", values)}, ref {RowWriter.At(y, starts[v] / lines * DenseStorage.Lanes)});");
        }

        // The larger of two sums is that of their activations, if larger sums never have smaller ones: it is enough to compute one.
        string Result(int c, int v)
            => !kernel.IsPooled ? epilogue.Apply(Sum(c, (0, v)))
                : kernel.Functions.All(static function => function is StoreFunction.Activate { Function: ReLU }) ? epilogue.Apply($"Lanes.Larger({Sum(c, (0, v))}, {Sum(c, (1, v))})")
                : $"Lanes.Larger({epilogue.Apply(Sum(c, (0, v)))}, {epilogue.Apply(Sum(c, (1, v)))})";

        string Sum(int c, (int Line, int Vector) place) => (place.Line == 0 ? "s" : "t") + Literal.Of(c) + "_" + Literal.Of(place.Vector);

        static string Pixels((int Line, int Vector) place) => (place.Line == 0 ? "x" : "z") + Literal.Of(place.Vector);
    }
}
