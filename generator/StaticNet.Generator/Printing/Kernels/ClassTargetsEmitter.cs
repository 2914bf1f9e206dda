using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes how cross-entropy takes targets and labels, as the runtime's <c>ClassTargets</c> has it. Weights of classes are in a type of their own, in arrays that are made once: a span of constants
/// allocates where code is not optimized.
/// </summary>
internal static class ClassTargetsEmitter
{
    /// <summary><c>new ClassTargets(21, 4096) { Weights = RoadsClassWeights.Output0 }</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="positions">The positions of a sample that each have a class.</param>
    /// <param name="weights">Where the weights are, if there are any (<see cref="Weights"/>).</param>
    /// <param name="hasSmoothing">Whether the smoothing is needed.</param>
    public static string Terms(CrossEntropy loss, int classes, int positions, string weights, bool hasSmoothing)
    {
        List<string> properties = [];
        if (loss.ClassWeights.Count > 0)
        {
            properties.Add($"Weights = {weights}");
        }

        if (hasSmoothing && loss.LabelSmoothing != 0)
        {
            properties.Add($"Smoothing = {Literal.Of(loss.LabelSmoothing)}");
        }

        if (loss.IgnoredLabel is { } ignored)
        {
            properties.Add($"IgnoredLabel = {Literal.Of(ignored)}");
        }

        return $"new ClassTargets({Literal.Of(classes)}, {Literal.Of(positions)})" + (properties.Count > 0 ? $" {{ {string.Join(", ", properties)} }}" : "");
    }

    /// <summary>The type that has the weights: <c>RoadsClassWeights</c>.</summary>
    public static string WeightsType(TypeDeclaration type) => GeneratedNamespace.TypeName(type, "ClassWeights");

    /// <summary>The weights of an output: <c>RoadsClassWeights.Output0</c>.</summary>
    /// <param name="type">The type that has them.</param>
    /// <param name="targetOffset">Where its targets begin.</param>
    public static string Weights(string type, int targetOffset) => $"{type}.Output{Literal.Of(targetOffset)}";

    /// <summary>Writes the type, where an output has weights.</summary>
    public static void WriteWeights(SourceWriter writer, AnalyzedNetwork network)
    {
        NetworkOutput[] weighted = [.. network.Outputs.Where(static output => output.Loss is CrossEntropy { ClassWeights.Count: > 0 })];
        if (weighted.Length == 0)
        {
            return;
        }

        writer.Line();
        writer.Line($"/// <summary>The weights of the classes of {network.Type.PlainName}.</summary>");
        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"file static class {WeightsType(network.Type)}"))
        {
            foreach (NetworkOutput output in weighted)
            {
                writer.Line($"public static readonly float[] Output{Literal.Of(output.TargetOffset)} = [{string.Join(", ", ((CrossEntropy)output.Loss!).ClassWeights.Select(Literal.Of))}];");
            }
        }
    }
}
