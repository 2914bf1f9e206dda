using System;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>What kernels that go through the pixels of samples have in common.</summary>
internal static class GridWriter
{
    private const int UnrolledVectors = 4;

    /// <summary>
    /// Writes loops over samples, lines and pixels. In the body, each name with the suffix <c>p</c> is a reference to the pixel's first channel.
    /// </summary>
    public static void ForEachPixel(SourceWriter writer, int height, int width, Action body, params (string Name, Grid Grid, int LineStep, int PixelStep)[] grids)
    {
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            ForEachPixelOfSample(writer, height, width, body, grids);
        }
    }

    /// <summary>Writes the loops over the lines and pixels of a sample, and the step to the next one.</summary>
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

    /// <summary>
    /// Writes the body for every vector of a pixel's channels: unrolled where there are few and it is a line, a loop and a tail otherwise.
    /// </summary>
    public static void ForEachVector(SourceWriter writer, Grid grid, Action<Place, int> body, bool declares = false)
    {
        int whole = grid.LanesOf(grid.Vectors - 1) == 16 ? grid.Vectors : grid.Vectors - 1;
        if (grid.Vectors <= (declares ? 1 : UnrolledVectors))
        {
            for (int i = 0; i < grid.Vectors; i++)
            {
                body(i * 16, grid.LanesOf(i));
            }

            return;
        }

        using (writer.Braces($"for (nuint c = 0; c < {whole * 16}; c += 16)"))
        {
            body(new Place("c", 0), 16);
        }

        if (whole < grid.Vectors)
        {
            using (writer.Scope(declares))
            {
                body(whole * 16, grid.LanesOf(whole));
            }
        }
    }

    /// <summary>A vector of a pixel's channels; where pixels are not padded, no more of it is read than there is.</summary>
    public static string Load(Grid grid, string name, Place place, int lanes)
        => grid.IsPadded || lanes == 16 ? RowWriter.LoadVector(name, place) : $"Lanes.Load(ref {RowWriter.At(name, place)}, {lanes})";

    /// <summary>Stores a vector of a pixel's channels; where pixels are not padded, no more of it is written than there is.</summary>
    public static string Store(Grid grid, string value, string name, Place place, int lanes)
        => grid.IsPadded || lanes == 16 ? RowWriter.StoreVector(value, name, place) : $"Lanes.Store({value}, ref {RowWriter.At(name, place)}, {lanes});";

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

    /// <summary>The same for rows, each of which is a pixel.</summary>
    public static string View(string name, Row row)
        => View(name, new Grid(row.Length, Height: 1, Width: 1, ChannelStride: 1, LineStride: row.Stride, PixelStride: row.Stride, SampleStride: row.Stride, Origin: 0));
}
