using StaticNet.Generator.Ir;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="DepthwiseConvolution"/>: a method for a line of sums, register tiles of neighbouring pixels by a vector of channels, or for an image of them
/// (<see cref="ColumnOrder"/>), and around it the lines and samples; and <see cref="DepthwiseWeightGradient"/>: tiles of positions of the kernel, each a sum over the pixels of a sample.
/// </summary>
internal static class DepthwiseEmitter
{
    public static void Write(SourceWriter writer, DepthwiseConvolution kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        bool isApplied = RegisterEpilogue.Takes(kernel.Functions, y);
        var sums = new RegisterEpilogue(isApplied ? kernel.Functions : default);
        var lines = new LineWriter(isApplied ? default : kernel.Functions, y, shared);
        bool isByColumns = isApplied && ColumnOrder.Suits(kernel);
        int height = isByColumns ? 1 : y.Height;
        string line = LineMethod(kernel, isByColumns, sums, name, shared);
        sums.WriteConstants(writer, y.Vectors);
        lines.WriteConstants(writer);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float xl = ref {RowWriter.At("x", kernel.FirstX)};");
            lines.WriteStarts(writer);
            using (height > 1 ? writer.Braces($"for (int line = 0; line < {Literal.Of(height)}; line++)") : default)
            {
                string weight = RowWriter.At("weight", kernel.FirstWeight);
                writer.Line($"{line}(ref {weight}, {(kernel.HasBias ? "ref bias, " : "")}ref xl, ref yl{sums.Arguments});");
                lines.WriteLine(writer);
                if (height > 1)
                {
                    writer.Line($"xl = ref {RowWriter.At("xl", kernel.Lines.Stride * x.LineStride)};");
                    lines.WriteSteps(writer);
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            lines.WriteAdvance(writer);
        }
    }

    public static void Write(SourceWriter writer, DepthwiseWeightGradient kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid dy) = (kernel.X, kernel.Dy);
        int taps = kernel.Lines.Count * kernel.Pixels.Count;
        var tiles = new TileWriter(kernel.Sums, SumFunctions.None, name, shared);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            string first = RowWriter.At("x", kernel.FirstX);
            string gradient = RowWriter.At("dy", dy.Origin);
            TileWriter.ForEachWidth(
                writer,
                Tiling.GroupedChannels(taps, kernel.Pixels.Count),
                tile => tiles.WriteAll(writer, isByColumns: true, tile, first, gradient, start: null, "gradient", taps));
            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
        }

        int lanes = dy.LanesOf(dy.Vectors - 1);
        if (lanes < DenseStorage.Lanes)
        {
            writer.Line("// Behind the last channel is padding, of which there is no gradient.");
            using (taps > 1 ? writer.Braces($"for (int tap = 0; tap < {Literal.Of(taps)}; tap++)") : default)
            {
                Place last = (dy.Vectors - 1) * DenseStorage.Lanes;
                writer.Line(RowWriter.StoreVector(RowWriter.Mask(RowWriter.LoadVector("gradient", last), lanes), "gradient", last));
                writer.Line($"gradient = ref {RowWriter.At("gradient", kernel.RowStride)};");
            }
        }
    }

    // The method for a line of pixels, or for all.
    private static string LineMethod(DepthwiseConvolution kernel, bool isByColumns, RegisterEpilogue epilogue, string name, SharedMethods shared)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        Contraction sums = kernel.Sums;
        SourceWriter body = SourceWriter.OfPart();
        var tiles = new TileWriter(sums, epilogue.OfSums(), name, shared);
        string first = RowWriter.At("y", kernel.FirstPixel * y.PixelStride);
        string? bias = kernel.HasBias ? "bias" : null;
        TileWriter.ForEachWidth(
            body,
            Tiling.Channels(y.Width, sums.SharesTerms),
            tile =>
            {
                if (isByColumns)
                {
                    tiles.WriteChannelLines(body, tile, "x", "weight", bias, first, y.Width, (y.Height, kernel.Lines.Stride * x.LineStride, y.LineStride));
                }
                else
                {
                    tiles.WriteAll(body, isByColumns: true, tile, "x", "weight", bias, first, y.Width);
                }
            });
        string pixels = isByColumns ? $"An image of {Literal.Of(y.Height)} x {Literal.Of(y.Width)}" : $"A line of {Literal.Of(y.Width)}";
        return shared.NameOf(
            name,
            isByColumns ? "Image" : "Line",
            $"{pixels} pixels, {Literal.Of(y.Channels)} channels each, channel by channel under a kernel of {Literal.Of(kernel.Lines.Count)} x {Literal.Of(kernel.Pixels.Count)}.",
            $"ref float weight, {(kernel.HasBias ? "ref float bias, " : "")}ref float x, ref float y{epilogue.Parameters}",
            body);
    }
}
