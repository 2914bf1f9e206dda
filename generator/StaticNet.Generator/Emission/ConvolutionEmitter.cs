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
    public static void Write(SourceWriter writer, Convolution kernel)
    {
        if (ConvolutionCost.PrefersPixelLanes(kernel))
        {
            PixelLanesEmitter.Write(writer, kernel);
            return;
        }

        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        Group group = Group.Of(x.Channels, y.Channels, g);
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        (string Name, Grid Grid)[] walks = [.. epilogue.Walks(y)];
        if (kernel.Phases.Count > 0)
        {
            WriteTables(writer, kernel.Phases);
        }

        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float x0 = ref {RowWriter.At("x", x.Origin - (g.PadHeight * x.LineStride) - (g.PadWidth * x.PixelStride))};");
            foreach ((string name, Grid grid) in walks)
            {
                writer.Line($"ref float {name}0 = ref {RowWriter.At(name, grid.Origin)};");
            }

            using (kernel.Phases.Count > 0 ? WritePhases(writer, kernel.Phases.Count) : WriteGroups(
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

    private static void WriteTables(SourceWriter writer, EquatableArray<ConvolutionPhase> phases)
    {
        Table("kernelHeights", static phase => phase.KernelHeight);
        Table("kernelWidths", static phase => phase.KernelWidth);
        Table("fromX", static phase => phase.X);
        Table("fromY", static phase => phase.Y);
        Table("fromWeight", static phase => phase.Weight);

        void Table(string name, Func<ConvolutionPhase, int> value)
            => writer.Line($"ReadOnlySpan<int> {name} = [{string.Join(", ", phases.Select(phase => Literal.Of(value(phase))))}];");
    }

    // The references of a phase, and the size of its kernel.
    private static SourceWriter.Block WritePhases(SourceWriter writer, int phases)
    {
        SourceWriter.Block block = writer.Braces($"for (int phase = 0; phase < {phases}; phase++)");
        writer.Line("int kernelHeight = kernelHeights[phase];");
        writer.Line("int kernelWidth = kernelWidths[phase];");
        writer.Line("ref float xg = ref Unsafe.Add(ref x0, fromX[phase]);");
        writer.Line("ref float yg = ref Unsafe.Add(ref y0, fromY[phase]);");
        writer.Line("ref float wg = ref Unsafe.Add(ref weight, fromWeight[phase]);");
        return block;
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
        if (kernel.HasBias)
        {
            foreach (int c in Enumerable.Range(0, columns))
            {
                writer.Line($"Vector512<float> s0_{c} = {RowWriter.LoadLanes("bg", column + (c * 16), LanesAt(c))};");
            }
        }

        RowWriter.DeclareVectors(
            writer,
            Pairs(rows, columns)
                .Where(pair => !kernel.HasBias || pair.Row > 0)
                .Select(pair => ($"s{pair.Row}_{pair.Column}", kernel.HasBias ? $"s0_{pair.Column}" : "Vector512<float>.Zero")));

        writer.Line($"ref float wk = ref {RowWriter.At("wg", column)};");

        TermWriter.Write(writer, kernel, group, "x" + suffix, rows * columns, WriteTerm);

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

        void WriteTerm(string from, int xOffset, int wOffset)
        {
            foreach (int c in Enumerable.Range(0, columns))
            {
                writer.Line($"Vector512<float> w{c} = {RowWriter.LoadLanes("wk", wOffset + (c * 16), g.Groups == 1 ? 16 : LanesAt(c))};");
            }

            foreach (int r in Enumerable.Range(0, rows))
            {
                string value = RowWriter.At(from, xOffset + (r * g.StrideWidth * x.PixelStride));
                if (columns == 1)
                {
                    writer.Line($"s{r}_0 = Vector512.FusedMultiplyAdd(Vector512.Create({value}), w0, s{r}_0);");
                    continue;
                }

                writer.Line(r == 0 ? $"Vector512<float> v = Vector512.Create({value});" : $"v = Vector512.Create({value});");
                foreach (int c in Enumerable.Range(0, columns))
                {
                    writer.Line($"s{r}_{c} = Vector512.FusedMultiplyAdd(v, w{c}, s{r}_{c});");
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
