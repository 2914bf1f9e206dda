namespace StaticNet;

/// <summary>
/// Makes a <see langword="partial"/> class a neural network: the layers are the attributes that follow, in source order,
/// and the source generator writes the forward and the backward pass.
/// </summary>
/// <param name="inputShape">
/// The shape of one sample: <c>(features)</c>, <c>(channels, length)</c> or <c>(channels, height, width)</c>.
/// The batch is never part of a shape.
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
    /// <summary>The shape of one sample, channels first.</summary>
    public int[] InputShape { get; } = inputShape;
}
