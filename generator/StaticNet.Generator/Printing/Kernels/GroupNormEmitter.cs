using System;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="GroupStatistics"/>, <see cref="GroupNormKernel"/>, <see cref="GroupNormSums"/> and <see cref="GroupNormGradient"/>: sample by sample,
/// for a few vectors of channels at a time, with everything that is one a channel in registers.
/// </summary>
internal static class GroupNormEmitter
{
    private const int HeldColumns = 4;

    public static void Write(SourceWriter writer, GroupStatistics kernel)
    {
        Grid grid = kernel.X.Grid;
        int padded = grid.Vectors * 16;
        string average = $"{kernel.Groups}, {grid.Channels / kernel.Groups}, {Count(grid, kernel.Groups)}";
        ForEachSample(writer, [("x", grid)], [("statistics", 2 * padded)], () =>
        {
            ForEachRun(writer, kernel.X.Row, masks: false, run =>
            {
                WriteSums(writer, run, grid, ["total"], ["x"], (sums, pixel, c) => writer.Line($"{sums[0]} += {Load(kernel.X, "xp", pixel, run, c)};"));
                run.Each(c => writer.Line(RowWriter.StoreVector($"total{c}", "statistics", run.At(c))));
            });
            writer.Line($"ChannelGroups.Average(ref statistics, {average});");
            writer.Line();
            ForEachRun(writer, kernel.X.Row, masks: false, run =>
            {
                run.Each(c => writer.Line($"Vector512<float> mean{c} = {RowWriter.LoadVector("statistics", run.At(c))};"));
                writer.Line("Vector512<float> d;");
                WriteSums(writer, run, grid, ["squares"], ["x"], (sums, pixel, c) =>
                {
                    writer.Line($"d = {Load(kernel.X, "xp", pixel, run, c)} - mean{c};");
                    writer.Line($"{sums[0]} = Vector512.FusedMultiplyAdd(d, d, {sums[0]});");
                });
                run.Each(c => writer.Line(RowWriter.StoreVector($"squares{c}", "statistics", run.At(c) + padded)));
            });
            writer.Line($"ChannelGroups.Average(ref {RowWriter.At("statistics", padded)}, {average});");
            RowWriter.ForEachVector(writer, new Row(grid.Channels, true), (place, _) =>
            {
                // 1 / sqrt(variance), and NaN where the variance is infinite: a scale of 0 would make zeros of what is too large.
                writer.Line($"Vector512<float> variance = {RowWriter.LoadVector("statistics", place + padded)} + Vector512.Create({Literal.Of(kernel.Epsilon)});");
                writer.Line(RowWriter.StoreVector("Vector512.Sqrt(variance) / variance", "statistics", place + padded));
            }, declares: true);
        });
    }

    public static void Write(SourceWriter writer, GroupNormKernel kernel)
    {
        (Grid x, Grid y) = (kernel.X.Grid, kernel.Y.Grid);
        int padded = x.Vectors * 16;
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        epilogue.WriteAffines(writer, x.Vectors);
        (string Name, Grid Grid)[] walks = [("x", x), .. epilogue.Walks(y)];

        // What functions in the store bring has names of its own: mean0, affine0_0 and the like.
        ForEachSample(writer, walks, [("statistics", 2 * padded)], () => ForEachRun(writer, new Row(x.Channels, kernel.X.IsPadded && kernel.Y.IsPadded), masks: false, run =>
        {
            run.Each(c =>
            {
                writer.Line($"Vector512<float> center{c} = {RowWriter.LoadVector("statistics", run.At(c))};");
                writer.Line($"Vector512<float> factor{c} = {Weighted(RowWriter.LoadVector("statistics", run.At(c) + padded), kernel.IsAffine, run, c)};");
                if (kernel.IsAffine)
                {
                    writer.Line($"Vector512<float> offset{c} = {RowWriter.LoadVector("bias", run.At(c))};");
                }
            });
            epilogue.WriteColumns(writer, run.Column, run.Columns);
            ForEachPixel(writer, run, x, walks, 1, _ => run.Each(c =>
            {
                string centered = $"{Load(kernel.X, "xp", 0, run, c)} - center{c}";
                string value = kernel.IsAffine ? $"Vector512.FusedMultiplyAdd({centered}, factor{c}, offset{c})" : $"({centered}) * factor{c}";
                value = epilogue.Apply(value, new Epilogue.StorePlace("p", 0, c * 16, c, 16));
                writer.Line(RowWriter.Store(kernel.Y.Row, value, "yp", c * 16, run.Lanes(c)));
            }));
        }));
    }

    public static void Write(SourceWriter writer, GroupNormSums kernel)
    {
        Grid grid = kernel.X.Grid;
        int padded = grid.Vectors * 16;
        string average = $"{kernel.Groups}, {grid.Channels / kernel.Groups}, {Count(grid, kernel.Groups)}";
        ForEachSample(writer, [("x", grid), ("dy", kernel.Dy.Grid)], [("statistics", 2 * padded), ("sums", 2 * padded)], () =>
        {
            ForEachRun(writer, kernel.X.Row, masks: true, run =>
            {
                run.Each(c =>
                {
                    writer.Line($"Vector512<float> mean{c} = {RowWriter.LoadVector("statistics", run.At(c))};");
                    writer.Line($"Vector512<float> scale{c} = {RowWriter.LoadVector("statistics", run.At(c) + padded)};");
                });
                writer.Line("Vector512<float> d;");
                WriteSums(writer, run, grid, ["sum", "product"], ["x", "dy"], (sums, pixel, c) =>
                {
                    writer.Line($"d = {Load(kernel.Dy, "dyp", pixel, run, c)};");
                    writer.Line($"{sums[0]} += d;");
                    writer.Line($"{sums[1]} = Vector512.FusedMultiplyAdd(d, ({Load(kernel.X, "xp", pixel, run, c)} - mean{c}) * scale{c}, {sums[1]});");
                }, kernel.Dy.Grid);
                run.Each(c =>
                {
                    if (!kernel.IsAffine)
                    {
                        writer.Line(RowWriter.StoreVector($"sum{c} * scale{c}", "sums", run.At(c)));
                        writer.Line(RowWriter.StoreVector($"product{c}", "sums", run.At(c) + padded));
                        return;
                    }

                    string weight = RowWriter.LoadVector("weight", run.At(c));
                    foreach ((string sum, string gradient, string factor, int half) in new[]
                    {
                        ("sum", "biasGradient", $"(scale{c} * {weight})", 0),
                        ("product", "weightGradient", weight, padded),
                    })
                    {
                        string added = $"{RowWriter.LoadVector(gradient, run.At(c))} + {RowWriter.Mask(sum + c, run.Lanes(c))}";
                        writer.Line(RowWriter.StoreVector(added, gradient, run.At(c)));
                        writer.Line(RowWriter.StoreVector($"{sum}{c} * {factor}", "sums", run.At(c) + half));
                    }
                });
            });
            writer.Line($"ChannelGroups.Average(ref sums, {average});");
            writer.Line($"ChannelGroups.Average(ref {RowWriter.At("sums", padded)}, {average});");
        });
    }

    public static void Write(SourceWriter writer, GroupNormGradient kernel)
    {
        (Grid x, Grid dy, Grid dx) = (kernel.X.Grid, kernel.Dy.Grid, kernel.Dx.Grid);
        int padded = x.Vectors * 16;
        (string Name, Grid Grid)[] walks = [("x", x), ("dy", dy), ("dx", dx)];
        ForEachSample(writer, walks, [("statistics", 2 * padded), ("sums", 2 * padded)], () => ForEachRun(writer, kernel.X.Row, masks: false, run =>
        {
            // slope dy is rounded, as in the sum that shift is the mean of: a fused multiply-add would leave the rounding where a group has one value.
            writer.Line("// dx = slope dy - shift + curve (mean - x)");
            run.Each(c =>
            {
                string scale = RowWriter.LoadVector("statistics", run.At(c) + padded);
                writer.Line($"Vector512<float> mean{c} = {RowWriter.LoadVector("statistics", run.At(c))};");
                writer.Line($"Vector512<float> slope{c} = {Weighted(scale, kernel.IsAffine, run, c)};");
                writer.Line($"Vector512<float> curve{c} = {scale} * {scale} * {RowWriter.LoadVector("sums", run.At(c) + padded)};");
                writer.Line($"Vector512<float> shift{c} = {RowWriter.LoadVector("sums", run.At(c))};");
            });
            ForEachPixel(writer, run, x, walks, 1, _ => run.Each(c =>
            {
                string d = $"({Load(kernel.Dy, "dyp", 0, run, c)} * slope{c}) - shift{c}";
                string value = $"Vector512.FusedMultiplyAdd(mean{c} - {Load(kernel.X, "xp", 0, run, c)}, curve{c}, {d})";
                writer.Line(RowWriter.Store(kernel.Dx.Row, value, "dxp", c * 16, run.Lanes(c)));
            }));
        }));
    }

    private static string Weighted(string scale, bool isAffine, Run run, int c)
        => isAffine ? $"{scale} * {RowWriter.LoadVector("weight", run.At(c))}" : scale;

    private static string Count(Grid grid, int groups) => Literal.Of((float)((long)(grid.Channels / groups) * grid.Height * grid.Width));

    private static string Load(Pixels pixels, string name, int pixel, Run run, int c)
        => RowWriter.Load(pixels.Row, name, (pixel * pixels.Grid.PixelStride) + (c * 16), run.Lanes(c));

    private static void ForEachSample(SourceWriter writer, (string Name, Grid Grid)[] walks, (string Name, int Stride)[] rows, Action body)
        => RowWriter.ForEachSample(writer, body, [.. walks.Select(static walk => (walk.Name, walk.Grid.SampleStride)), .. rows]);

    /// <summary>Some vectors of channels.</summary>
    /// <param name="Row">All channels.</param>
    /// <param name="Start">The first vector.</param>
    /// <param name="Columns">How many.</param>
    /// <param name="Repeat">How often, in a loop over <c>j</c>.</param>
    private sealed record Run(Row Row, int Start, int Columns, int Repeat)
    {
        public Place Column => RowWriter.Column(Start, Repeat);

        public Place At(int c) => Column + (c * 16);

        /// <summary>The lanes of a vector that hold channels.</summary>
        public int Lanes(int c) => Repeat == 1 && Start + c == Row.Vectors - 1 ? Row.LastLanes : 16;

        public void Each(Action<int> body)
        {
            foreach (int c in Enumerable.Range(0, Columns))
            {
                body(c);
            }
        }
    }

    private static void ForEachRun(SourceWriter writer, Row row, bool masks, Action<Run> body)
    {
        // Each has locals of its own.
        foreach ((int start, int columns, int repeat) in Tiling.Cut(row, HeldColumns, masks))
        {
            using (RowWriter.OpenColumns(writer, start, columns, repeat, isOnly: false))
            {
                body(new Run(row, start, columns, repeat));
            }
        }
    }

    // In the body, each name with the suffix p is a reference to the run's first channel of a pixel, and the pixels side by side from there are given.
    private static void ForEachPixel(
        SourceWriter writer, Run run, Grid grid, (string Name, Grid Grid)[] walks, int pixels, Action<int> body, Action? line = null, Action? lineEnd = null)
    {
        bool hasLines = grid.Height > 1;
        if (hasLines)
        {
            foreach ((string name, Grid walk) in walks)
            {
                writer.Line($"ref float {name}l = ref {RowWriter.At(name, run.Column + walk.Origin)};");
            }
        }

        using (hasLines ? writer.Braces($"for (int line = 0; line < {grid.Height}; line++)") : default)
        {
            line?.Invoke();
            foreach ((string name, Grid walk) in walks)
            {
                writer.Line($"ref float {name}p = ref {(hasLines ? name + "l" : RowWriter.At(name, run.Column + walk.Origin))};");
            }

            int turns = grid.Width / pixels;
            using (turns > 1 ? writer.Braces($"for (int pixel = 0; pixel < {turns * pixels}; {(pixels == 1 ? "pixel++" : $"pixel += {pixels}")})") : default)
            {
                body(pixels);
                if (grid.Width > pixels)
                {
                    foreach ((string name, Grid walk) in walks)
                    {
                        writer.Line($"{name}p = ref {RowWriter.At(name + "p", pixels * walk.PixelStride)};");
                    }
                }
            }

            if (grid.Width % pixels > 0)
            {
                body(grid.Width % pixels);
            }

            lineEnd?.Invoke();
            if (hasLines)
            {
                foreach ((string name, Grid walk) in walks)
                {
                    writer.Line($"{name}l = ref {RowWriter.At(name + "l", walk.LineStride)};");
                }
            }
        }
    }

    /// <summary>
    /// Writes sums over a sample's pixels, a channel each: side by side over the pixels of a line, then over the lines.
    /// </summary>
    private static void WriteSums(
        SourceWriter writer, Run run, Grid grid, string[] names, string[] walks, Action<string[], int, int> term, params Grid[] others)
    {
        // Eight sums keep the core busy; a line has the pixels for some of them.
        int partials = 1;
        while (partials < 4 && partials * run.Columns * names.Length < 8 && partials * 2 <= grid.Width)
        {
            partials *= 2;
        }

        bool hasLines = grid.Height > 1;
        Declare((name, c) => $"{name}{c}", isNeeded: hasLines);
        Grid[] grids = [grid, .. others];
        ForEachPixel(
            writer,
            run,
            grid,
            [.. walks.Select((name, i) => (name, grids[i]))],
            partials,
            pixels =>
            {
                foreach (int pixel in Enumerable.Range(0, pixels))
                {
                    run.Each(c => term([.. names.Select(name => Partial(name, c, pixel))], pixel, c));
                }
            },
            () =>
            {
                foreach (int partial in Enumerable.Range(0, partials))
                {
                    Declare((name, c) => Partial(name, c, partial), isNeeded: true);
                }
            },
            () => Each((name, c) =>
            {
                string sum = BroadcastProductEmitter.Tree([.. Enumerable.Range(0, partials).Select(partial => Partial(name, c, partial))]);
                if (hasLines)
                {
                    writer.Line($"{name}{c} += {sum};");
                }
                else if (partials > 1)
                {
                    writer.Line($"Vector512<float> {name}{c} = {sum};");
                }
            }));

        void Declare(Func<string, int, string> sum, bool isNeeded)
        {
            if (isNeeded)
            {
                Each((name, c) => writer.Line($"Vector512<float> {sum(name, c)} = Vector512<float>.Zero;"));
            }
        }

        void Each(Action<string, int> body)
        {
            foreach (string name in names)
            {
                run.Each(c => body(name, c));
            }
        }

        // A single line with a single sum is the sum itself.
        string Partial(string name, int c, int partial)
            => partials > 1 ? $"{name}Line{c}{(char)('a' + partial)}" : hasLines ? $"{name}Line{c}" : $"{name}{c}";
    }
}
