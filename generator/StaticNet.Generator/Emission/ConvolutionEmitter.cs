using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Emission.ConvolutionWriter;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes <see cref="Convolution"/>, register tiles of neighbouring pixels by vectors of channels, and <see cref="WeightTranspose"/>.
/// </summary>
internal static class ConvolutionEmitter
{
    // Up to this many multiply-adds of a tile stand in the code one by one.
    private const int UnrolledOperations = 96;

    public static void Write(SourceWriter writer, Convolution kernel)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        Group group = Group.Of(x.Channels, y.Channels, g);
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        (string Name, Grid Grid)[] walks = [.. epilogue.Walks(y)];
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float x0 = ref {RowWriter.At("x", x.Origin - (g.PadHeight * x.LineStride) - (g.PadWidth * x.PixelStride))};");
            foreach ((string name, Grid grid) in walks)
            {
                writer.Line($"ref float {name}0 = ref {RowWriter.At(name, grid.Origin)};");
            }

            using (WriteGroups(
                writer,
                g,
                [
                    ("xg", "x0", group.Inputs * x.ChannelStride),
                    .. walks.Select(walk => (walk.Name + "g", walk.Name + "0", group.Outputs)),
                    ("wg", "weight", group.Outputs),
                    ("bg", kernel.HasBias ? "bias" : "", group.Outputs),
                    .. epilogue.Channels.Select(name => (name + "g", name, group.Outputs)),
                ]))
            {
                ForEachWidth(
                    writer,
                    () => WriteColumns(writer, kernel, epilogue, group, new Tiling.Tile(group.OutputVectors == 1 ? 16 : 8, 3)),
                    () => WriteColumns(writer, kernel, epilogue, group, new Tiling.Tile(6, 1)));
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            foreach ((string name, Grid grid) in walks)
            {
                writer.Line($"{name} = ref {RowWriter.At(name, grid.SampleStride)};");
            }
        }
    }

    private static void WriteColumns(SourceWriter writer, Convolution kernel, Epilogue epilogue, Group group, Tiling.Tile tile)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        (string Name, Grid Grid)[] walks = [.. epilogue.Walks(y)];
        int rows = Rows(y.Width, tile.Rows);
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(group.OutputVectors, Math.Min(group.OutputVectors, tile.Columns), group.IsWhole);
        foreach ((int start, int width, int repeat) in runs)
        {
            using (RowWriter.OpenColumns(writer, start, width, repeat, runs.Count == 1))
            {
                Place column = RowWriter.Column(start, repeat);
                epilogue.WriteColumns(writer, "g", column, width, c => repeat == 1 && g.Groups > 1 ? group.OutputLanes(start + c) : 16);
                writer.Line("ref float xl = ref xg;");
                foreach ((string name, _) in walks)
                {
                    writer.Line($"ref float {name}l = ref {RowWriter.At(name + "g", column)};");
                }

                using (y.Height > 1 ? writer.Braces($"for (int line = 0; line < {y.Height}; line++)") : default)
                {
                    WriteLine(writer, kernel, epilogue, group, rows, start, width, repeat, column);
                    if (y.Height > 1)
                    {
                        writer.Line($"xl = ref {RowWriter.At("xl", g.StrideHeight * x.LineStride)};");
                        foreach ((string name, Grid grid) in walks)
                        {
                            writer.Line($"{name}l = ref {RowWriter.At(name + "l", grid.LineStride)};");
                        }
                    }
                }
            }
        }
    }

    private static void WriteLine(
        SourceWriter writer, Convolution kernel, Epilogue epilogue, Group group, int rows, int start, int columns, int repeat, Place column)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        int tiles = y.Width / rows;
        int rest = y.Width % rows;
        int step = g.StrideWidth * x.PixelStride;
        if (tiles > 1 || rest > 0)
        {
            writer.Line("ref float xs = ref xl;");
            foreach ((string name, _) in epilogue.Walks(y))
            {
                writer.Line($"ref float {name}s = ref {name}l;");
            }
        }

        string at = tiles > 1 || rest > 0 ? "s" : "l";
        if (tiles > 0)
        {
            using (tiles > 1 ? writer.Braces($"for (int tile = 0; tile < {tiles}; tile++)") : writer.Scope(rest > 0))
            {
                WriteTile(writer, kernel, epilogue, group, rows, start, columns, repeat, column, at);
                if (tiles > 1 || rest > 0)
                {
                    writer.Line($"xs = ref {RowWriter.At("xs", rows * step)};");
                    foreach ((string name, Grid grid) in epilogue.Walks(y))
                    {
                        writer.Line($"{name}s = ref {RowWriter.At(name + "s", rows * grid.PixelStride)};");
                    }
                }
            }
        }

        if (rest > 0)
        {
            using (writer.Scope(tiles > 0))
            {
                WriteTile(writer, kernel, epilogue, group, rest, start, columns, repeat, column, at);
            }
        }
    }

    // The suffix is that of the references to the tile's first pixels: xs, ys.
    private static void WriteTile(
        SourceWriter writer, Convolution kernel, Epilogue epilogue, Group group, int rows, int start, int columns, int repeat, Place column, string suffix)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        foreach ((int r, int c) in Pairs(rows, columns))
        {
            string initial = !kernel.HasBias ? "Vector512<float>.Zero" : r > 0 ? $"s0_{c}" : RowWriter.LoadLanes("bg", column + (c * 16), LanesAt(c));
            writer.Line($"Vector512<float> s{r}_{c} = {initial};");
        }

        writer.Line($"ref float wk = ref {RowWriter.At("wg", column)};");

        // From the inside: channels, pixels of the kernel, lines of the kernel. Levels that step alike are one.
        var levels = new List<(string Name, int Count, int Step)>();
        foreach ((string name, int count, int step) in new[]
        {
            ("k", group.Inputs, x.ChannelStride),
            ("kx", g.KernelWidth, g.DilationWidth * x.PixelStride),
            ("ky", g.KernelHeight, g.DilationHeight * x.LineStride),
        })
        {
            if (levels.Count > 0 && step == levels[levels.Count - 1].Count * levels[levels.Count - 1].Step)
            {
                (string inner, int innerCount, int innerStep) = levels[levels.Count - 1];
                levels[levels.Count - 1] = (inner, innerCount * count, innerStep);
            }
            else if (count > 1 || levels.Count == 0)
            {
                levels.Add((name, count, step));
            }
        }

        WriteLevels(levels.Count - 1, "x" + suffix);

        foreach ((int r, int c) in Pairs(rows, columns))
        {
            // Only behind the last channel of all is padding.
            int lanes = g.Groups == 1 ? 16 : LanesAt(c);
            string value = epilogue.Apply($"s{r}_{c}", new Epilogue.StorePlace(suffix, r, c * 16, c, lanes));
            Place place = (r * y.PixelStride) + (c * 16);
            writer.Line(lanes == 16
                ? RowWriter.StoreVector(value, "y" + suffix, place)
                : $"Lanes.Store({value}, ref {RowWriter.At("y" + suffix, place)}, {lanes});");
        }

        int LanesAt(int c) => repeat == 1 ? group.OutputLanes(start + c) : 16;

        void WriteLevels(int level, string from)
        {
            (string name, int count, int step) = levels[level];
            if (level > 0)
            {
                string reference = "x" + name;
                writer.Line($"ref float {reference} = ref {from};");
                using (writer.Braces($"for (int {name} = 0; {name} < {count}; {name}++)"))
                {
                    WriteLevels(level - 1, reference);
                    writer.Line($"{reference} = ref {RowWriter.At(reference, step)};");
                }

                return;
            }

            if (count * rows * columns <= UnrolledOperations)
            {
                for (int k = 0; k < count; k++)
                {
                    WriteTerm(from, k * step, k * kernel.RowStride);
                }

                writer.Line($"wk = ref {RowWriter.At("wk", count * kernel.RowStride)};");
            }
            else
            {
                writer.Line($"ref float xk = ref {from};");
                using (writer.Braces($"for (int k = 0; k < {count}; k++)"))
                {
                    WriteTerm("xk", 0, 0, scoped: false);
                    writer.Line($"wk = ref {RowWriter.At("wk", kernel.RowStride)};");
                    writer.Line($"xk = ref {RowWriter.At("xk", step)};");
                }
            }
        }

        void WriteTerm(string from, int xOffset, int wOffset, bool scoped = true)
        {
            using (writer.Scope(scoped))
            {
                foreach (int c in Enumerable.Range(0, columns))
                {
                    writer.Line($"Vector512<float> w{c} = {RowWriter.LoadLanes("wk", wOffset + (c * 16), g.Groups == 1 ? 16 : LanesAt(c))};");
                }

                foreach (int r in Enumerable.Range(0, rows))
                {
                    string value = RowWriter.At(from, xOffset + (r * g.StrideWidth * x.PixelStride));
                    writer.Line(r == 0 ? $"Vector512<float> v = Vector512.Create({value});" : $"v = Vector512.Create({value});");
                    foreach (int c in Enumerable.Range(0, columns))
                    {
                        writer.Line($"s{r}_{c} = Vector512.FusedMultiplyAdd(v, w{c}, s{r}_{c});");
                    }
                }
            }
        }
    }

    public static void Write(SourceWriter writer, WeightTranspose kernel)
    {
        using (writer.Braces($"foreach (int tap in (ReadOnlySpan<int>)[{string.Join(", ", kernel.Taps.Select(Literal.Of))}])"))
        {
            writer.Line($"ref float tapWeight = ref Unsafe.Add(ref weight, tap * {kernel.Inputs * kernel.RowStride});");
            writer.Line($"Lanes.Transpose(ref tapWeight, {kernel.Inputs}, {kernel.Outputs}, {kernel.RowStride}, ref transposed, {kernel.TransposedStride});");
            writer.Line($"transposed = ref Unsafe.Add(ref transposed, {kernel.Outputs * kernel.TransposedStride});");
        }
    }
}
