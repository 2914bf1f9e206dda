using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="LayerNormKernel"/> and <see cref="LayerNormGradient"/>: pixel by pixel, the mean first and the variance around it in a second
/// pass, both over channels that are in the nearest cache by then. Without centring, the mean of the squares takes one pass.
/// </summary>
internal static class LayerNormEmitter
{
    // The gradients of so many vectors of channels stay in registers from the first pixel to the last.
    private const int GradientVectors = 4;

    public static void Write(SourceWriter writer, LayerNormKernel kernel)
    {
        Row x = kernel.X.Row;
        Row y = kernel.Y.Row;
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        GridWriter.ForEachPixel(
            writer,
            kernel.X.Grid.Height,
            kernel.X.Grid.Width,
            () =>
            {
                WriteStatistics(writer, x, kernel.Epsilon, kernel.IsCentered);
                RowWriter.ForEachVector(writer, y, (place, lanes) =>
                {
                    string n = Normalized(x, kernel.IsCentered, place, lanes);
                    string weight = RowWriter.LoadVector("weight", place);
                    string value = kernel.IsCentered ? $"Vector512.FusedMultiplyAdd({n}, {weight}, {RowWriter.LoadVector("bias", place)})" : $"{n} * {weight}";
                    writer.Line(RowWriter.Store(y, epilogue.Apply(value), "yp", place, lanes));
                });
            },
            ("x", kernel.X.Grid, 1, 1),
            ("y", kernel.Y.Grid, 1, 1));
    }

    public static void Write(SourceWriter writer, LayerNormGradient kernel)
    {
        Row x = kernel.X.Row;
        Row dy = kernel.Dy.Row;
        Row dx = kernel.Dx.Row;
        bool inRegisters = x.Vectors <= GradientVectors;
        if (inRegisters)
        {
            foreach (int v in Enumerable.Range(0, x.Vectors))
            {
                writer.Line($"Vector512<float> dweight{v} = Vector512<float>.Zero;");
                if (kernel.IsCentered)
                {
                    writer.Line($"Vector512<float> dbias{v} = Vector512<float>.Zero;");
                }
            }
        }

        GridWriter.ForEachPixel(
            writer,
            kernel.X.Grid.Height,
            kernel.X.Grid.Width,
            () =>
            {
                WriteStatistics(writer, x, kernel.Epsilon, kernel.IsCentered);
                writer.Line();
                RowSums.Write(writer, x, kernel.IsCentered ? ["sum", "product"] : ["product"], (place, lanes, partial) =>
                {
                    string mask(string vector) => RowWriter.Mask(vector, lanes);
                    writer.Line($"Vector512<float> d = {RowWriter.Load(dy, "dyp", place, lanes)};");
                    writer.Line($"Vector512<float> n = {Normalized(x, kernel.IsCentered, place, lanes)};");
                    if (inRegisters)
                    {
                        int v = place.Constant / 16;
                        writer.Line($"dweight{v} = Vector512.FusedMultiplyAdd(d, n, dweight{v});");
                        if (kernel.IsCentered)
                        {
                            writer.Line($"dbias{v} += d;");
                        }
                    }
                    else
                    {
                        writer.Line(RowWriter.StoreVector(
                            mask($"Vector512.FusedMultiplyAdd(d, n, {RowWriter.LoadVector("weightGradient", place)})"), "weightGradient", place));
                        if (kernel.IsCentered)
                        {
                            writer.Line(RowWriter.StoreVector(mask($"{RowWriter.LoadVector("biasGradient", place)} + d"), "biasGradient", place));
                        }
                    }

                    writer.Line($"Vector512<float> g = {mask($"d * {RowWriter.LoadVector("weight", place)}")};");
                    if (kernel.IsCentered)
                    {
                        writer.Line($"sum{partial} += g;");
                    }

                    writer.Line($"product{partial} = Vector512.FusedMultiplyAdd(g, {mask("n")}, product{partial});");
                }, declares: true);
                string count = Literal.Of((float)x.Length);
                if (kernel.IsCentered)
                {
                    writer.Line($"Vector512<float> gradientMean = Vector512.Create(Lanes.Fold(sum) / {count});");
                }

                writer.Line($"Vector512<float> productMean = Vector512.Create(Lanes.Fold(product) / {count});");
                RowWriter.ForEachVector(writer, dx, (place, lanes) =>
                {
                    using (writer.Scope(dx.Vectors == 1))
                    {
                        writer.Line($"Vector512<float> g = {RowWriter.Load(dy, "dyp", place, lanes)} * {RowWriter.LoadVector("weight", place)};");
                        writer.Line($"Vector512<float> n = {Normalized(x, kernel.IsCentered, place, lanes)};");
                        writer.Line(RowWriter.Store(dx, $"(g{(kernel.IsCentered ? " - gradientMean" : "")} - (n * productMean)) * scale", "dxp", place, lanes));
                    }
                }, declares: true);
            },
            ("x", kernel.X.Grid, 1, 1),
            ("dy", kernel.Dy.Grid, 1, 1),
            ("dx", kernel.Dx.Grid, 1, 1));

        if (inRegisters)
        {
            RowWriter.ForEachVector(writer, x, (place, lanes) =>
            {
                int v = place.Constant / 16;
                foreach ((string gradient, string sum) in new[] { ("weightGradient", $"dweight{v}"), ("biasGradient", $"dbias{v}") }.Take(kernel.IsCentered ? 2 : 1))
                {
                    writer.Line(RowWriter.StoreVector($"{RowWriter.LoadVector(gradient, place)} + {RowWriter.Mask(sum, lanes)}", gradient, place));
                }
            });
        }
    }

    private static string Normalized(Row x, bool isCentered, Place place, int lanes)
    {
        string value = RowWriter.Load(x, "xp", place, lanes);
        return (isCentered ? $"({value} - mean)" : value) + " * scale";
    }

    // mean and scale = 1 / sqrt(variance + epsilon), in every lane; without centring, scale = 1 / sqrt(mean of x^2 + epsilon).
    private static void WriteStatistics(SourceWriter writer, Row x, float epsilon, bool isCentered)
    {
        string count = Literal.Of((float)x.Length);
        string square = isCentered ? "variance" : "square";
        if (isCentered)
        {
            RowSums.Write(writer, x, ["total"], (place, lanes, partial) =>
                writer.Line($"total{partial} += {RowWriter.LoadMasked(x, "xp", place, lanes)};"));
            writer.Line($"Vector512<float> mean = Vector512.Create(Lanes.Fold(total) / {count});");
            writer.Line();
        }

        RowSums.Write(writer, x, ["squares"], (place, lanes, partial) =>
        {
            string d = isCentered ? RowWriter.Mask($"{RowWriter.Load(x, "xp", place, lanes)} - mean", lanes) : RowWriter.LoadMasked(x, "xp", place, lanes);
            writer.Line($"Vector512<float> d = {d};");
            writer.Line($"squares{partial} = Vector512.FusedMultiplyAdd(d, d, squares{partial});");
        }, declares: true);
        writer.Line($"float {square} = (Lanes.Fold(squares) / {count}) + {Literal.Of(epsilon)};");

        // 1 / sqrt of it, and NaN where it is infinite: a scale of 0 would make zeros of what is too large.
        writer.Line($"Vector512<float> scale = Vector512.Create(MathF.Sqrt({square}) / {square});");
    }
}
