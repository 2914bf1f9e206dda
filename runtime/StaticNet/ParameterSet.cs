using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>
/// Named tensors over one flat buffer that is aligned to 64 bytes: a network's weights, their gradients, or an optimizer's state.
/// </summary>
/// <example>
/// <code>
/// TensorSpan&lt;float&gt; weight = network.Parameters["dense1.weight"];   // [out, in], as PyTorch has it
/// weight[3, 0] = 0.5f;                                                // the next call of Forward uses it
/// </code>
/// </example>
public sealed class ParameterSet
{
    private readonly ParameterLayout _layout;
    private readonly float[] _buffer;
    private readonly int _start;

    /// <summary>Makes a set of the layout's tensors, all zero.</summary>
    /// <param name="layout">The tensors' names, shapes and places.</param>
    public ParameterSet(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _layout = layout;
        _buffer = AlignedBuffer.Allocate(layout.Length, isCleared: true, out _start);
    }

    /// <summary>The tensors' names, shapes and places. Sets of one network share it.</summary>
    public ParameterLayout Layout => _layout;

    /// <summary>The tensors' names in declaration order, as PyTorch's <c>state_dict</c> has them.</summary>
    public ImmutableArray<string> Names => _layout.Names;

    /// <summary>
    /// The whole buffer, trainable tensors first. Rows of a tensor may be padded to whole vectors; the padding is zero and
    /// stays zero under every optimizer.
    /// </summary>
    public Span<float> Flat => MemoryMarshal.CreateSpan(ref First, _layout.Length);

    /// <summary>The part of <see cref="Flat"/> that optimizers change: everything but running statistics. Padding included.</summary>
    public Span<float> Trainable => MemoryMarshal.CreateSpan(ref First, _layout.TrainableLength);

    /// <summary>A tensor by name, in PyTorch's logical shape, as a view: writing to it changes the set.</summary>
    /// <param name="name">The full name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="KeyNotFoundException">No tensor has this name; the message lists those there are.</exception>
    public TensorSpan<float> this[string name] => this[_layout.IndexOf(name)];

    /// <summary>A tensor by its number in <see cref="ParameterLayout.Tensors"/>, as a view: writing to it changes the set.</summary>
    /// <param name="index">The number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many tensors.</exception>
    public TensorSpan<float> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _layout.Tensors.Length);
            return _layout.Tensors[index].View(Flat);
        }
    }

    /// <summary>Sets every value to zero.</summary>
    public void Clear() => Flat.Clear();

    /// <summary>Takes over every value of another set.</summary>
    /// <param name="source">A set of the same names, shapes and places; it may be of another network class.</param>
    /// <exception cref="ArgumentException">The two sets differ; the message says the first difference.</exception>
    public void CopyFrom(ParameterSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _layout.ThrowIfIncompatible(source._layout, nameof(source));
        source.Flat.CopyTo(Flat);
    }

    /// <summary>
    /// Writes the tensors to a safetensors file, as F32, row by row in their logical shapes and in declaration order. The file is
    /// written beside its place and then renamed: it is there whole, or the old one stays.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => SafeTensorsFile.Save(path, SafeTensor.From(this));

    /// <summary>
    /// Reads the tensors from a safetensors file of F32, F64, F16 or BF16 values. All are checked before the first value changes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not safetensors, or tensors are missing, unexpected or of another shape; the message lists them all.
    /// </exception>
    public void Load(string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        ParameterSet loaded = file.Read(_layout);
        loaded.Flat.CopyTo(Flat);
    }

    /// <summary>How many tensors and scalars there are, and which.</summary>
    public override string ToString()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{_layout.Tensors.Length} tensors, {_layout.ParameterCount:N0} trainable scalars: {_layout}");

    // Without the checks of slicing: the buffer was made for these lengths, and a small network takes some nanoseconds in all.
    private ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);

    /// <summary>The memory behind <see cref="Flat"/>, for code that outlives a stack frame.</summary>
    internal ReadOnlyMemory<float> Memory => _buffer.AsMemory(_start, _layout.Length);
}
