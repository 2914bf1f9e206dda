namespace StaticNet;

/// <summary>
/// Makes a <see langword="partial"/> class a neural network: the layers are the attributes that follow, in source order,
/// and the source generator writes the forward and the backward pass.
/// </summary>
/// <param name="inputShape">
/// The shape of one sample: <c>(features)</c>, <c>(channels, length)</c> or <c>(channels, height, width)</c>.
/// The batch is never part of a shape. Empty for a network with <see cref="StaticNet.InputAttribute"/>s, each of which has a shape of its own.
/// </param>
/// <example>
/// <code>
/// [Network(2)]
/// [Dense(2)] [Tanh]
/// [Dense(1)] [Sigmoid]
/// [BinaryCrossEntropy]
/// public sealed partial class Xor;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute(params int[] inputShape) : Attribute
{
    /// <summary>The shape of one sample, channels first; empty for a network with <see cref="StaticNet.InputAttribute"/>s.</summary>
    public int[] InputShape { get; } = inputShape;

    /// <summary>
    /// Whether convolutions with kernels of 3 x 3 and stride 1 may be computed by Winograd's minimal filtering where that is faster: on even heights and
    /// widths, and with enough channels to make up for its transforms. It takes 4 multiplications where the definition takes 9, and its results differ from
    /// those of the definition by rounding, a few units in the last place. They are reproducible too: the same bits on every machine.
    /// </summary>
    public bool Winograd { get; init; } = true;

    /// <summary>
    /// Whether the network has the method <c>Backward</c>, which takes the gradient of any function of the outputs and gives that of the parameters and of the inputs, with or
    /// without a loss. It is a pass of its own, which about doubles the generated code of a network that is not trained.
    /// </summary>
    public bool Backward { get; init; }
}
