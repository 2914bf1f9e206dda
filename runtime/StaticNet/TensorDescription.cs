using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>One named tensor of a <see cref="ParameterSet"/>: its logical shape, as in PyTorch, and where its values are.</summary>
public sealed class TensorDescription
{
    // The most characters of a shape in a message.
    private const int MaxShapeLength = 80;

    private readonly int[] _shape;
    private readonly int[] _strides;

    /// <summary>Describes a tensor. Generated code calls this.</summary>
    /// <param name="name">The full name, such as <c>dense1.weight</c>.</param>
    /// <param name="shape">The logical shape, such as <c>[out, in]</c>.</param>
    /// <param name="strides">For each dimension, the distance in floats of neighbouring elements in the flat buffer.</param>
    /// <param name="offset">The index of element 0 in the flat buffer, in floats.</param>
    /// <param name="isTrainable">Whether an optimizer changes it; running statistics are not trainable.</param>
    /// <exception cref="ArgumentException">
    /// Dimensions and strides differ in number, a dimension is less than 1, a stride is negative, two elements would overlap, or the number of elements
    /// or the distance of the last one exceeds 31 bits.
    /// </exception>
    public TensorDescription(string name, int[] shape, int[] strides, int offset, bool isTrainable = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(strides);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (shape.Length != strides.Length)
        {
            throw new ArgumentException($"Tensor {Quote.Text(name)} has {shape.Length} dimensions but {strides.Length} strides.", nameof(strides));
        }

        Name = name;
        _shape = (int[])shape.Clone();
        _strides = (int[])strides.Clone();
        Offset = offset;
        IsTrainable = isTrainable;
        long count = 1;
        long extent = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 1)
            {
                throw new ArgumentException($"Tensor {Quote.Text(name)} has {shape[i]} elements along dimension {i}; at least 1 is needed.", nameof(shape));
            }

            if (strides[i] < 0)
            {
                throw new ArgumentException($"Tensor {Quote.Text(name)} has the negative stride {strides[i]} along dimension {i}.", nameof(strides));
            }

            count *= shape[i];
            extent += (shape[i] - 1L) * strides[i];
            if (count > int.MaxValue || extent > int.MaxValue)
            {
                throw new ArgumentException(
                    $"Tensor '{name}' of shape {Format(shape)} and strides {Format(strides)} does not fit an array: it may have, and span, at most {int.MaxValue} elements.",
                    nameof(shape));
            }
        }

        Count = (int)count;
        Extent = (int)extent;

        ThrowIfElementsOverlap();
    }

    /// <summary>The full name, such as <c>dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The logical shape, such as <c>[out, in]</c>.</summary>
    public ImmutableArray<int> Shape => ImmutableCollectionsMarshal.AsImmutableArray(_shape);

    /// <summary>For each dimension, the distance in floats of neighbouring elements in the flat buffer.</summary>
    public ImmutableArray<int> Strides => ImmutableCollectionsMarshal.AsImmutableArray(_strides);

    /// <summary>The index of element 0 in the flat buffer, in floats.</summary>
    public int Offset { get; }

    /// <summary>The number of elements, without padding.</summary>
    public int Count { get; }

    /// <summary>Whether an optimizer changes it; running statistics are not trainable.</summary>
    public bool IsTrainable { get; }

    /// <summary>
    /// The number of inputs of one output, which determines how the elements of a new network are drawn: uniform in ±1/sqrt(FanIn), PyTorch's rule for the weight and the
    /// bias of linear layers and convolutions. 0 if nothing is drawn: every element starts as <see cref="InitialValue"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int FanIn
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The initial value of every element in a new network, if nothing is drawn.</summary>
    public float InitialValue { get; init; }

    /// <summary>The floats from the first element to the last one, gaps between rows included.</summary>
    internal int Extent { get; }

    /// <summary>The name and the shape: <c>dense1.weight [128, 784]</c>. For a long one only the beginning.</summary>
    public override string ToString() => $"{Quote.Name(Name)} {Format(Shape)}";

    /// <summary>A shape as PyTorch writes it: <c>[128, 784]</c>. For many dimensions only the first ones.</summary>
    internal static string Format<T>(IReadOnlyCollection<T> shape)
        where T : IFormattable
        => "[" + Quote.List(shape.Select(static length => length.ToString(null, CultureInfo.InvariantCulture)), shape.Count, MaxShapeLength) + "]";

    private nint[] ViewLengths => field ??= Array.ConvertAll(_shape, static length => (nint)length);

    // A dimension of one element has no neighbours: TensorSpan requires the stride 0 there.
    private nint[] ViewStrides => field ??= [.. _shape.Zip(_strides, static (length, stride) => length == 1 ? (nint)0 : stride)];

    /// <summary>The tensor's view of a flat buffer.</summary>
    internal TensorSpan<float> View(Span<float> flat) => new(flat.Slice(Offset, Extent), ViewLengths, ViewStrides);

    /// <summary>A walk over the tensor in row-major order of the logical shape.</summary>
    internal TensorRuns Runs() => new(_shape, _strides, Offset);

    /// <summary>Whether a tensor of a file has this shape.</summary>
    internal bool HasShape(ReadOnlySpan<long> shape)
    {
        if (shape.Length != _shape.Length)
        {
            return false;
        }

        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] != _shape[i])
            {
                return false;
            }
        }

        return true;
    }

    // From the densest dimension outwards, the stride of each has to exceed the extent of those that are denser, or as dense and before it.
    // That refuses some valid interleavings, none of which a layer uses.
    private void ThrowIfElementsOverlap()
    {
        for (int dimension = 0; dimension < _shape.Length; dimension++)
        {
            int stride = _strides[dimension];
            int inner = 1;
            for (int other = 0; other < _shape.Length; other++)
            {
                if (_strides[other] < stride || (_strides[other] == stride && other < dimension))
                {
                    inner += (_shape[other] - 1) * _strides[other];
                }
            }

            if (_shape[dimension] > 1 && stride < inner)
            {
                throw new ArgumentException(
                    $"Tensor {Quote.Text(Name)} of shape {Format(_shape)} and strides {Format(_strides)}: elements overlap along dimension {dimension}.");
            }
        }
    }
}
