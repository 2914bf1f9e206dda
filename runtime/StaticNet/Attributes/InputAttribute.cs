namespace StaticNet;

/// <summary>
/// An input of a network that has several: a value with a name and a shape of its own. With <c>[Input]</c> attributes, <c>[Network]</c> has no shape; the layer
/// after an input reads it, and others read it by its name.
/// </summary>
/// <example>
/// <code>
/// [Network]
/// [Input("image", 1, 28, 28)]
/// [Conv2D(8, 3)] [ReLU] [GlobalAveragePool(Name = "seen")]
/// [Input("age", 1)]
/// [Concat("seen", "age")]
/// [Dense(2)]
/// </code>
/// </example>
public sealed class InputAttribute : LayerAttribute
{
    /// <summary>Declares an input.</summary>
    /// <param name="name">The name, which is that of the parameter of <c>Forward</c>.</param>
    /// <param name="shape">
    /// The shape of one sample: <c>(features)</c>, <c>(channels, length)</c> or <c>(channels, height, width)</c>.
    /// </param>
    public InputAttribute(string name, params int[] shape)
    {
        base.Name = name;
        Shape = shape;
    }

    /// <summary>The name.</summary>
    public new string Name => base.Name!;

    /// <summary>An input reads no other value.</summary>
    public new string? From => null;

    /// <summary>The shape of one sample, channels first.</summary>
    public int[] Shape { get; }
}
