namespace StaticNet;

/// <summary>
/// A gate: <c>y = x B(x)</c>, element by element. The block keeps the shape, or makes a number for each channel, <c>(channels)</c>, by which every pixel of the channel is
/// multiplied: a squeeze-and-excitation. Hu, Shen and Sun: Squeeze-and-Excitation Networks, 2017.
/// </summary>
/// <typeparam name="TBlock">The block, a class with <see cref="BlockAttribute"/>; its last layer is often a sigmoid.</typeparam>
/// <param name="arguments">Values for the block's parameters, in their order; those left out have their defaults.</param>
public sealed class GateAttribute<TBlock>(params int[] arguments) : CompositionAttribute(Composition.Gate, arguments, typeof(TBlock));
