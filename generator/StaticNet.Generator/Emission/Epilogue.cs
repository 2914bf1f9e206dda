using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>The activations that are applied to a product's sums before they are stored.</summary>
internal static class Epilogue
{
    /// <summary>The parameters that the activations bring along: one learned slope for each PReLU.</summary>
    public static IEnumerable<string> SlopeParameters(EquatableArray<Activation> functions)
        => Enumerable.Range(0, functions.Count(static function => function is PReLU)).Select(static i => $"slope{i}");

    /// <summary>Broadcasts the learned slopes.</summary>
    public static void WriteSlopes(SourceWriter writer, EquatableArray<Activation> functions)
    {
        foreach (string slope in SlopeParameters(functions))
        {
            writer.Line($"Vector512<float> {slope}s = Vector512.Create({slope});");
        }
    }

    /// <summary>The functions applied to an expression, in order.</summary>
    public static string Apply(EquatableArray<Activation> functions, string value)
    {
        int slopes = 0;
        foreach (Activation function in functions)
        {
            value = ActivationExpressions.Forward(function, value, function is PReLU ? $"slope{slopes++}s" : "");
        }

        return value;
    }
}
