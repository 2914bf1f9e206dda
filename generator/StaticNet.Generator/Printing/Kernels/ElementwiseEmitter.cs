using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the kernels that go through values one by one: activations and their gradients. A row of features is a pixel.</summary>
internal static class ElementwiseEmitter
{
    public static void Write(SourceWriter writer, Elementwise kernel, string name, SharedMethods shared)
        => Write(writer, kernel.Functions, kernel.X.Vectors, GridWriter.View("x", kernel.X), GridWriter.View("y", kernel.Y with { Length = kernel.X.Length }), shared);

    public static void Write(SourceWriter writer, GridElementwise kernel, string name, SharedMethods shared)
        => Write(writer, kernel.Functions, kernel.X.Vectors, GridWriter.View("x", kernel.X), GridWriter.View("y", kernel.Y), shared);

    public static void Write(SourceWriter writer, ElementwiseGradient kernel, string name, SharedMethods shared)
    {
        string? kept = kernel.Kept.Length > 0 ? GridWriter.View("kept", kernel.Kept with { Length = kernel.Gradient.Length }) : null;
        MapWriter.WriteGradient(writer, kernel.Function, kept, GridWriter.View("dy", kernel.Gradient), GridWriter.View("dx", kernel.Gradient), shared);
    }

    public static void Write(SourceWriter writer, GridElementwiseGradient kernel, string name, SharedMethods shared)
    {
        string? kept = kernel.KeepsNothing ? null : GridWriter.View("kept", kernel.Kept);
        MapWriter.WriteGradient(writer, kernel.Function, kept, GridWriter.View("dy", kernel.Dy), GridWriter.View("dx", kernel.Dx), shared);
    }

    public static void Write(SourceWriter writer, SlopeGradient kernel)
        => WriteSlope(writer, GridWriter.View("x", kernel.X), GridWriter.View("dy", kernel.Gradient), GridWriter.View("dx", kernel.Gradient));

    public static void Write(SourceWriter writer, GridSlopeGradient kernel)
        => WriteSlope(writer, GridWriter.View("x", kernel.X), GridWriter.View("dy", kernel.Dy), GridWriter.View("dx", kernel.Dx));

    private static void WriteSlope(SourceWriter writer, string x, string dy, string dx)
        => writer.Line($"Loops.SlopeGradient({x}, {dy}, {dx}, slope, ref gradient, samples);");

    private static void Write(SourceWriter writer, EquatableArray<StoreFunction> functions, int vectors, string x, string y, SharedMethods shared)
    {
        // A copy is a function, too.
        if (functions.Count == 0)
        {
            writer.Line($"Loops.Map(default(Unchanged), {x}, {y}, samples);");
            return;
        }

        var map = new MapWriter(functions, vectors, shared);
        map.WriteConstants(writer);
        map.WriteLoops(writer, x, y, GridWriter.View, "samples");
    }
}
