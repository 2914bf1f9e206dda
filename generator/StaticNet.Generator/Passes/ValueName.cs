namespace StaticNet.Generator.Passes;

/// <summary>What generated code calls a value.</summary>
/// <param name="Text">Its name.</param>
/// <param name="OutputGradient">Of the gradient of a layer's input, the name of that of its output (<see cref="Ir.Value.OutputGradient"/>).</param>
internal readonly record struct ValueName(string Text, string? OutputGradient = null)
{
    public static implicit operator ValueName(string text) => new(text);
}
