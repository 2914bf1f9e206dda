using System;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>What kernels that go through the pixels of samples have in common.</summary>
internal static class GridWriter
{
    /// <summary>
    /// Writes the loops over the lines and pixels of a sample, and the step to the next one. In the body, each name with the suffix <c>p</c> is a reference to the pixel's
    /// first channel.
    /// </summary>
    public static void ForEachPixelOfSample(
        SourceWriter writer, int height, int width, Action body, params (string Name, Grid Grid, int LineStep, int PixelStep)[] grids)
    {
        if (height > 1)
        {
            foreach ((string name, Grid grid, _, _) in grids)
            {
                writer.Line($"ref float {name}l = ref {RowWriter.At(name, grid.Origin)};");
            }

            using (writer.Braces($"for (int line = 0; line < {height}; line++)"))
            {
                WriteLine(writer, width, body, "l", grids);
                foreach ((string name, Grid grid, int step, _) in grids)
                {
                    writer.Line($"{name}l = ref {RowWriter.At(name + "l", grid.LineStride * step)};");
                }
            }
        }
        else
        {
            WriteLine(writer, width, body, "", grids);
        }

        foreach ((string name, Grid grid, _, _) in grids)
        {
            writer.Line($"{name} = ref {RowWriter.At(name, grid.SampleStride)};");
        }
    }

    private static void WriteLine(SourceWriter writer, int width, Action body, string suffix, (string Name, Grid Grid, int LineStep, int PixelStep)[] grids)
    {
        foreach ((string name, Grid grid, _, _) in grids)
        {
            writer.Line($"ref float {name}p = ref {RowWriter.At(name + suffix, suffix.Length == 0 ? grid.Origin : 0)};");
        }

        if (width == 1)
        {
            body();
            return;
        }

        using (writer.Braces($"for (int pixel = 0; pixel < {width}; pixel++)"))
        {
            body();
            foreach ((string name, Grid grid, _, int step) in grids)
            {
                writer.Line($"{name}p = ref {RowWriter.At(name + "p", grid.PixelStride * step)};");
            }
        }
    }

    /// <summary>What describes to methods of the runtime where values lie.</summary>
    /// <param name="name">The reference to the first sample.</param>
    /// <param name="grid">Where they lie.</param>
    public static string View(string name, Grid grid) => View(name, grid, grid.Origin);

    /// <summary>The same for values that begin elsewhere: so many floats behind the reference.</summary>
    public static string View(string name, Grid grid, int origin)
    {
        int line = grid.Vectors * DenseStorage.Lanes * grid.Width;
        bool isDense = origin == 0 && grid.SampleStride == line * grid.Height;
        string strides = isDense ? "" : $", line: {Literal.Of(grid.LineStride)}, sample: {Literal.Of(grid.SampleStride)}, origin: {Literal.Of(origin)}";
        return $"new PixelView(ref {name}, {Literal.Of(grid.Channels)}, {Literal.Of(grid.Height)}, {Literal.Of(grid.Width)}{strides})";
    }

    /// <summary>The same for pixels; a flat value is one, and so is an image of one pixel that has no border.</summary>
    public static string View(string name, Pixels pixels)
        => pixels.Grid is { Height: 1, Width: 1 } && pixels.Grid.SampleStride == pixels.Row.Stride ? View(name, pixels.Row) : View(name, pixels.Grid);

    /// <summary>The same for rows, each of which is a pixel.</summary>
    public static string View(string name, Row row)
        => View(name, new Grid(row.Length, Height: 1, Width: 1, ChannelStride: 1, LineStride: row.Stride, PixelStride: row.Stride, SampleStride: row.Stride, Origin: 0));
}
