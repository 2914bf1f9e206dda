using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="WinogradConvolution"/>: a call of the runtime, and the matrix products that it makes.
/// </summary>
internal static class WinogradEmitter
{
    public static void Write(SourceWriter writer, WinogradConvolution kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        var map = new MapWriter(kernel.Functions, y.Vectors, shared);
        map.WriteConstants(writer);
        (string type, string value, string affines, (string Name, Grid Grid)? other) = map.First ?? ("Unchanged", "default", "default", null);
        string xs = GridWriter.View("x", x, x.Origin - (kernel.PadTop * x.LineStride) - (kernel.PadLeft * x.PixelStride));
        string r = other is { } o ? GridWriter.View(o.Name, o.Grid) : "ys";
        string bias = kernel.HasBias ? "bias" : "Unsafe.NullRef<float>()";
        writer.Line($"PixelView ys = {GridWriter.View("y", y)};");
        writer.Line(
            $"Winograd.Convolve<{Products(kernel, name, shared)}, {type}>({value}, {Literal.Of(kernel.Down)}, {Literal.Of(kernel.WeightLength)}, ref work, ref weight, ref {bias}, {xs}, {r}, ys, {affines}, samples);");
        map.WriteLoops(writer, "ys", "ys", GridWriter.View, "samples", skip: map.First is null ? 0 : 1);
    }

    // A product of a matrix with a row a patch and one of weights is a line of a convolution whose kernel is one pixel.
    private static string Products(WinogradConvolution kernel, string name, SharedMethods shared)
    {
        int patches = kernel.Across * kernel.Down;
        var product = new Convolution(
            Rows(kernel.X, patches),
            Rows(kernel.Y, patches),
            new ConvGeometry(KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PadTop: 0, PadLeft: 0, DilationHeight: 1, DilationWidth: 1),
            kernel.RowStride,
            HasBias: false,
            default);
        SourceWriter members = SourceWriter.OfPart();
        using (members.Braces("public static void Multiply(ref float weight, ref float x, ref float y, EachStep each)"))
        {
            ConvolutionEmitter.WriteEach(members, product, name, shared);
        }

        return shared.TypeOf(
            name,
            "Products",
            $"{Literal.Of(patches)} patches of {Literal.Of(kernel.X.Channels)} channels by {Literal.Of(kernel.X.Channels)} x {Literal.Of(kernel.Y.Channels)} weights.",
            "struct",
            "IProducts",
            members);

        static Grid Rows(Grid grid, int rows) => new(grid.Channels, Height: 1, Width: rows, ChannelStride: 1, LineStride: 0, grid.PixelStride, SampleStride: 0, Origin: 0);
    }
}
