using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the kernels that go through pixels one by one: orders, borders, activations, sums and means.</summary>
internal static class GridEmitter
{
    private const int HeldColumns = 4;

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
            ? $"{GridWriter.View("y", y)}.CopyFrom(ref x, {Literal.Of(x.SampleStride)}, samples);"
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
    {
        Grid dy = kernel.Dy;
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            GridWriter.ForEachVector(writer, dy, WriteSum, declares: true);
            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
        }

        // Pixel p of a line goes to partial sum p modulo their number.
        void WriteSum(Place place, int lanes)
        {
            string[] sums = [.. Enumerable.Range(0, kernel.Partials).Select(static p => $"s{p}")];
            RowWriter.DeclareVectors(writer, sums.Select(static sum => (sum, "Vector512<float>.Zero")));
            writer.Line($"ref float dyl = ref {Channels("dy", dy, place)};");
            using (writer.Braces($"for (int line = 0; line < {dy.Height}; line++)"))
            {
                int whole = dy.Width / sums.Length;
                writer.Line("ref float dyp = ref dyl;");
                using (writer.Braces($"for (int i = 0; i < {whole}; i++)"))
                {
                    WriteTerms(sums.Length);
                    writer.Line($"dyp = ref {RowWriter.At("dyp", sums.Length * dy.PixelStride)};");
                }

                WriteTerms(dy.Width % sums.Length);
                writer.Line($"dyl = ref {RowWriter.At("dyl", dy.LineStride)};");
            }

            string total = RowWriter.Mask(BroadcastProductEmitter.Tree(sums), lanes);
            writer.Line(RowWriter.StoreVector($"{RowWriter.LoadVector("gradient", place)} + {total}", "gradient", place));

            void WriteTerms(int count)
            {
                for (int p = 0; p < count; p++)
                {
                    writer.Line($"{sums[p]} += {RowWriter.LoadVector("dyp", p * dy.PixelStride)};");
                }
            }
        }
    }

    // Some of the channels of a value's first pixel.
    private static string Channels(string name, Grid grid, Place place)
        => place.Variable is null ? RowWriter.At(name, place + grid.Origin) : RowWriter.At(RowWriter.At(name, grid.Origin), place);

    public static void Write(SourceWriter writer, GridElementwise kernel)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        (string Name, Grid Grid)[] walks = [("x", x), .. epilogue.Walks(y)];
        bool isPadded = walks.All(static walk => walk.Grid.IsPadded);
        if (epilogue.Channels.Any())
        {
            WriteColumns();
        }
        else if (isPadded)
        {
            GridWriter.AlongLines(writer, 16, (suffix, place) => WriteVector(suffix, place, 0, 16), walks);
        }
        else
        {
            GridWriter.ForEachPixel(
                writer,
                x.Height,
                x.Width,
                () => GridWriter.ForEachVector(writer, x, (place, lanes) => WriteVector("p", place, 0, lanes)),
                [.. walks.Select(static walk => (walk.Name, walk.Grid, 1, 1))]);
        }

        // What is the same for all values of a channel stays in registers for all samples.
        void WriteColumns()
        {
            IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(x.Vectors, HeldColumns, isPadded || x.LanesOf(x.Vectors - 1) == 16);
            foreach ((int start, int columns, int repeat) in runs)
            {
                using (RowWriter.OpenColumns(writer, start, columns, repeat, runs.Count == 1))
                {
                    Place column = RowWriter.Column(start, repeat);
                    epilogue.WriteColumns(writer, column, columns);
                    string run = columns == x.Vectors ? "" : "c";
                    if (run.Length > 0)
                    {
                        foreach ((string name, _) in walks)
                        {
                            writer.Line($"ref float {name}c = ref {RowWriter.At(name, column)};");
                        }
                    }

                    GridWriter.AlongLines(
                        writer,
                        x.Vectors * 16,
                        (suffix, place) =>
                        {
                            foreach (int c in Enumerable.Range(0, columns))
                            {
                                WriteVector(run + suffix, place + (c * 16), c, repeat == 1 ? x.LanesOf(start + c) : 16);
                            }
                        },
                        [.. walks.Select(walk => (walk.Name + run, walk.Grid))]);
                }
            }
        }

        void WriteVector(string suffix, Place place, int c, int lanes)
        {
            string value = epilogue.Apply(GridWriter.Load(x, "x" + suffix, place, lanes), new Epilogue.StorePlace(suffix, 0, place, c, isPadded ? 16 : lanes));
            writer.Line(GridWriter.Store(y, value, "y" + suffix, place, lanes));
        }
    }

    public static void Write(SourceWriter writer, GridElementwiseGradient kernel)
    {
        (string Name, Grid Grid)[] gradients = [("dy", kernel.Dy), ("dx", kernel.Dx)];
        GridWriter.AlongLines(
            writer,
            16,
            (suffix, place) =>
            {
                string kept = kernel.KeepsNothing ? "" : RowWriter.LoadVector("kept" + suffix, place);
                string dx = ActivationExpressions.Gradient(kernel.Function, kept, RowWriter.LoadVector("dy" + suffix, place));
                writer.Line(RowWriter.StoreVector(dx, "dx" + suffix, place));
            },
            kernel.KeepsNothing ? gradients : [("kept", kernel.Kept), .. gradients]);
    }

    public static void Write(SourceWriter writer, GridSlopeGradient kernel)
    {
        writer.Line("Vector512<float> slopes = Vector512.Create(slope);");
        writer.Line("Vector512<float> sum = Vector512<float>.Zero;");
        GridWriter.ForEachPixel(
            writer,
            kernel.X.Height,
            kernel.X.Width,
            () => GridWriter.ForEachVector(
                writer,
                kernel.X,
                (place, lanes) =>
                {
                    writer.Line($"Vector512<float> xi = {RowWriter.LoadVector("xp", place)};");
                    writer.Line($"Vector512<float> di = {RowWriter.LoadVector("dyp", place)};");
                    writer.Line($"sum += {RowWriter.Mask("Activation.PReLUSlopeGradient(xi, di)", lanes)};");
                    writer.Line(RowWriter.StoreVector("Activation.PReLUGradient(xi, di, slopes)", "dxp", place));
                },
                declares: true),
            ("x", kernel.X, 1, 1),
            ("dy", kernel.Dy, 1, 1),
            ("dx", kernel.Dx, 1, 1));
        writer.Line("gradient += Lanes.Fold(sum);");
    }

    public static void Write(SourceWriter writer, GlobalMean kernel)
    {
        Grid x = kernel.X;
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            GridWriter.ForEachVector(
                writer,
                x,
                (place, lanes) =>
                {
                    writer.Line("Vector512<float> sum = Vector512<float>.Zero;");
                    writer.Line($"ref float xl = ref {Channels("x", x, place)};");
                    using (writer.Braces($"for (int line = 0; line < {x.Height}; line++)"))
                    {
                        writer.Line("ref float xp = ref xl;");
                        using (writer.Braces($"for (int pixel = 0; pixel < {x.Width}; pixel++)"))
                        {
                            writer.Line("sum += Vector512.LoadUnsafe(ref xp);");
                            writer.Line($"xp = ref {RowWriter.At("xp", x.PixelStride)};");
                        }

                        writer.Line($"xl = ref {RowWriter.At("xl", x.LineStride)};");
                    }

                    writer.Line(RowWriter.Store(kernel.Y, $"sum / Vector512.Create({Literal.Of((float)(x.Height * x.Width))})", "y", place, lanes));
                },
                declares: true);
            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"y = ref {RowWriter.At("y", kernel.Y.Stride)};");
        }
    }

    public static void Write(SourceWriter writer, GlobalMeanGradient kernel)
    {
        Grid dx = kernel.Dx;
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            GridWriter.ForEachVector(
                writer,
                dx,
                (place, lanes) =>
                {
                    string dy = RowWriter.Load(kernel.Dy, "dy", place, lanes);
                    writer.Line($"Vector512<float> part = {dy} / Vector512.Create({Literal.Of((float)(dx.Height * dx.Width))});");
                    writer.Line($"ref float dxl = ref {Channels("dx", dx, place)};");
                    using (writer.Braces($"for (int line = 0; line < {dx.Height}; line++)"))
                    {
                        writer.Line("ref float dxp = ref dxl;");
                        using (writer.Braces($"for (int pixel = 0; pixel < {dx.Width}; pixel++)"))
                        {
                            writer.Line("part.StoreUnsafe(ref dxp);");
                            writer.Line($"dxp = ref {RowWriter.At("dxp", dx.PixelStride)};");
                        }

                        writer.Line($"dxl = ref {RowWriter.At("dxl", dx.LineStride)};");
                    }
                },
                declares: true);
            writer.Line($"dx = ref {RowWriter.At("dx", dx.SampleStride)};");
            writer.Line($"dy = ref {RowWriter.At("dy", kernel.Dy.Stride)};");
        }
    }
}
