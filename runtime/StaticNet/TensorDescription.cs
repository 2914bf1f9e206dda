using System.Collections.Immutable;

namespace StaticNet;

/// <summary>One named tensor of a <see cref="ParameterSet"/>: its logical shape, as PyTorch has it, and where its values lie.</summary>
public sealed class TensorDescription
{
    /// <summary>Describes a tensor. Generated code calls this.</summary>
    /// <param name="name">The full name, such as <c>dense1.weight</c>.</param>
    /// <param name="shape">The logical shape, such as <c>[out, in]</c>.</param>
    /// <param name="strides">For each dimension, the distance in floats of neighbouring elements in the flat buffer.</param>
    /// <param name="offset">Where element 0 lies in the flat buffer, in floats.</param>
    /// <param name="isTrainable">Whether an optimizer changes it; running statistics are not trainable.</param>
    public TensorDescription(string name, int[] shape, int[] strides, int offset, bool isTrainable = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(strides);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (shape.Length != strides.Length)
        {
            throw new ArgumentException($"Tensor '{name}' has {shape.Length} dimensions but {strides.Length} strides.", nameof(strides));
        }

        Name = name;
        Shape = [.. shape];
        Strides = [.. strides];
        Offset = offset;
        IsTrainable = isTrainable;
        Count = 1;
        foreach (int dimension in shape)
        {
            Count = checked(Count * dimension);
        }
    }

    /// <summary>The full name, such as <c>dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The logical shape, such as <c>[out, in]</c>.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>For each dimension, the distance in floats of neighbouring elements in the flat buffer.</summary>
    public ImmutableArray<int> Strides { get; }

    /// <summary>Where element 0 lies in the flat buffer, in floats.</summary>
    public int Offset { get; }

    /// <summary>The number of elements, without padding.</summary>
    public int Count { get; }

    /// <summary>Whether an optimizer changes it; running statistics are not trainable.</summary>
    public bool IsTrainable { get; }
}
