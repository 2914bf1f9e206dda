namespace StaticNet;

/// <summary>
/// A layer that joins several values of the network, each named by the layer that makes it (<see cref="LayerAttribute.Name"/>, or the default name, such as <c>relu1</c>).
/// With one name, it joins that value and the one before the layer: <c>[Add("trunk")]</c>.
/// </summary>
public abstract class JoinAttribute : LayerAttribute
{
    private protected JoinAttribute(params string[] values) => Values = values;

    /// <summary>The names of the values, in order. With one name, or with <see cref="LayerAttribute.From"/>, the value before the layer comes first.</summary>
    public string[] Values { get; }
}
