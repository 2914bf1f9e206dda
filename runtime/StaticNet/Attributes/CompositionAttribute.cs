using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// A layer made of blocks, classes with <see cref="BlockAttribute"/>. Parameters are named by the path to them:
/// <c>residual2.conv1.weight</c>.
/// </summary>
public abstract class CompositionAttribute : LayerAttribute
{
    private protected CompositionAttribute(Composition composition, int[] arguments, params ReadOnlySpan<Type> blocks)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Composition = composition;
        Arguments = arguments.ToImmutableArray();
        Blocks = blocks.ToImmutableArray();
    }

    /// <summary>How the blocks are composed.</summary>
    public Composition Composition { get; }

    /// <summary>The block classes, in the order in which they are declared.</summary>
    public IReadOnlyList<Type> Blocks { get; }

    /// <summary>The values for the blocks' parameters as they are declared; a parameter without one has its default.</summary>
    public IReadOnlyList<int> Arguments { get; }
}
