namespace StaticNet;

/// <summary>The layers of a block, once: <c>y = B(x)</c>.</summary>
/// <typeparam name="TBlock">The block, a class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="arguments">Values for the block's parameters, in their order; those left out have their defaults.</param>
public sealed class ApplyAttribute<TBlock>(params int[] arguments) : CompositionAttribute(Composition.Chain, arguments, typeof(TBlock));
