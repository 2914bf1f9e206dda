using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Printing;

/// <summary>Writes how cross-entropy takes targets and labels, as the runtime's <c>ClassTargets</c> has it.</summary>
internal static class ClassTargetsEmitter
{
    /// <summary><c>new ClassTargets(21, 4096) { Weights = [..] }</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="positions">The positions of a sample that each have a class.</param>
    /// <param name="hasSmoothing">Whether the smoothing is needed.</param>
    public static string Terms(CrossEntropy loss, int classes, int positions, bool hasSmoothing)
    {
        List<string> properties = [];
        if (loss.ClassWeights.Count > 0)
        {
            properties.Add($"Weights = [{string.Join(", ", loss.ClassWeights.Select(Literal.Of))}]");
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
}
