using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="GroupStatistics"/>, <see cref="GroupNormKernel"/>, <see cref="GroupNormSums"/> and <see cref="GroupNormGradient"/>: calls of the runtime.</summary>
internal static class GroupNormEmitter
{
    public static void Write(SourceWriter writer, GroupStatistics kernel)
        => writer.Line(
            $"GroupNormalization.Statistics({GridWriter.View("x", kernel.X.Grid)}, ref statistics, {Literal.Of(kernel.Groups)}, {Literal.Of(kernel.Epsilon)}, samples);");

    public static void Write(SourceWriter writer, GroupNormKernel kernel, string name, SharedMethods shared)
    {
        var map = new MapWriter(kernel.Functions, kernel.X.Grid.Vectors, shared);
        map.WriteConstants(writer);
        (string type, string value, string affines, (string Name, Grid Grid)? other) = map.First ?? ("Unchanged", "default", "default", null);
        string r = other is { } o ? GridWriter.View(o.Name, o.Grid) : "ys";
        writer.Line($"PixelView ys = {GridWriter.View("y", kernel.Y.Grid)};");
        writer.Line(
            $"GroupNormalization.Normalize<{type}>({value}, {GridWriter.View("x", kernel.X.Grid)}, {r}, ys, {affines}, ref {Tensor("weight", kernel.IsAffine)}, ref {Tensor("bias", kernel.IsAffine)}, ref statistics, samples);");
        map.WriteLoops(writer, "ys", "ys", GridWriter.View, "samples", skip: map.First is null ? 0 : 1);
    }

    public static void Write(SourceWriter writer, GroupNormSums kernel)
    {
        string tensors = string.Join(", ", "ref " + Tensor("weight", kernel.IsAffine), "ref " + Tensor("weightGradient", kernel.IsAffine), "ref " + Tensor("biasGradient", kernel.IsAffine));
        string views = $"{GridWriter.View("x", kernel.X.Grid)}, {GridWriter.View("dy", kernel.Dy.Grid)}";
        writer.Line($"GroupNormalization.Sums({views}, {tensors}, ref statistics, ref sums, {Literal.Of(kernel.Groups)}, samples);");
    }

    public static void Write(SourceWriter writer, GroupNormGradient kernel)
    {
        string views = $"{GridWriter.View("x", kernel.X.Grid)}, {GridWriter.View("dy", kernel.Dy.Grid)}, {GridWriter.View("dx", kernel.Dx.Grid)}";
        writer.Line($"GroupNormalization.Gradient({views}, ref {Tensor("weight", kernel.IsAffine)}, ref statistics, ref sums, samples);");
    }

    private static string Tensor(string name, bool isThere) => isThere ? name : "Unsafe.NullRef<float>()";
}
