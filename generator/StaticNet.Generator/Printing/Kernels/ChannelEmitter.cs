using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the kernels that put channels together and take them apart.</summary>
internal static class ChannelEmitter
{
    /// <summary>The name of one of the values that are put together.</summary>
    public static string Part(int index) => "x" + Literal.Of(index);

    // In order: what the last vector of a part writes too much, the next part overwrites.
    public static void Write(SourceWriter writer, ChannelConcat kernel)
    {
        Grid y = kernel.Y;
        int room = y.IsPadded ? y.Vectors * 16 : y.Channels;
        GridWriter.ForEachPixel(
            writer,
            y.Height,
            y.Width,
            () =>
            {
                int start = 0;
                for (int i = 0; i < kernel.Parts.Count; i++)
                {
                    Grid part = kernel.Parts[i];
                    string from = Part(i) + "p";
                    GridWriter.ForEachVector(writer, part, (place, lanes) =>
                    {
                        // A loop runs over whole vectors only.
                        bool fits = lanes == 16 || start + place.Constant + 16 <= room;
                        string value = GridWriter.Load(part, from, place, lanes);
                        writer.Line(fits
                            ? RowWriter.StoreVector(value, "yp", place + start)
                            : $"Lanes.Store({value}, ref {RowWriter.At("yp", place + start)}, {lanes});");
                    });
                    start += part.Channels;
                }
            },
            [.. kernel.Parts.Select(static (part, i) => (Part(i), part, 1, 1)), ("y", y, 1, 1)]);
    }

    // Zeros everywhere first; what x has beyond its channels stays out of them.
    public static void Write(SourceWriter writer, ChannelPad kernel)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        int room = y.IsPadded ? y.Vectors * 16 : y.Channels;
        GridWriter.ForEachPixel(
            writer,
            y.Height,
            y.Width,
            () =>
            {
                GridWriter.ForEachVector(writer, y, (place, lanes) => writer.Line(GridWriter.Store(y, "Vector512<float>.Zero", "yp", place, lanes)));
                GridWriter.ForEachVector(writer, x, (place, lanes) =>
                {
                    Place to = place + kernel.Channel;
                    string value = RowWriter.Mask(GridWriter.Load(x, "xp", place, lanes), lanes);
                    writer.Line(lanes == 16 || to.Constant + 16 <= room
                        ? RowWriter.StoreVector(value, "yp", to)
                        : $"Lanes.Store({value}, ref {RowWriter.At("yp", to)}, {lanes});");
                });
            },
            ("x", x, 1, 1),
            ("y", y, 1, 1));
    }

    public static void Write(SourceWriter writer, ChannelSlice kernel)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        int room = x.IsPadded ? x.Vectors * 16 : x.Channels;
        GridWriter.ForEachPixel(
            writer,
            y.Height,
            y.Width,
            () => GridWriter.ForEachVector(writer, y, (place, lanes) =>
            {
                Place from = place + kernel.Channel;
                bool fits = lanes == 16 || from.Constant + 16 <= room;
                string value = fits ? RowWriter.LoadVector("xp", from) : $"Lanes.Load(ref {RowWriter.At("xp", from)}, {lanes})";
                writer.Line(GridWriter.Store(y, value, "yp", place, lanes));
            }),
            ("x", x, 1, 1),
            ("y", y, 1, 1));
    }
}
