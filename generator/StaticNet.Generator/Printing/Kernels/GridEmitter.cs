using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes orders of pixels, borders, and sums over pixels.</summary>
internal static class GridEmitter
{
    public static void Write(SourceWriter writer, ClearBorder kernel) => writer.Line($"{GridWriter.View("y", kernel.Y)}.ClearBorder(samples);");

    public static void Write(SourceWriter writer, Relayout kernel)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        if (x.PixelStride == 1 && y.PixelStride == 1)
        {
            WritePlanes(writer, x, y);
            return;
        }

        writer.Line(x.PixelStride == 1
            ? $"{GridWriter.View("y", y)}.CopyFrom(ref {(kernel.IsPart ? RowWriter.At("x", x.Origin) : "x")}, {Literal.Of(x.SampleStride)}, samples);"
            : $"{GridWriter.View("x", x)}.CopyTo(ref y, {Literal.Of(y.SampleStride)}, samples);");
    }

    // Channel by channel on both sides: line by line.
    private static void WritePlanes(SourceWriter writer, Grid x, Grid y)
    {
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            bool isOne = x.Channels == 1;
            writer.Line($"ref float xl = ref {RowWriter.At("x", x.Origin)};");
            writer.Line($"ref float {(isOne ? "yl" : "yc")} = ref {RowWriter.At("y", y.Origin)};");
            using (isOne ? default : writer.Braces($"for (int channel = 0; channel < {x.Channels}; channel++)"))
            {
                if (!isOne)
                {
                    writer.Line("ref float yl = ref yc;");
                }

                using (writer.Braces($"for (int line = 0; line < {x.Height}; line++)"))
                {
                    // The last vector of a line overlaps the one before it.
                    for (int i = 0; i + 16 <= x.Width; i += 16)
                    {
                        writer.Line(RowWriter.StoreVector(RowWriter.LoadVector("xl", i), "yl", i));
                    }

                    if (x.Width < 16)
                    {
                        writer.Line($"Lanes.Store(Lanes.Load(ref xl, {x.Width}), ref yl, {x.Width});");
                    }
                    else if (x.Width % 16 > 0)
                    {
                        writer.Line(RowWriter.StoreVector(RowWriter.LoadVector("xl", x.Width - 16), "yl", x.Width - 16));
                    }

                    writer.Line($"xl = ref {RowWriter.At("xl", x.LineStride)};");
                    writer.Line($"yl = ref {RowWriter.At("yl", y.LineStride)};");
                }

                if (!isOne)
                {
                    writer.Line($"yc = ref {RowWriter.At("yc", y.ChannelStride)};");
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"y = ref {RowWriter.At("y", y.SampleStride)};");
        }
    }

    public static void Write(SourceWriter writer, PixelSum kernel)
        => writer.Line($"Loops.SumPixels({GridWriter.View("dy", kernel.Dy)}, ref gradient, {Literal.Of(kernel.Partials)}, samples);");
}
