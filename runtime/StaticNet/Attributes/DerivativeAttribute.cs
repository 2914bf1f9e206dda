namespace StaticNet;

/// <summary>
/// Marks a static method as the derivative of an activation or a loss of the same type, in place of the one that is found from its source. It has the same
/// parameters; that of a loss is the derivative with respect to the output y.
/// </summary>
/// <param name="function">The name of the activation or the loss.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivativeAttribute(string function) : Attribute
{
    /// <summary>The name of the activation or the loss.</summary>
    public string Function { get; } = function;
}
