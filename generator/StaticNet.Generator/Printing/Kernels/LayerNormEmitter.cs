using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="LayerNormKernel"/> and <see cref="LayerNormGradient"/>: calls of the runtime, and a type with the constants of the norm.</summary>
internal static class LayerNormEmitter
{
    public static void Write(SourceWriter writer, LayerNormKernel kernel, string name, SharedMethods shared)
    {
        var map = new MapWriter(kernel.Functions, kernel.X.Grid.Vectors, shared);
        map.WriteConstants(writer);
        (string type, string value) = map.Activations;
        string norm = TypeOf(kernel.X.Grid.Channels, kernel.Epsilon, kernel.IsCentered, name, shared);
        string views = $"{GridWriter.View("x", kernel.X.Grid)}, {GridWriter.View("y", kernel.Y.Grid)}";
        writer.Line($"LayerNormalization.Normalize<{norm}, {type}>({value}, {views}, ref weight, ref {Bias("bias", kernel.IsCentered)}, samples);");
    }

    public static void Write(SourceWriter writer, LayerNormGradient kernel, string name, SharedMethods shared)
    {
        string norm = TypeOf(kernel.X.Grid.Channels, kernel.Epsilon, kernel.IsCentered, name, shared);
        string views = $"{GridWriter.View("x", kernel.X.Grid)}, {GridWriter.View("dy", kernel.Dy.Grid)}, {GridWriter.View("dx", kernel.Dx.Grid)}";
        writer.Line($"LayerNormalization.Gradient<{norm}>({views}, ref weight, ref weightGradient, ref {Bias("biasGradient", kernel.IsCentered)}, samples);");
    }

    private static string TypeOf(int channels, float epsilon, bool isCentered, string name, SharedMethods shared)
    {
        SourceWriter body = SourceWriter.OfPart();
        body.Line($"public static int Channels => {Literal.Of(channels)};");
        body.Line($"public static float Epsilon => {Literal.Of(epsilon)};");
        if (!isCentered)
        {
            body.Line("public static bool IsCentered => false;");
        }

        return shared.TypeOf(name, "Norm", $"A norm of {Literal.Of(channels)} channels.", "struct", "ILayerNorm", body);
    }

    private static string Bias(string name, bool isCentered) => isCentered ? name : "Unsafe.NullRef<float>()";
}
