namespace StaticNet;

/// <summary>
/// A layer of a network: what every layer attribute derives from. Layers follow each other in the order of
/// the source file.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name, which is the prefix of its parameters (<c>name.weight</c>) and, in PascalCase, the property of the
    /// network class. When it is not set, the layer is named by its kind and its 1-based count: <c>dense1</c>, <c>prelu1</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The name of the value that the layer reads in place of the one before it: the name of an earlier layer of the same network or block, or <c>input</c> for
    /// what goes into the network or block.
    /// </summary>
    /// <example><c>[Dense(2, From = "trunk")]</c></example>
    public string? From { get; set; }

    /// <summary>
    /// The name of an earlier layer of the same network or block whose parameters the layer shares: every tensor that both have under one name, which then has one value and one gradient, the sum of both uses. A layer
    /// of blocks shares all parameters of one with the same layers, as the two towers of a Siamese network do.
    /// </summary>
    /// <remarks>The tensors have the other layer's name, in <c>Parameters</c> and in files; a layer with none of its own has no property.</remarks>
    /// <example><c>[Apply&lt;Encoder&gt;(From = "right", Tied = "left")]</c></example>
    public string? Tied { get; set; }
}
