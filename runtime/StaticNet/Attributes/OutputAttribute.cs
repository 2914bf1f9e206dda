namespace StaticNet;

/// <summary>
/// Makes the value before it, or that of <see cref="LayerAttribute.From"/>, an output with a name. A network may have several; a loss belongs to the output before it. Without
/// this attribute the value of the last layer is the output.
/// </summary>
/// <example>
/// <code>
/// [Network(4)]
/// [Dense(128)] [ReLU(Name = "trunk")]
/// [Dense(2)] [Softmax] [Output("policy")] [CrossEntropy]
/// [Dense(1, From = "trunk")] [Output("value")] [MeanSquaredError(Weight = 0.5)]
/// </code>
/// </example>
public sealed class OutputAttribute : LayerAttribute
{
    /// <summary>Declares an output.</summary>
    /// <param name="name">The name, which is that of the parameter of <c>Forward</c>. Layers may read the value by it.</param>
    public OutputAttribute(string name) => base.Name = name;

    /// <summary>The name.</summary>
    public new string Name => base.Name!;

    /// <summary>Whether training uses the output, which then needs a loss; <see langword="false"/> for one that is only read.</summary>
    public bool Trained { get; init; } = true;
}
