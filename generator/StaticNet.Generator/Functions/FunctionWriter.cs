using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Printing;

namespace StaticNet.Generator.Functions;

/// <summary>
/// Writes the functions of a network's user into one of its files: for each a struct that is compiled for every vector width, and a method on 16 lanes that kernels
/// call.
/// </summary>
internal static class FunctionWriter
{
    /// <summary>The class that the methods are in.</summary>
    public const string Class = "UserFunctions";

    private const string Inlining = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    /// <summary>The name of a loss's method.</summary>
    public static string LossMethod(UserFunction function) => $"{Class}.{function.Identifier}";

    /// <summary>Writes the activations as the forward pass computes them; nothing where there are none.</summary>
    public static void WriteForward(SourceWriter writer, AnalyzedNetwork network)
        => Write(writer, network, Activations(network), static (writer, function) =>
        {
            writer.Line($"// {function.Text}");
            WriteStruct(writer, function, "Function", function.Value);
            WriteMethod(writer, function.Identifier, "x", function, "Function", function.Value);
        });

    /// <summary>Writes the derivatives of the activations, and the loss.</summary>
    public static void WriteBackward(SourceWriter writer, AnalyzedNetwork network)
    {
        UserFunction[] losses = [.. network.Losses.OfType<FunctionLoss>().Select(static loss => loss.Function).OfType<UserFunction>().Distinct()];
        Write(writer, network, [.. Activations(network), .. losses], (writer, function) =>
        {
            writer.Line($"// {(losses.Contains(function) ? "" : "The derivative of ")}{function.Text}");
            if (losses.Contains(function))
            {
                WriteLoss(writer, function);
                return;
            }

            WriteStruct(writer, function, "Derivative", function.Slope);
            WriteMethod(writer, function.Identifier + "Gradient", "x", function, "Derivative", function.Slope);
        });
    }

    private static UserFunction[] Activations(AnalyzedNetwork network)
        => [.. network.AllLayers.Select(static layer => (layer.Layer as FunctionActivation)?.Function).OfType<UserFunction>().Distinct()];

    private static void Write(SourceWriter writer, AnalyzedNetwork network, UserFunction[] functions, System.Action<SourceWriter, UserFunction> write)
    {
        if (functions.Length == 0)
        {
            return;
        }

        writer.Line();
        writer.Line($"/// <summary>The functions that {network.Type.PlainName}'s author has written, on vectors.</summary>");
        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"file static class {Class}"))
        {
            for (int i = 0; i < functions.Length; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                write(writer, functions[i]);
            }
        }
    }

    private static void WriteStruct(SourceWriter writer, UserFunction function, string suffix, int result)
    {
        using (writer.Braces($"private readonly struct {function.Identifier}{suffix} : IFunction"))
        {
            writer.Line(Inlining);
            writer.Line("public static T Of<T>(T x)");
            writer.Line("    where T : struct, ILanes<T>");
            using (writer.Braces(null))
            {
                string[] results = FunctionPrinter.Write(writer, function, ["x"], result);
                writer.Line($"return {results[0]};");
            }
        }

        writer.Line();
    }

    private static void WriteMethod(SourceWriter writer, string name, string x, UserFunction function, string suffix, int result)
    {
        bool isGradient = suffix == "Derivative";
        string call = $"VectorMath.{(function.IsFew(result) ? "Inline" : "Apply")}<{function.Identifier}{suffix}>({x})";
        writer.Line(Inlining);
        writer.Line(isGradient
            ? $"public static Vector512<float> {name}(Vector512<float> x, Vector512<float> dy) => {call} * dy;"
            : $"public static Vector512<float> {name}(Vector512<float> x) => {call};");
    }

    private static void WriteLoss(SourceWriter writer, UserFunction function)
    {
        using (writer.Braces($"private readonly struct {function.Identifier}Loss : ILossFunction"))
        {
            writer.Line(Inlining);
            writer.Line("public static T Of<T>(T y, T t, out T dy)");
            writer.Line("    where T : struct, ILanes<T>");
            using (writer.Braces(null))
            {
                string[] results = FunctionPrinter.Write(writer, function, ["y", "t"], function.Value, function.Slope);
                writer.Line($"dy = {results[1]};");
                writer.Line($"return {results[0]};");
            }
        }

        writer.Line();
        writer.Line(Inlining);
        writer.Line($"public static Vector512<float> {function.Identifier}(Vector512<float> y, Vector512<float> t, out Vector512<float> dy) => VectorMath.Apply<{function.Identifier}Loss>(y, t, out dy);");
    }
}
