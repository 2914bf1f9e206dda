using System;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="Pooling"/> and <see cref="PoolingGradient"/>. A window of the largest leaves the padding out, so its loops end at the edges;
/// a mean counts the padding, which is the zeros of the border. Gradients end at the edges for both: the border of a gradient stays zero.
/// </summary>
internal static class PoolingEmitter
{
    public static void Write(SourceWriter writer, Pooling kernel)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        ForEachWindow(
            writer,
            x,
            y,
            g,
            clips: !kernel.IsMean,
            () => GridWriter.ForEachVector(
                writer,
                y,
                (place, _) =>
                {
                    writer.Line(kernel.IsMean
                        ? "Vector512<float> sum = Vector512<float>.Zero;"
                        : "Vector512<float> largest = Vector512.Create(float.NegativeInfinity);");
                    ForEachTap(writer, x, g, clips: !kernel.IsMean, "x", place, () => writer.Line(kernel.IsMean
                        ? "sum += Vector512.LoadUnsafe(ref xk);"
                        : "largest = Lanes.Larger(largest, Vector512.LoadUnsafe(ref xk));"));
                    string value = kernel.IsMean ? $"sum / Vector512.Create({Literal.Of((float)(g.KernelHeight * g.KernelWidth))})" : "largest";
                    writer.Line(RowWriter.StoreVector(value, "yp", place));
                },
                declares: true),
            ("x", x),
            ("y", y));
    }

    public static void Write(SourceWriter writer, PoolingGradient kernel)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        writer.Line($"Lanes.Clear(ref dx, samples * {Literal.Of(dx.SampleStride)}); // each window adds what it gives");
        if (kernel.IsMean)
        {
            ForEachWindow(
                writer,
                dx,
                dy,
                g,
                clips: true,
                () => GridWriter.ForEachVector(
                    writer,
                    dy,
                    (place, _) =>
                    {
                        writer.Line($"Vector512<float> part = {RowWriter.LoadVector("dyp", place)} / Vector512.Create({Literal.Of((float)(g.KernelHeight * g.KernelWidth))});");
                        ForEachTap(writer, dx, g, clips: true, "dx", place, () => writer.Line("(Vector512.LoadUnsafe(ref dxk) + part).StoreUnsafe(ref dxk);"));
                    },
                    declares: true),
                ("dx", dx),
                ("dy", dy));
            return;
        }

        ForEachWindow(
            writer,
            kernel.X,
            dy,
            g,
            clips: true,
            () => GridWriter.ForEachVector(
                writer,
                dy,
                (place, _) =>
                {
                    writer.Line($"Vector512<float> largest = {RowWriter.LoadVector("yp", place)};");
                    writer.Line($"Vector512<float> rest = {RowWriter.LoadVector("dyp", place)};");
                    ForEachTap(
                        writer,
                        kernel.X,
                        g,
                        clips: true,
                        "x",
                        place,
                        () =>
                        {
                            writer.Line("Vector512<float> isLargest = Vector512.Equals(Vector512.LoadUnsafe(ref xk), largest);");
                            writer.Line("(Vector512.LoadUnsafe(ref dxk) + Vector512.ConditionalSelect(isLargest, rest, Vector512<float>.Zero)).StoreUnsafe(ref dxk);");
                            writer.Line("rest = Vector512.ConditionalSelect(isLargest, Vector512<float>.Zero, rest);");
                        },
                        ("dx", dx));
                },
                declares: true),
            ("x", kernel.X),
            ("y", kernel.Y),
            ("dy", dy),
            ("dx", dx));
    }

    // Loops over samples and windows. The references named end in p: for grids like x (those of the inputs' size) at the window's first pixel, which
    // may lie before the value; for grids like y at the window's own pixel.
    private static void ForEachWindow(SourceWriter writer, Grid x, Grid y, ConvGeometry g, bool clips, Action body, params (string Name, Grid Grid)[] grids)
    {
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            using (writer.Braces($"for (int line = 0; line < {y.Height}; line++)"))
            using (writer.Braces($"for (int pixel = 0; pixel < {y.Width}; pixel++)"))
            {
                WriteWindow();
            }

            foreach ((string name, Grid grid) in grids)
            {
                writer.Line($"{name} = ref {RowWriter.At(name, grid.SampleStride)};");
            }
        }

        void WriteWindow()
        {
            bool clipsHere = clips && (g.PadHeight > 0 || g.PadWidth > 0);
            if (clipsHere)
            {
                writer.Line($"int top = Math.Max(0, {g.PadHeight} - (line * {g.StrideHeight}));");
                writer.Line($"int bottom = Math.Min({g.KernelHeight}, {x.Height + g.PadHeight} - (line * {g.StrideHeight}));");
                writer.Line($"int left = Math.Max(0, {g.PadWidth} - (pixel * {g.StrideWidth}));");
                writer.Line($"int right = Math.Min({g.KernelWidth}, {x.Width + g.PadWidth} - (pixel * {g.StrideWidth}));");
            }

            foreach ((string name, Grid grid) in grids)
            {
                bool isInput = name is "x" or "dx";
                int origin = isInput ? grid.Origin - (g.PadHeight * grid.LineStride) - (g.PadWidth * grid.PixelStride) : grid.Origin;
                int line = grid.LineStride * (isInput ? g.StrideHeight : 1);
                int pixel = grid.PixelStride * (isInput ? g.StrideWidth : 1);
                string start = origin == 0 ? "" : $"{origin} + ";
                writer.Line($"ref float {name}p = ref Unsafe.Add(ref {name}, {start}(line * {line}) + (pixel * {pixel}));");
            }

            body();
        }
    }

    private static void ForEachTap(
        SourceWriter writer, Grid x, ConvGeometry g, bool clips, string name, Place place, Action body, params (string Name, Grid Grid)[] others)
    {
        bool clipsHere = clips && (g.PadHeight > 0 || g.PadWidth > 0);
        using (writer.Braces(clipsHere ? "for (int ky = top; ky < bottom; ky++)" : $"for (int ky = 0; ky < {g.KernelHeight}; ky++)"))
        using (writer.Braces(clipsHere ? "for (int kx = left; kx < right; kx++)" : $"for (int kx = 0; kx < {g.KernelWidth}; kx++)"))
        {
            string step = place.IsZero ? "" : $" + (int)({place})";
            writer.Line($"ref float {name}k = ref Unsafe.Add(ref {name}p, (ky * {x.LineStride}) + (kx * {x.PixelStride}){step});");
            foreach ((string other, Grid grid) in others)
            {
                writer.Line($"ref float {other}k = ref Unsafe.Add(ref {other}p, (ky * {grid.LineStride}) + (kx * {grid.PixelStride}){step});");
            }

            body();
        }
    }
}
