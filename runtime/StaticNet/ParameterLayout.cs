using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>The tensors of a network: names, shapes, and places in the flat buffer. One instance per network class.</summary>
/// <remarks>
/// Every tensor starts at a multiple of 16 floats, and the trainable part and the whole buffer are multiples of 16 long, so that
/// code with 16 lanes never has a remainder.
/// </remarks>
public sealed class ParameterLayout
{
    private const int Lanes = 16;

    private readonly Dictionary<string, int> _indices;

    /// <summary>Describes the tensors. Generated code calls this.</summary>
    /// <param name="length">The length of the flat buffer in floats, with padding; a multiple of 16.</param>
    /// <param name="trainableLength">The length of its first part, which optimizers change; statistics follow. A multiple of 16.</param>
    /// <param name="tensors">The tensors in declaration order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative or more than an array holds, or the trainable one is more than all.</exception>
    /// <exception cref="ArgumentException">
    /// A name occurs twice, two tensors overlap, or a tensor starts or ends at an invalid place; the message says which.
    /// </exception>
    public ParameterLayout(int length, int trainableLength, params TensorDescription[] tensors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - AlignedBuffer.Slack);
        ArgumentOutOfRangeException.ThrowIfNegative(trainableLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trainableLength, length);
        ArgumentNullException.ThrowIfNull(tensors);
        Length = length % Lanes == 0
            ? length
            : throw new ArgumentException($"The buffer's length is {length}; a multiple of {Lanes} is needed.", nameof(length));
        TrainableLength = trainableLength % Lanes == 0
            ? trainableLength
            : throw new ArgumentException($"The trainable length is {trainableLength}; a multiple of {Lanes} is needed.", nameof(trainableLength));
        Tensors = [.. tensors];
        _indices = new Dictionary<string, int>(tensors.Length, StringComparer.Ordinal);
        string[] names = new string[tensors.Length];
        long parameterCount = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            TensorDescription tensor = tensors[i];
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
            names[i] = tensor.Name;
            if (!_indices.TryAdd(tensor.Name, i))
            {
                throw new ArgumentException($"Two tensors are named {Quote.Text(tensor.Name)}.", nameof(tensors));
            }

            ThrowIfMisplaced(tensor);
            parameterCount += tensor.IsTrainable ? tensor.Count : 0;
        }

        // Overlapping trainable tensors, which are refused below, may have more.
        ParameterCount = (int)Math.Min(parameterCount, int.MaxValue);
        Names = ImmutableCollectionsMarshal.AsImmutableArray(names);
        if (!LieInOrder(tensors))
        {
            ThrowIfTensorsOverlap();
        }
    }

    /// <summary>The length of the flat buffer in floats, with padding.</summary>
    public int Length { get; }

    /// <summary>The length of the buffer's first part, which optimizers change; statistics follow.</summary>
    public int TrainableLength { get; }

    /// <summary>The tensors in declaration order.</summary>
    public ImmutableArray<TensorDescription> Tensors { get; }

    /// <summary>The tensors' names in declaration order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The number of trainable scalars, without padding.</summary>
    public int ParameterCount { get; }

    /// <summary>The number of the tensor of this name in <see cref="Tensors"/>.</summary>
    /// <param name="name">The full name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="KeyNotFoundException">No tensor has this name; the message lists those that exist, up to its maximum length.</exception>
    public int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _indices.TryGetValue(name, out int index)
            ? index
            : throw new KeyNotFoundException($"There is no tensor {Quote.Text(name)}. There {(Tensors.Length == 0 ? "are none" : "are: " + Quote.List(Tensors.Select(static tensor => tensor.ToString()), Tensors.Length))}.");
    }

    /// <summary>
    /// Throws unless another set of tensors has the same names, shapes and places, so that the two can be processed in parallel.
    /// </summary>
    /// <param name="other">The layout of the other set.</param>
    /// <param name="parameterName">The argument that the exception names.</param>
    /// <exception cref="ArgumentException">They differ; the message says the first difference.</exception>
    public void ThrowIfIncompatible(ParameterLayout other, string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(this, other) && FirstDifference(other) is { } difference)
        {
            ThrowIncompatible(difference, parameterName);
        }
    }

    /// <summary>The tensors: <c>dense1.weight [128, 784], dense1.bias [128]</c>.</summary>
    public override string ToString() => string.Join(", ", Tensors);

    [DoesNotReturn]
    private static void ThrowIncompatible(string difference, string? parameterName)
        => throw new ArgumentException($"The parameters are of another network: {difference}.", parameterName);

    private string? FirstDifference(ParameterLayout other)
    {
        for (int i = 0; i < Math.Max(Tensors.Length, other.Tensors.Length); i++)
        {
            if (i == Tensors.Length)
            {
                return $"there is no tensor {i} here, but {other.Tensors[i]} there";
            }

            if (i == other.Tensors.Length)
            {
                return $"tensor {i} is {Tensors[i]} here, but there is none there";
            }

            TensorDescription mine = Tensors[i];
            TensorDescription theirs = other.Tensors[i];
            if (mine.Name != theirs.Name || !mine.Shape.AsSpan().SequenceEqual(theirs.Shape.AsSpan()))
            {
                return $"tensor {i} is {mine} here, {theirs} there";
            }

            if (mine.Offset != theirs.Offset || !mine.Strides.AsSpan().SequenceEqual(theirs.Strides.AsSpan()))
            {
                return $"tensor {mine} lies at {mine.Offset} with strides {TensorDescription.Format(mine.Strides)} here, "
                    + $"at {theirs.Offset} with strides {TensorDescription.Format(theirs.Strides)} there";
            }

            if (mine.IsTrainable != theirs.IsTrainable)
            {
                return $"tensor {mine} is {(mine.IsTrainable ? "" : "not ")}trainable here, but {(theirs.IsTrainable ? "" : "not ")}there";
            }
        }

        if (Length != other.Length)
        {
            return $"the buffer is {Length} floats long here, {other.Length} there";
        }

        return TrainableLength == other.TrainableLength
            ? null
            : $"the trainable part is {TrainableLength} floats long here, {other.TrainableLength} there";
    }

    private void ThrowIfMisplaced(TensorDescription tensor)
    {
        if (tensor.Offset % Lanes != 0)
        {
            throw new ArgumentException($"Tensor {tensor} lies at {tensor.Offset}; a multiple of {Lanes} is needed.");
        }

        long end = (long)tensor.Offset + tensor.Extent;
        if (tensor.IsTrainable && end > TrainableLength)
        {
            throw new ArgumentException($"Tensor {tensor} is trainable and ends at {end}, but the trainable part ends at {TrainableLength}.");
        }

        if (!tensor.IsTrainable && (tensor.Offset < TrainableLength || end > Length))
        {
            throw new ArgumentException(
                $"Tensor {tensor} is not trainable and lies from {tensor.Offset} to {end}; its room is from {TrainableLength} to {Length}.");
        }
    }

    // Whether each tensor is placed after the previous ones of its kind, trainable or not. The generator places them so, and then no two overlap.
    private static bool LieInOrder(TensorDescription[] tensors)
    {
        long trainableEnd = 0;
        long end = 0;
        foreach (TensorDescription tensor in tensors)
        {
            ref long endBefore = ref tensor.IsTrainable ? ref trainableEnd : ref end;
            if (tensor.Offset < endBefore)
            {
                return false;
            }

            endBefore = (long)tensor.Offset + tensor.Extent;
        }

        return true;
    }

    private void ThrowIfTensorsOverlap()
    {
        TensorDescription? before = null;
        foreach (TensorDescription tensor in Tensors.OrderBy(static tensor => tensor.Offset))
        {
            if (before is not null && before.Offset + before.Extent > tensor.Offset)
            {
                throw new ArgumentException(
                    $"Tensor {before} lies from {before.Offset} to {before.Offset + before.Extent} and overlaps {tensor} at {tensor.Offset}.");
            }

            before = tensor;
        }
    }
}
