using StaticNet.Generator.Ir;


namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="DropoutKernel"/>. The mask goes by the numbers of elements channels first; where channels lie last, those of neighbouring lanes
/// are a whole image apart.
/// </summary>
internal static class DropoutEmitter
{
    public static void Write(SourceWriter writer, DropoutKernel kernel)
    {
        (Row x, Row y) = (kernel.X.Row, kernel.Y.Row);
        (int height, int width) = (kernel.X.Grid.Height, kernel.X.Grid.Width);
        int channel = height * width;
        bool hasPixels = channel > 1;
        writer.Line($"Vector512<uint> {(hasPixels ? "channels" : "elements")} = DropoutMask.Elements({channel});");
        writer.Line("int sample = 0;");
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line("SampleMask kept = mask.OfSample(sample++);");
            if (hasPixels)
            {
                writer.Line("uint element = 0;");
            }

            GridWriter.ForEachPixelOfSample(
                writer,
                height,
                width,
                () =>
                {
                    if (hasPixels)
                    {
                        writer.Line("Vector512<uint> elements = channels + Vector512.Create(element++);");
                    }

                    RowWriter.ForEachVector(writer, y, (place, lanes) =>
                    {
                        string value = $"kept.Apply({RowWriter.Load(x, "xp", place, lanes)}, {Elements(place, channel)}, {kernel.Threshold}u, {Literal.Of(kernel.Scale)})";
                        writer.Line(RowWriter.Store(y, value, "yp", place, lanes));
                    });
                },
                ("x", kernel.X.Grid, 1, 1),
                ("y", kernel.Y.Grid, 1, 1));
        }
    }

    private static string Elements(Place place, int channel)
        => place.IsZero ? "elements"
            : place.Variable is null ? $"elements + Vector512.Create({Literal.Of((long)place.Constant * channel)}u)"
            : $"elements + Vector512.Create((uint){place}{(channel > 1 ? $" * {channel}u" : "")})";
}
