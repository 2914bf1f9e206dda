using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes <see cref="BatchMean"/>, <see cref="BatchVariance"/>, <see cref="BatchNormParameterGradient"/> and <see cref="BatchNormInputGradient"/>: for
/// a few vectors of channels at a time, through the whole batch, with everything that is one a channel in registers.
/// </summary>
internal static class BatchNormEmitter
{
    private const int HeldColumns = 4;

    // An addition takes four cycles and two can start in each: so many sums run side by side, as far as a line has the pixels.
    private const int SumsInFlight = 8;
    private const int MostPartials = 4;

    public static void Write(SourceWriter writer, BatchMean kernel)
    {
        Grid x = kernel.X;
        WriteCount(writer, x);
        ForEachRun(writer, x, [("x", x)], run =>
        {
            WriteSums(writer, run, 1, (sums, load, c) => writer.Line($"{sums[0]} += {load("x", c)};"));
            foreach (int c in run.All)
            {
                writer.Line($"Vector512<float> mean{c} = {run.Mask($"sum{c} / count", c)};");
                writer.Line(RowWriter.StoreVector($"mean{c}", "mean", run.At(c)));
                WriteRunning(writer, kernel.Momentum, $"mean{c}", run.At(c));
            }
        });
    }

    public static void Write(SourceWriter writer, BatchVariance kernel)
    {
        Grid x = kernel.X;
        WriteCount(writer, x);
        writer.Line("Vector512<float> others = count - Vector512<float>.One;");
        ForEachRun(writer, x, [("x", x)], run =>
        {
            foreach (int c in run.All)
            {
                writer.Line($"Vector512<float> mean{c} = {RowWriter.LoadVector("mean", run.At(c))};");
            }

            WriteSums(writer, run, 1, (sums, load, c) =>
            {
                writer.Line($"d = {load("x", c)} - mean{c};");
                writer.Line($"{sums[0]} = Vector512.FusedMultiplyAdd(d, d, {sums[0]});");
            }, "d");
            foreach (int c in run.All)
            {
                writer.Line(RowWriter.StoreVector(run.Mask($"sum{c} / count", c), "variance", run.At(c)));
                WriteRunning(writer, kernel.Momentum, run.Mask($"sum{c} / others", c), run.At(c));
            }
        });
    }

    public static void Write(SourceWriter writer, BatchNormParameterGradient kernel)
    {
        ForEachRun(writer, kernel.X, [("x", kernel.X), ("dy", kernel.Dy)], run =>
        {
            foreach (int c in run.All)
            {
                writer.Line($"Vector512<float> mean{c} = {RowWriter.LoadVector("mean", run.At(c))};");
            }

            WriteSums(writer, run, 2, (sums, load, c) =>
            {
                writer.Line($"d = {load("dy", c)};");
                writer.Line($"{sums[0]} += d;");
                writer.Line($"{sums[1]} = Vector512.FusedMultiplyAdd(d, {load("x", c)} - mean{c}, {sums[1]});");
            }, "d");
            foreach (int c in run.All)
            {
                string deviation = Deviation(kernel.Epsilon, run.At(c));
                WriteGradient("biasGradient", $"sum{c}", c);
                WriteGradient("weightGradient", $"product{c} / {deviation}", c);
            }

            void WriteGradient(string name, string value, int c)
                => writer.Line(RowWriter.StoreVector($"{RowWriter.LoadVector(name, run.At(c))} + {RowWriter.Primary(run.Mask(value, c))}", name, run.At(c)));
        });
    }

    public static void Write(SourceWriter writer, BatchNormInputGradient kernel)
    {
        (Grid x, Grid dy, Grid dx) = (kernel.X, kernel.Dy, kernel.Dx);
        WriteCount(writer, x);
        ForEachRun(writer, x, [("x", x), ("dy", dy), ("dx", dx)], run =>
        {
            writer.Line("// dx = scale dy + slope (x - mean) + shift");
            foreach (int c in run.All)
            {
                writer.Line($"Vector512<float> mean{c} = {RowWriter.LoadVector("mean", run.At(c))};");
                writer.Line($"Vector512<float> deviation{c} = {Deviation(kernel.Epsilon, run.At(c))};");
                writer.Line($"Vector512<float> scale{c} = {RowWriter.LoadVector("weight", run.At(c))} / deviation{c};");
                writer.Line($"Vector512<float> slope{c} = -scale{c} * {RowWriter.LoadVector("weightGradient", run.At(c))} / (deviation{c} * count);");
                writer.Line($"Vector512<float> shift{c} = -scale{c} * {RowWriter.LoadVector("biasGradient", run.At(c))} / count;");
            }

            GridWriter.ForEachPixel(
                writer,
                run.Samples,
                x.Height,
                x.Width,
                () =>
                {
                    foreach (int c in run.All)
                    {
                        (string d, string n) = (run.Load(dy, "dy", "p", 0, c), run.Load(x, "x", "p", 0, c));
                        string value = $"Vector512.FusedMultiplyAdd(scale{c}, {d}, Vector512.FusedMultiplyAdd(slope{c}, {n} - mean{c}, shift{c}))";
                        writer.Line(GridWriter.Store(dx, value, "dx" + run.Suffix + "p", c * 16, run.Lanes(c)));
                    }
                },
                [.. run.Walks.Select(walk => (walk.Name + run.Suffix, walk.Grid, 1, 1))]);
        });
    }

    // A channel's values in the batch. Their number is a float from here on: above 2^24 of them it is rounded.
    private static void WriteCount(SourceWriter writer, Grid x)
    {
        int pixels = x.Height * x.Width;
        writer.Line($"Vector512<float> count = Vector512.Create((float){(pixels == 1 ? "samples" : $"((long)samples * {Literal.Of(pixels)})")});");
    }

    private static string Deviation(float epsilon, Place place)
        => $"Vector512.Sqrt({RowWriter.LoadVector("variance", place)} + Vector512.Create({Literal.Of(epsilon)}))";

    private static void WriteRunning(SourceWriter writer, float momentum, string value, Place place)
    {
        string rest = $"{RowWriter.LoadVector("running", place)} * {Literal.Of((float)(1.0 - momentum))}";
        writer.Line(RowWriter.StoreVector($"Vector512.FusedMultiplyAdd(Vector512.Create({Literal.Of(momentum)}), {value}, {rest})", "running", place));
    }

    /// <summary>Some vectors of channels, and what walks through their pixels.</summary>
    /// <param name="Grid">Whose channels.</param>
    /// <param name="Start">The first vector.</param>
    /// <param name="Columns">How many.</param>
    /// <param name="Repeat">How often, in a loop over <c>j</c>.</param>
    /// <param name="Walks">The references that walk, by the names of the kernel's parameters.</param>
    private sealed record Run(Grid Grid, int Start, int Columns, int Repeat, (string Name, Grid Grid)[] Walks)
    {
        public IEnumerable<int> All => Enumerable.Range(0, Columns);

        /// <summary>What the references are called behind the parameters' names: those of one run of several are its own.</summary>
        public string Suffix => IsOnly ? "" : "c";

        /// <summary>What counts the samples.</summary>
        public string Samples => IsOnly ? "samples" : "left";

        public bool IsOnly => Columns == Grid.Vectors;

        /// <summary>The channel that a vector starts at.</summary>
        public Place At(int c) => RowWriter.Column(Start, Repeat) + (c * 16);

        /// <summary>The lanes of a vector that hold channels.</summary>
        public int Lanes(int c) => Repeat == 1 ? Grid.LanesOf(Start + c) : 16;

        public string Mask(string value, int c) => RowWriter.Mask(value, Lanes(c));

        public string Load(Grid grid, string name, string level, int pixel, int c)
            => GridWriter.Load(grid, name + Suffix + level, (pixel * grid.PixelStride) + (c * 16), Lanes(c));
    }

    // The last vector stands by itself where some of its lanes are no channels.
    private static void ForEachRun(SourceWriter writer, Grid grid, (string Name, Grid Grid)[] walks, Action<Run> body)
    {
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(grid.Vectors, HeldColumns, grid.LanesOf(grid.Vectors - 1) == 16);
        foreach ((int start, int columns, int repeat) in runs)
        {
            using (RowWriter.OpenColumns(writer, start, columns, repeat, runs.Count == 1))
            {
                var run = new Run(grid, start, columns, repeat, walks);
                if (!run.IsOnly)
                {
                    writer.Line("int left = samples;");
                    foreach ((string name, _) in walks)
                    {
                        writer.Line($"ref float {name}{run.Suffix} = ref {RowWriter.At(name, RowWriter.Column(start, repeat))};");
                    }
                }

                body(run);
            }
        }
    }

    /// <summary>
    /// Writes sums over all samples and pixels: side by side over the pixels of a line, then over the lines, then, with what rounding takes
    /// carried along, over the samples.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="run">The channels.</param>
    /// <param name="count">How many sums: <c>sum0</c> a vector, and <c>product0</c>.</param>
    /// <param name="term">Writes how a pixel's vector adds to the sums of these names.</param>
    /// <param name="local">A local that terms need.</param>
    private static void WriteSums(SourceWriter writer, Run run, int count, Action<string[], Func<string, int, string>, int> term, string local = "")
    {
        (int height, int width) = (run.Grid.Height, run.Grid.Width);
        int partials = Partials(run.Columns * count, width);
        bool hasLines = height > 1;
        string[] names = [.. new[] { "sum", "product" }.Take(count)];
        Each((name, c) => writer.Line($"Vector512<float> {name}{c} = Vector512<float>.Zero;"));
        Each((name, c) => writer.Line($"Vector512<float> {name}Excess{c} = Vector512<float>.Zero;"));
        if (local.Length > 0)
        {
            writer.Line($"Vector512<float> {local};");
        }

        using (writer.Braces($"for (; {run.Samples} > 0; {run.Samples}--)"))
        {
            if (hasLines)
            {
                Each((name, c) => writer.Line($"Vector512<float> {name}Lines{c} = Vector512<float>.Zero;"));
                foreach ((string name, Grid grid) in run.Walks)
                {
                    writer.Line($"ref float {name}{run.Suffix}l = ref {RowWriter.At(name + run.Suffix, grid.Origin)};");
                }
            }

            using (hasLines ? writer.Braces($"for (int line = 0; line < {height}; line++)") : default)
            {
                WriteLine();
                if (hasLines)
                {
                    Each((name, c) => writer.Line($"{name}Lines{c} += {LineSum(name, c)};"));
                    foreach ((string name, Grid grid) in run.Walks)
                    {
                        writer.Line($"{name}{run.Suffix}l = ref {RowWriter.At($"{name}{run.Suffix}l", grid.LineStride)};");
                    }
                }
            }

            Each((name, c) => writer.Line($"{name}{c} = Lanes.Add({name}{c}, {(hasLines ? $"{name}Lines{c}" : LineSum(name, c))}, ref {name}Excess{c});"));
            foreach ((string name, Grid grid) in run.Walks)
            {
                writer.Line($"{name}{run.Suffix} = ref {RowWriter.At(name + run.Suffix, grid.SampleStride)};");
            }
        }

        void WriteLine()
        {
            Each((name, c) =>
            {
                foreach (int partial in Enumerable.Range(0, partials))
                {
                    writer.Line($"Vector512<float> {Partial(name, c, partial)} = Vector512<float>.Zero;");
                }
            });
            foreach ((string name, Grid grid) in run.Walks)
            {
                string from = name + run.Suffix + (hasLines ? "l" : "");
                writer.Line($"ref float {name}{run.Suffix}p = ref {RowWriter.At(from, hasLines ? 0 : grid.Origin)};");
            }

            int turns = width / partials;
            if (turns > 1)
            {
                using (writer.Braces($"for (int pixel = 0; pixel < {turns * partials}; pixel += {partials})"))
                {
                    WritePixels(partials);
                    WriteSteps();
                }
            }
            else
            {
                WritePixels(partials);
                if (width > partials)
                {
                    WriteSteps();
                }
            }

            WritePixels(width % partials);
        }

        void WritePixels(int pixels)
        {
            foreach (int pixel in Enumerable.Range(0, pixels))
            {
                foreach (int c in run.All)
                {
                    term([.. names.Select(name => Partial(name, c, pixel))], (name, column) => run.Load(Walk(name), name, "p", pixel, column), c);
                }
            }
        }

        void WriteSteps()
        {
            foreach ((string name, Grid grid) in run.Walks)
            {
                writer.Line($"{name}{run.Suffix}p = ref {RowWriter.At($"{name}{run.Suffix}p", partials * grid.PixelStride)};");
            }
        }

        void Each(Action<string, int> body)
        {
            foreach (string name in names)
            {
                foreach (int c in run.All)
                {
                    body(name, c);
                }
            }
        }

        string Partial(string name, int c, int partial) => partials == 1 ? $"{name}Line{c}" : $"{name}Line{c}{(char)('a' + partial)}";

        string LineSum(string name, int c) => BroadcastProductEmitter.Tree([.. Enumerable.Range(0, partials).Select(partial => Partial(name, c, partial))]);

        Grid Walk(string name) => run.Walks.First(walk => walk.Name == name).Grid;
    }

    private static int Partials(int sums, int width)
    {
        int partials = 1;
        while (partials < MostPartials && partials * sums < SumsInFlight && partials * 2 <= width)
        {
            partials *= 2;
        }

        return partials;
    }
}
