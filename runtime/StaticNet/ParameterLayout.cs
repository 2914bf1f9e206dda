using System.Collections.Immutable;

namespace StaticNet;

/// <summary>The tensors of a network: names, shapes, and places in the flat buffer. One instance a network class.</summary>
public sealed class ParameterLayout
{
    /// <summary>Describes the tensors. Generated code calls this.</summary>
    /// <param name="length">The length of the flat buffer in floats, with padding.</param>
    /// <param name="trainableLength">The length of its first part, which optimizers change; statistics follow.</param>
    /// <param name="tensors">The tensors in declaration order.</param>
    public ParameterLayout(int length, int trainableLength, params TensorDescription[] tensors)
    {
        Length = length;
        TrainableLength = trainableLength;
        Tensors = [.. tensors];
    }

    /// <summary>The length of the flat buffer in floats, with padding.</summary>
    public int Length { get; }

    /// <summary>The length of the buffer's first part, which optimizers change; statistics follow.</summary>
    public int TrainableLength { get; }

    /// <summary>The tensors in declaration order.</summary>
    public ImmutableArray<TensorDescription> Tensors { get; }
}
