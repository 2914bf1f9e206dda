using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="WinogradConvolution"/>: some lines of patches at a time, transformed, multiplied and transformed back while they are in the
/// cache, and what is applied to the lines of y that they make.
/// </summary>
internal static class WinogradEmitter
{
    public static void Write(SourceWriter writer, WinogradConvolution kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        var epilogue = new LineEpilogue(kernel.Functions, y);
        string products = ProductsMethod(kernel, name, shared);
        int lines = 2 * kernel.Down;
        int blocks = y.Height / lines;
        string patches = $"{Literal.Of(kernel.Across)}, {Literal.Of(kernel.Down)}";

        epilogue.WriteConstants(writer);
        int weights = WinogradConvolution.Positions * kernel.WeightLength;
        writer.Line($"Winograd.TransformWeights(ref weight, ref work, {Literal.Of(kernel.WeightLength)});");
        writer.Line($"ref float patches = ref {RowWriter.At("work", weights)};");
        writer.Line($"ref float products = ref {RowWriter.At("work", weights + (WinogradConvolution.Positions * kernel.PatchStride))};");
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float xl = ref {RowWriter.At("x", x.Origin - (kernel.PadHeight * x.LineStride) - (kernel.PadWidth * x.PixelStride))};");
            epilogue.WriteStarts(writer);
            using (blocks > 1 ? writer.Braces($"for (int block = 0; block < {Literal.Of(blocks)}; block++)") : default)
            {
                writer.Line($"Winograd.TransformInput(ref xl, {Literal.Of(x.LineStride)}, {Literal.Of(x.PixelStride)}, {patches}, ref patches, {Literal.Of(kernel.PatchStride)});");
                writer.Line($"{products}(ref work, ref patches, ref products);");
                writer.Line(
                    $"Winograd.TransformOutput(ref products, {Literal.Of(kernel.ProductStride)}, {(kernel.HasBias ? "ref bias, " : "")}ref yl, {Literal.Of(y.LineStride)}, {Literal.Of(y.PixelStride)}, {patches});");
                epilogue.WriteLines(writer, lines);
                if (blocks > 1)
                {
                    writer.Line($"xl = ref {RowWriter.At("xl", lines * x.LineStride)};");
                }
            }

            epilogue.WriteSample(writer);
            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            epilogue.WriteAdvance(writer);
        }
    }

    // A product of a matrix with a row a patch and one of weights is a line of a convolution whose kernel is one pixel.
    private static string ProductsMethod(WinogradConvolution kernel, string name, SharedMethods shared)
    {
        int patches = kernel.Across * kernel.Down;
        var product = new Convolution(
            Rows(kernel.X, patches),
            Rows(kernel.Y, patches),
            new ConvGeometry(KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PadHeight: 0, PadWidth: 0, DilationHeight: 1, DilationWidth: 1),
            kernel.RowStride,
            HasBias: false,
            default);
        SourceWriter body = SourceWriter.OfPart();
        ConvolutionEmitter.WriteSums(body, product, new RegisterEpilogue(default), name, shared, (WinogradConvolution.Positions, kernel.WeightLength, kernel.PatchStride, kernel.ProductStride));
        return shared.NameOf(
            name,
            "Products",
            $"{WinogradConvolution.Positions} products, one a position of the patch: {Literal.Of(patches)} patches of {Literal.Of(kernel.X.Channels)} channels by {Literal.Of(kernel.X.Channels)} x {Literal.Of(kernel.Y.Channels)} weights.",
            "ref float weight, ref float x, ref float y",
            body);

        static Grid Rows(Grid grid, int rows) => new(grid.Channels, Height: 1, Width: rows, ChannelStride: 1, LineStride: 0, grid.PixelStride, SampleStride: 0, Origin: 0);
    }
}
