using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;

namespace StaticNet;

/// <summary>One named tensor of a <see cref="ParameterSet"/>: its logical shape, as PyTorch has it, and where its values lie.</summary>
public sealed class TensorDescription
{
    private readonly nint[] _lengths;
    private readonly nint[] _strides;

    /// <summary>Describes a tensor. Generated code calls this.</summary>
    /// <param name="name">The full name, such as <c>dense1.weight</c>.</param>
    /// <param name="shape">The logical shape, such as <c>[out, in]</c>.</param>
    /// <param name="strides">For each dimension, the distance in floats of neighbouring elements in the flat buffer.</param>
    /// <param name="offset">Where element 0 lies in the flat buffer, in floats.</param>
    /// <param name="isTrainable">Whether an optimizer changes it; running statistics are not trainable.</param>
    /// <exception cref="ArgumentException">
    /// Dimensions and strides differ in number, a dimension is less than 1, a stride is negative, or two elements would share a place.
    /// </exception>
    /// <exception cref="OverflowException">The number of elements, or the distance of the last one, exceeds 31 bits.</exception>
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
        Extent = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 1)
            {
                throw new ArgumentException($"Tensor '{name}' has {shape[i]} elements along dimension {i}; at least 1 is needed.", nameof(shape));
            }

            if (strides[i] < 0)
            {
                throw new ArgumentException($"Tensor '{name}' has the negative stride {strides[i]} along dimension {i}.", nameof(strides));
            }

            Count = checked(Count * shape[i]);
            Extent = checked(Extent + ((shape[i] - 1) * strides[i]));
        }

        ThrowIfElementsOverlap();

        // A dimension of one element has no neighbours: TensorSpan wants the stride 0 there.
        _lengths = [.. shape.Select(static length => (nint)length)];
        _strides = [.. shape.Zip(strides, static (length, stride) => length == 1 ? (nint)0 : stride)];
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

    /// <summary>
    /// The inputs of one output, by which the elements are drawn in a new network: uniform in ±1/sqrt(FanIn), PyTorch's rule for the weight and the
    /// bias of linear layers and convolutions. 0 where nothing is drawn: every element begins as <see cref="InitialValue"/>.
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

    /// <summary>What every element holds in a new network where nothing is drawn.</summary>
    public float InitialValue { get; init; }

    /// <summary>The floats from the first element to the last one, gaps between rows included.</summary>
    internal int Extent { get; }

    /// <summary>The name and the shape: <c>dense1.weight [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} {Format(Shape)}";

    /// <summary>A shape as PyTorch writes it: <c>[128, 784]</c>.</summary>
    internal static string Format<T>(IEnumerable<T> shape)
        where T : IFormattable
        => "[" + string.Join(", ", shape.Select(static length => length.ToString(null, CultureInfo.InvariantCulture))) + "]";

    /// <summary>The tensor's view of a flat buffer.</summary>
    internal TensorSpan<float> View(Span<float> flat) => new(flat.Slice(Offset, Extent), _lengths, _strides);

    /// <summary>Where each element lies in the flat buffer, in row-major order of the logical shape: the order of files and of initialisation.</summary>
    internal IEnumerable<int> PlacesInRowMajorOrder()
    {
        foreach (TensorRun run in RunsInRowMajorOrder())
        {
            for (int i = 0; i < run.Length; i++)
            {
                yield return run.Start + (i * run.Stride);
            }
        }
    }

    /// <summary>The same in runs that are as long as the strides allow: a tensor without gaps and in its own order is a single one.</summary>
    internal IEnumerable<TensorRun> RunsInRowMajorOrder()
    {
        // The inner dimensions that one stride steps through. One of a single element is stepped through by any.
        int outer = Shape.Length;
        int length = 1;
        int stride = 1;
        for (; outer > 0; outer--)
        {
            int dimension = outer - 1;
            if (length == 1)
            {
                stride = Shape[dimension] == 1 ? 1 : Strides[dimension];
            }
            else if (Shape[dimension] > 1 && Strides[dimension] != (long)length * stride)
            {
                break;
            }

            length *= Shape[dimension];
        }

        int[] index = new int[outer];
        int start = Offset;
        for (int i = Count / length; i > 0; i--)
        {
            yield return new TensorRun(start, length, stride);
            for (int dimension = outer - 1; dimension >= 0; dimension--)
            {
                start += Strides[dimension];
                if (++index[dimension] < Shape[dimension])
                {
                    break;
                }

                start -= Shape[dimension] * Strides[dimension];
                index[dimension] = 0;
            }
        }
    }

    // From the densest dimension outwards, each has to step over all that lies within it. That refuses some interleavings
    // that would do, none of which a layer uses.
    private void ThrowIfElementsOverlap()
    {
        int inner = 1;
        foreach (int dimension in Enumerable.Range(0, Shape.Length).Where(i => Shape[i] > 1).OrderBy(i => Strides[i]))
        {
            if (Strides[dimension] < inner)
            {
                throw new ArgumentException(
                    $"Tensor '{Name}' of shape {Format(Shape)} and strides {Format(Strides)}: elements overlap along dimension {dimension}.");
            }

            inner += (Shape[dimension] - 1) * Strides[dimension];
        }
    }
}
