using System.Linq;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Printing;

/// <summary>The C# of an activation and of its gradient, on vectors: calls of the runtime's methods of its name, or of those that are written for the user's function.</summary>
internal static class ActivationExpressions
{
    /// <param name="function">The activation.</param>
    /// <param name="x">The vector it is applied to.</param>
    /// <param name="slope">The vector that holds a learned slope.</param>
    public static string Forward(Activation function, string x, string slope = "slope")
        => $"{Method(function)}({x}{(function is PReLU ? $", {slope}" : Constants(function))})";

    /// <param name="function">The activation; not one whose slope is learned.</param>
    /// <param name="saved">The vector of its input or output, as <see cref="Activation.Saved"/> says.</param>
    /// <param name="dy">The gradient of its output.</param>
    public static string Gradient(Activation function, string saved, string dy)
        => $"{Method(function)}Gradient({(function.Saved == SavedForBackward.Nothing ? "" : saved + ", ")}{dy}{Constants(function)})";

    private static string Method(Activation function)
        => function is FunctionActivation { Function: { } written } ? $"{FunctionWriter.Class}.{written.Identifier}" : $"Activation.{function.GetType().Name}";

    private static string Constants(Activation function) => string.Concat(function.Constants.Select(static constant => $", {Literal.Of(constant)}"));
}
