using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes <see cref="Convolution"/>, <see cref="ConvolutionInputGradient"/> and <see cref="ConvolutionWeightGradient"/>: register tiles of neighbouring
/// pixels by vectors of channels.
/// </summary>
internal static class ConvolutionEmitter
{
    // Up to this many multiply-adds of a tile stand in the code one by one.
    private const int UnrolledOperations = 96;

    private const int FoldedPixels = 4;
    private const int FoldedChannels = 4;
    private const int GradientRows = 8;
    private const int GradientColumns = 3;

    public static void Write(SourceWriter writer, Convolution kernel)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        Group group = Group.Of(x.Channels, y.Channels, g);
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        (string Name, Grid Grid)[] walks = [.. epilogue.Walks(y)];
        int columns = Math.Min(group.OutputVectors, 3);
        int rows = Rows(y.Width, columns switch { 1 => 16, 2 => 8, _ => 8 });
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
                IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(group.OutputVectors, columns, group.IsWhole);
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

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            foreach ((string name, Grid grid) in walks)
            {
                writer.Line($"{name} = ref {RowWriter.At(name, grid.SampleStride)};");
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

    public static void Write(SourceWriter writer, ConvolutionInputGradient kernel)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        Group group = Group.Of(dx.Channels, dy.Channels, g);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float dy0 = ref {RowWriter.At("dy", dy.Origin)};");
            writer.Line($"ref float dx0 = ref {RowWriter.At("dx", dx.Origin)};");
            using (WriteGroups(writer, g, ("dyg", "dy0", group.Outputs), ("dxg", "dx0", group.Inputs), ("wg", "weight", group.Outputs)))
            {
                int phases = Math.Min(g.StrideHeight, dx.Height) * Math.Min(g.StrideWidth, dx.Width);
                for (int py = 0; py < Math.Min(g.StrideHeight, dx.Height); py++)
                {
                    for (int px = 0; px < Math.Min(g.StrideWidth, dx.Width); px++)
                    {
                        using (writer.Scope(phases > 1))
                        {
                            WritePhase(writer, kernel, group, py, px);
                        }
                    }
                }
            }

            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
            writer.Line($"dx = ref {RowWriter.At("dx", dx.SampleStride)};");
        }
    }

    // The input pixels py + stride * i, px + stride * i: all of them meet the same positions of the kernel.
    private static void WritePhase(SourceWriter writer, ConvolutionInputGradient kernel, Group group, int py, int px)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        ConvTaps vertical = ConvTaps.Of(py, g.KernelHeight, g.StrideHeight, g.PadHeight, g.DilationHeight);
        ConvTaps horizontal = ConvTaps.Of(px, g.KernelWidth, g.StrideWidth, g.PadWidth, g.DilationWidth);
        int lines = (dx.Height - py + g.StrideHeight - 1) / g.StrideHeight;
        int pixels = (dx.Width - px + g.StrideWidth - 1) / g.StrideWidth;
        int channelBlocks = group.Inputs / FoldedChannels;
        int channelRest = group.Inputs % FoldedChannels;
        int to = (py * dx.LineStride) + (px * dx.PixelStride);
        int from = (vertical.Start * dy.LineStride) + (horizontal.Start * dy.PixelStride);
        int row = ((vertical.First * g.KernelWidth) + horizontal.First) * group.Inputs * kernel.RowStride;

        writer.Line($"ref float dxl = ref {RowWriter.At("dxg", to)};");
        writer.Line($"ref float dyl = ref {RowWriter.At("dyg", from)};");
        writer.Line($"ref float wp = ref {RowWriter.At("wg", row)};");
        using (writer.Braces($"for (int line = 0; line < {lines}; line++)"))
        {
            foreach ((int first, int count, int width) in Runs(pixels, FoldedPixels))
            {
                using (writer.Braces(count > 1 ? $"for (int tile = 0; tile < {count}; tile++)" : null))
                {
                    writer.Line($"ref float dxs = ref Unsafe.Add(ref dxl, {Tile(first, width, count, g.StrideWidth * dx.PixelStride)});");
                    writer.Line($"ref float dys = ref Unsafe.Add(ref dyl, {Tile(first, width, count, dy.PixelStride)});");
                    if (channelBlocks > 0)
                    {
                        using (writer.Braces($"for (nuint i = 0; i < {channelBlocks * FoldedChannels}; i += {FoldedChannels})"))
                        {
                            WriteFoldedTile(writer, kernel, group, vertical, horizontal, width, FoldedChannels, new Place("i", 0));
                        }
                    }

                    if (channelRest > 0)
                    {
                        using (writer.Braces(null))
                        {
                            WriteFoldedTile(writer, kernel, group, vertical, horizontal, width, channelRest, channelBlocks * FoldedChannels);
                        }
                    }
                }
            }

            writer.Line($"dxl = ref {RowWriter.At("dxl", g.StrideHeight * dx.LineStride)};");
            writer.Line($"dyl = ref {RowWriter.At("dyl", dy.LineStride)};");
        }
    }

    private static void WriteFoldedTile(
        SourceWriter writer,
        ConvolutionInputGradient kernel,
        Group group,
        ConvTaps vertical,
        ConvTaps horizontal,
        int rows,
        int columns,
        Place channel)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        if (vertical.Count == 0 || horizontal.Count == 0)
        {
            foreach (int r in Enumerable.Range(0, rows))
            {
                writer.Line($"Lanes.Clear(ref Unsafe.Add(ref dxs, {channel + (r * g.StrideWidth * dx.PixelStride)}), {columns});");
            }

            return;
        }

        foreach ((int r, int c) in Pairs(rows, columns))
        {
            writer.Line($"Vector512<float> s{r}_{c} = Vector512<float>.Zero;");
        }

        writer.Line($"ref float wy = ref Unsafe.Add(ref wp, {Scaled(channel, kernel.RowStride)});");
        writer.Line("ref float dyy = ref dys;");
        using (writer.Braces($"for (int ky = 0; ky < {vertical.Count}; ky++)"))
        {
            writer.Line("ref float wk = ref wy;");
            writer.Line("ref float dyk = ref dyy;");
            using (writer.Braces($"for (int kx = 0; kx < {horizontal.Count}; kx++)"))
            {
                int whole = group.IsWhole ? group.OutputVectors : group.OutputVectors - 1;
                if (whole > 2)
                {
                    using (writer.Braces($"for (nuint o = 0; o < {whole * 16}; o += 16)"))
                    {
                        WriteTerm(new Place("o", 0), 16);
                    }
                }
                else
                {
                    foreach (int v in Enumerable.Range(0, whole))
                    {
                        using (writer.Braces(null))
                        {
                            WriteTerm(v * 16, 16);
                        }
                    }
                }

                if (!group.IsWhole)
                {
                    using (writer.Braces(null))
                    {
                        WriteTerm(whole * 16, group.OutputLanes(whole));
                    }
                }

                writer.Line($"wk = ref {RowWriter.At("wk", horizontal.Step * group.Inputs * kernel.RowStride)};");
                writer.Line($"dyk = ref {RowWriter.At("dyk", -horizontal.OutputStep * dy.PixelStride)};");
            }

            writer.Line($"wy = ref {RowWriter.At("wy", vertical.Step * g.KernelWidth * group.Inputs * kernel.RowStride)};");
            writer.Line($"dyy = ref {RowWriter.At("dyy", -vertical.OutputStep * dy.LineStride)};");
        }

        foreach (int r in Enumerable.Range(0, rows))
        {
            string[] sums = Enumerable.Range(0, columns).Select(c => $"s{r}_{c}").ToArray();
            string at = $"Unsafe.Add(ref dxs, {channel + (r * g.StrideWidth * dx.PixelStride)})";
            writer.Line(columns == 1 ? $"{at} = Lanes.Fold({sums[0]});" : $"Lanes.Store({DotProductEmitter.Fold(sums)}, ref {at}, {columns});");
        }

        void WriteTerm(Place place, int lanes)
        {
            // Without groups the lanes behind the last channel are padding: they are masked, and the rows are there to be read.
            bool isExact = g.Groups > 1;
            foreach (int c in Enumerable.Range(0, columns))
            {
                writer.Line($"Vector512<float> w{c} = {Partial("wk", place + (c * kernel.RowStride), lanes, isExact)};");
            }

            foreach (int r in Enumerable.Range(0, rows))
            {
                string value = Partial("dyk", place + (r * dy.PixelStride), lanes, isExact);
                writer.Line(r == 0 ? $"Vector512<float> v = {value};" : $"v = {value};");
                foreach (int c in Enumerable.Range(0, columns))
                {
                    writer.Line($"s{r}_{c} = Vector512.FusedMultiplyAdd(v, w{c}, s{r}_{c});");
                }
            }
        }
    }

    public static void Write(SourceWriter writer, ConvolutionWeightGradient kernel)
    {
        (Grid x, Grid dy, ConvGeometry g) = (kernel.X, kernel.Dy, kernel.Geometry);
        Group group = Group.Of(x.Channels, dy.Channels, g);

        // Rows of the gradient in tiles: channels of one kernel position where there are enough of them, else all of one kernel line.
        int inputs = group.Inputs;
        bool byChannel = inputs >= GradientRows;
        (int Offset, int Row)[] terms = byChannel
            ? [.. Enumerable.Range(0, group.Inputs).Select(i => (i * x.ChannelStride, i * kernel.RowStride))]
            :
            [
                .. from kx in Enumerable.Range(0, g.KernelWidth)
                   from i in Enumerable.Range(0, inputs)
                   select ((kx * g.DilationWidth * x.PixelStride) + (i * x.ChannelStride), ((kx * inputs) + i) * kernel.RowStride),
            ];
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float x0 = ref {RowWriter.At("x", x.Origin - (g.PadHeight * x.LineStride) - (g.PadWidth * x.PixelStride))};");
            writer.Line($"ref float dy0 = ref {RowWriter.At("dy", dy.Origin)};");
            using (WriteGroups(writer, g, ("xg", "x0", group.Inputs * x.ChannelStride), ("dyg", "dy0", group.Outputs), ("gg", "gradient", group.Outputs)))
            using (writer.Braces($"for (int ky = 0; ky < {g.KernelHeight}; ky++)"))
            using (writer.Braces(byChannel ? $"for (int kx = 0; kx < {g.KernelWidth}; kx++)" : null))
            {
                string kx = byChannel ? $" + (kx * {g.DilationWidth * x.PixelStride})" : "";
                string gx = byChannel ? $" + (kx * {group.Inputs * kernel.RowStride})" : "";
                writer.Line($"ref float xk = ref Unsafe.Add(ref xg, (ky * {g.DilationHeight * x.LineStride}){kx});");
                writer.Line($"ref float gk = ref Unsafe.Add(ref gg, (ky * {g.KernelWidth * group.Inputs * kernel.RowStride}){gx});");
                foreach ((int first, int count, int width) in Runs(terms.Length, GradientRows))
                {
                    // Channels follow each other evenly, so that their tiles are a loop; the mixed rows of a kernel line stand one by one.
                    if (byChannel)
                    {
                        using (writer.Braces(count > 1 ? $"for (int tile = 0; tile < {count}; tile++)" : null))
                        {
                            writer.Line($"ref float xi = ref Unsafe.Add(ref xk, {Tile(first, width, count, x.ChannelStride)});");
                            writer.Line($"ref float gi = ref Unsafe.Add(ref gk, {Tile(first, width, count, kernel.RowStride)});");
                            WriteGradientTiles(writer, kernel, group, [.. terms.Take(width)], "xi", "gi");
                        }
                    }
                    else
                    {
                        for (int i = 0; i < count; i++)
                        {
                            using (writer.Braces(null))
                            {
                                WriteGradientTiles(writer, kernel, group, [.. terms.Skip(first + (i * width)).Take(width)], "xk", "gk");
                            }
                        }
                    }
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
        }
    }

    private static void WriteGradientTiles(
        SourceWriter writer, ConvolutionWeightGradient kernel, Group group, (int Offset, int Row)[] terms, string x, string gradient)
    {
        (Grid xs, Grid dy, ConvGeometry g) = (kernel.X, kernel.Dy, kernel.Geometry);
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(group.OutputVectors, Math.Min(GradientColumns, group.OutputVectors), group.IsWhole);
        foreach ((int start, int columns, int repeat) in runs)
        {
            using (RowWriter.OpenColumns(writer, start, columns, repeat, runs.Count == 1))
            {
                Place column = RowWriter.Column(start, repeat);
                bool isExact = g.Groups > 1;
                foreach ((int r, int c) in Pairs(terms.Length, columns))
                {
                    writer.Line($"Vector512<float> s{r}_{c} = {Partial(gradient, column + terms[r].Row + (c * 16), isExact ? LanesAt(c) : 16, isExact)};");
                }

                writer.Line($"ref float xl = ref {x};");
                writer.Line($"ref float dyl = ref {RowWriter.At("dyg", column)};");
                using (writer.Braces($"for (int line = 0; line < {dy.Height}; line++)"))
                {
                    writer.Line("ref float xp = ref xl;");
                    writer.Line("ref float dyp = ref dyl;");
                    using (writer.Braces($"for (int pixel = 0; pixel < {dy.Width}; pixel++)"))
                    {
                        foreach (int c in Enumerable.Range(0, columns))
                        {
                            writer.Line($"Vector512<float> d{c} = {Partial("dyp", c * 16, LanesAt(c), isExact)};");
                        }

                        foreach (int r in Enumerable.Range(0, terms.Length))
                        {
                            string value = RowWriter.At("xp", terms[r].Offset);
                            writer.Line(r == 0 ? $"Vector512<float> v = Vector512.Create({value});" : $"v = Vector512.Create({value});");
                            foreach (int c in Enumerable.Range(0, columns))
                            {
                                writer.Line($"s{r}_{c} = Vector512.FusedMultiplyAdd(v, d{c}, s{r}_{c});");
                            }
                        }

                        writer.Line($"xp = ref {RowWriter.At("xp", g.StrideWidth * xs.PixelStride)};");
                        writer.Line($"dyp = ref {RowWriter.At("dyp", dy.PixelStride)};");
                    }

                    writer.Line($"xl = ref {RowWriter.At("xl", g.StrideHeight * xs.LineStride)};");
                    writer.Line($"dyl = ref {RowWriter.At("dyl", dy.LineStride)};");
                }

                foreach ((int r, int c) in Pairs(terms.Length, columns))
                {
                    Place place = column + terms[r].Row + (c * 16);
                    writer.Line(isExact && LanesAt(c) < 16
                        ? $"Lanes.Store(s{r}_{c}, ref {RowWriter.At(gradient, place)}, {LanesAt(c)});"
                        : RowWriter.StoreVector($"s{r}_{c}", gradient, place));
                }

                int LanesAt(int c) => repeat == 1 ? group.OutputLanes(start + c) : 16;
            }
        }
    }

    // A tile that divides the line where there is one of at least half the size.
    private static int Rows(int width, int largest)
    {
        largest = Math.Min(largest, width);
        for (int rows = largest; rows * 2 > largest; rows--)
        {
            if (width % rows == 0)
            {
                return rows;
            }
        }

        return largest;
    }

    // Whole tiles, then the rest: where they start, how many they are, how wide.
    private static IEnumerable<(int First, int Count, int Width)> Runs(int length, int tile)
    {
        if (length >= tile)
        {
            yield return (0, length / tile, tile);
        }

        if (length % tile > 0)
        {
            yield return (length / tile * tile, 1, length % tile);
        }
    }

    private static string Tile(int first, int width, int count, int stride)
        => count > 1 ? $"tile * {width * stride}" : Literal.Of(first * stride);

    private static IEnumerable<(int Row, int Column)> Pairs(int rows, int columns)
        => from r in Enumerable.Range(0, rows)
           from c in Enumerable.Range(0, columns)
           select (r, c);

    private static string Scaled(Place place, int factor)
        => place.Variable is null ? Literal.Of(place.Constant * factor) : $"{place.Variable} * {Literal.Of(factor)}";

    // A vector of which only the first lanes count: read exactly where what lies behind is not this group's, else masked.
    private static string Partial(string name, Place place, int lanes, bool isExact)
        => lanes == 16 ? RowWriter.LoadVector(name, place)
            : isExact ? RowWriter.LoadLanes(name, place, lanes)
            : RowWriter.Mask(RowWriter.LoadVector(name, place), lanes);

    // The references of a group; without groups they have other names for the same.
    private static SourceWriter.Block WriteGroups(SourceWriter writer, ConvGeometry g, params (string Name, string From, int Step)[] references)
    {
        SourceWriter.Block block = g.Groups > 1 ? writer.Braces($"for (int group = 0; group < {g.Groups}; group++)") : default;
        foreach ((string name, string from, int step) in references.Where(static reference => reference.From.Length > 0))
        {
            writer.Line(g.Groups > 1
                ? $"ref float {name} = ref Unsafe.Add(ref {from}, group * {step});"
                : $"ref float {name} = ref {from};");
        }

        return block;
    }

    /// <summary>The channels of one group.</summary>
    private readonly record struct Group(int Inputs, int Outputs)
    {
        public int OutputVectors => (Outputs + 15) / 16;

        public bool IsWhole => Outputs % 16 == 0;

        public static Group Of(int inputs, int outputs, ConvGeometry geometry) => new(inputs / geometry.Groups, outputs / geometry.Groups);

        public int OutputLanes(int vector) => vector < OutputVectors - 1 ? 16 : Outputs - ((OutputVectors - 1) * 16);
    }
}
