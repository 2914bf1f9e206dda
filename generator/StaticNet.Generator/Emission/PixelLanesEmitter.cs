using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Lowering;
using static StaticNet.Generator.Emission.ConvolutionWriter;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes a <see cref="Convolution"/> of few output channels: the lanes lie along 16 pixels of a line, each weight is broadcast, and the sums are
/// stored pixel by pixel at the end. The terms of a sum are the same in the same order as where the lanes lie along the channels.
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
            using (writer.Braces($"for (int line = 0; line < {y.Height}; line++)"))
            {
                ForEachWidth(
                    writer,
                    () => WriteLine(writer, kernel, epilogue, System.Math.Max(1, WideSums / y.Channels)),
                    () => WriteLine(writer, kernel, epilogue, System.Math.Max(1, NarrowSums / y.Channels)));
                writer.Line($"xl = ref {RowWriter.At("xl", kernel.Geometry.StrideHeight * x.LineStride)};");
                writer.Line($"yl = ref {RowWriter.At("yl", y.LineStride)};");
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"y = ref {RowWriter.At("y", y.SampleStride)};");
        }
    }

    // Runs of 16 pixels; the last one overlaps the one before it where the line is no multiple.
    private static void WriteLine(SourceWriter writer, Convolution kernel, Epilogue epilogue, int vectors)
    {
        int width = kernel.Y.Width;
        int[] starts = [.. Enumerable.Range(0, width / 16).Select(static i => i * 16)];
        starts = width % 16 == 0 ? starts : [.. starts, width - 16];
        int tiles = starts.Length / vectors;
        int looped = tiles > 1 && width % 16 > 0 && starts.Length % vectors == 0 ? tiles - 1 : tiles;
        if (looped > 1)
        {
            using (writer.Braces($"for (nuint p = 0; p < {looped * vectors * 16}; p += {vectors * 16})"))
            {
                writer.Line("ref float xs = ref Unsafe.Add(ref xl, p);");
                writer.Line($"ref float ys = ref Unsafe.Add(ref yl, p * {kernel.Y.PixelStride});");
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
        RowWriter.DeclareVectors(
            writer,
            from c in Enumerable.Range(0, channels)
            from v in Enumerable.Range(0, starts.Length)
            select ($"s{c}_{v}", v > 0 ? $"s{c}_0" : kernel.HasBias ? $"Vector512.Create({RowWriter.At("bias", c)})" : "Vector512<float>.Zero"));

        writer.Line("ref float wk = ref weight;");
        TermWriter.Write(writer, kernel, Group.Of(kernel.X.Channels, channels, kernel.Geometry), x, channels * starts.Length, (from, step, row) =>
        {
            for (int v = 0; v < starts.Length; v++)
            {
                writer.Line($"Vector512<float> x{v} = {RowWriter.LoadVector(from, step + starts[v])};");
            }

            for (int c = 0; c < channels; c++)
            {
                string weight = $"Vector512.Create({RowWriter.At("wk", row + c)})";
                if (starts.Length == 1)
                {
                    writer.Line($"s{c}_0 = Vector512.FusedMultiplyAdd({weight}, x0, s{c}_0);");
                    continue;
                }

                writer.Line($"{(c == 0 ? "Vector512<float> " : "")}w = {weight};");
                for (int v = 0; v < starts.Length; v++)
                {
                    writer.Line($"s{c}_{v} = Vector512.FusedMultiplyAdd(w, x{v}, s{c}_{v});");
                }
            }
        });

        for (int v = 0; v < starts.Length; v++)
        {
            string[] values = [.. Enumerable.Range(0, 8).Select(c => c < channels ? epilogue.Apply($"s{c}_{v}") : "Vector512<float>.Zero")];
            writer.Line($"Lanes.StorePixels({string.Join(", ", values)}, ref {RowWriter.At(y, starts[v] * DenseStorage.Lanes)});");
        }
    }
}
