namespace StaticNet;

/// <summary>
/// A residual connection: <c>y = B(x) + x</c>. The block has to keep the shape; one that changes it needs a shortcut, see
/// <see cref="ResidualAttribute{TBlock, TShortcut}"/>. He, Zhang, Ren and Sun: Deep Residual Learning for Image Recognition, 2015.
/// </summary>
/// <typeparam name="TBlock">The block, a class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="arguments">Values for the block's parameters, in their order; those left out have their defaults.</param>
public sealed class ResidualAttribute<TBlock>(params int[] arguments) : CompositionAttribute(Composition.Sum, arguments, typeof(TBlock));

/// <summary>
/// A residual connection with a shortcut of its own: <c>y = B(x) + S(x)</c>. The outputs of both blocks have to have the same shape. The shortcut's
/// parameters are <c>residual1.shortcut.conv1.weight</c> and so on.
/// </summary>
/// <typeparam name="TBlock">The block, a class with <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TShortcut">The block of the shortcut, often a convolution with a kernel of one pixel.</typeparam>
/// <param name="arguments">
/// Values for the parameters of both blocks: each takes the first ones, as many as it has parameters, since a shortcut has to fit. Those left
/// out have their defaults.
/// </param>
public sealed class ResidualAttribute<TBlock, TShortcut>(params int[] arguments)
    : CompositionAttribute(Composition.Sum, arguments, typeof(TBlock), typeof(TShortcut));
