namespace StaticNet;

/// <summary>
/// The layers of a block several times in sequence, each time with parameters of their own:
/// <c>y = B(... B(B(x)))</c>. The parameters are <c>repeat1.block1.conv1.weight</c>, <c>repeat1.block2.conv1.weight</c> and so on.
/// </summary>
/// <typeparam name="TBlock">The block, a class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="count">How many times, at least 1.</param>
/// <param name="arguments">Values for the block's parameters, in their order; those left out have their defaults.</param>
public sealed class RepeatAttribute<TBlock>(int count, params int[] arguments) : CompositionAttribute(Composition.Chain, arguments, typeof(TBlock))
{
    /// <summary>The number of times that the block is repeated.</summary>
    public int Count { get; } = count;
}
