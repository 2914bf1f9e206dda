using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>
/// Named tensors over one flat buffer that is aligned to 64 bytes: a network's weights, their gradients, or an optimizer's state.
/// </summary>
/// <remarks>
/// Any number of threads may read a set at once: <see cref="Layout"/>, <see cref="Names"/>, the values of <see cref="Flat"/> and of the tensors, <see cref="Save(string)"/>, and the calls of a network whose
/// weights it is. A thread that writes it must be the only one to use it: values of <see cref="Flat"/> and of the tensors, <see cref="Clear"/>, <c>CopyFrom</c>, <see cref="Load(string)"/>, an
/// optimizer's step, a call of <c>Gradient</c> that it is passed to. Otherwise readers see a mix of old and new values.
/// </remarks>
/// <example>
/// <code>
/// TensorSpan&lt;float&gt; weight = network.Parameters["dense1.weight"];   // [out, in], as PyTorch has it
/// weight[3, 0] = 0.5f;                                                // the next call of Forward uses it
/// </code>
/// </example>
[DebuggerDisplay("{Layout.Tensors.Length} tensors, {Layout.ParameterCount} trainable scalars")]
[DebuggerTypeProxy(typeof(ParameterSetView))]
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
    /// <exception cref="KeyNotFoundException">No tensor has this name; the message lists those that exist.</exception>
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

    /// <summary>Copies every value of another set. Writes this set and reads the other one.</summary>
    /// <param name="source">A set of the same names, shapes and places; it may be of another network class.</param>
    /// <exception cref="ArgumentException">The two sets differ; the message says the first difference.</exception>
    public void CopyFrom(ParameterSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _layout.ThrowIfIncompatible(source._layout, nameof(source));
        source.Flat.CopyTo(Flat);
    }

    /// <summary>
    /// Copies the tensors of some names from a set of another network: a trained trunk below a new head. Writes this set and reads the other one.
    /// </summary>
    /// <param name="source">A set that has these tensors, of the same shapes.</param>
    /// <param name="pattern">
    /// The names of tensors of this set, <c>*</c> for any characters and <c>?</c> for one. The name of a layer or block stands for all of its tensors: <c>conv*</c>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// No tensor of this set has such a name; or the source lacks one of them, or has it in another shape, and the message lists all such. Nothing has changed.
    /// </exception>
    public void CopyFrom(ParameterSet source, string pattern)
    {
        ArgumentNullException.ThrowIfNull(source);
        List<int> tensors = NamePattern.Find(_layout, pattern, nameof(pattern));
        Dictionary<string, TensorDescription> there = source._layout.Tensors.ToDictionary(static tensor => tensor.Name);
        string[] wrong =
        [
            .. tensors.Select(index => _layout.Tensors[index])
                .Where(tensor => !(there.TryGetValue(tensor.Name, out TensorDescription? other) && other.Shape.AsSpan().SequenceEqual(tensor.Shape.AsSpan())))
                .Select(tensor => there.TryGetValue(tensor.Name, out TensorDescription? other) ? $"{tensor} here, {other} there" : $"{tensor} here, none there"),
        ];
        if (wrong.Length > 0)
        {
            throw new ArgumentException($"The tensors differ: {Quote.List(wrong, wrong.Length)}.", nameof(source));
        }

        foreach (int index in tensors)
        {
            source[_layout.Names[index]].CopyTo(this[index]);
        }
    }

    /// <summary>
    /// Reads the tensors of some names from a safetensors file, and leaves the others as they are: the trunk of a trained network below a new head. Other tensors of the file do not matter.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="pattern">The names of tensors of this set, as for <see cref="CopyFrom(ParameterSet, string)"/>.</param>
    /// <exception cref="ArgumentException">No tensor of this set has such a name; the message lists those that exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not safetensors, or lacks one of the tensors, or has it in another shape; the message lists all such. Nothing has changed.</exception>
    public void Load(string path, string pattern)
    {
        List<int> tensors = NamePattern.Find(_layout, pattern, nameof(pattern));
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Dictionary<string, SafeTensorInfo> there = file.Tensors.ToDictionary(static tensor => tensor.Name);
        string[] wrong =
        [
            .. tensors.Select(index => _layout.Tensors[index])
                .Where(tensor => !(there.TryGetValue(tensor.Name, out SafeTensorInfo? other) && other.HasShapeOf(tensor)))
                .Select(tensor => there.TryGetValue(tensor.Name, out SafeTensorInfo? other) ? $"{tensor} here, {other} in the file" : $"{tensor} here, none in the file"),
        ];
        if (wrong.Length > 0)
        {
            throw new InvalidDataException($"{file.Subject} has other tensors: {Quote.List(wrong, wrong.Length)}.");
        }

        float[][] values = [.. tensors.Select(index => file.Read(_layout.Names[index]))];
        for (int i = 0; i < values.Length; i++)
        {
            _layout.Tensors[tensors[i]].Runs().CopyFrom(values[i], Flat);
        }
    }

    /// <summary>
    /// Writes the tensors to a safetensors file, as F32, row by row in their logical shapes and in declaration order. The file is
    /// written to a temporary file in the same folder and then renamed: either the new file exists, complete, or the old one stays.
    /// </summary>
    /// <remarks>
    /// An existing file keeps its mode and, where the system allows, its owner; the file that a symbolic link points to is written, and the link stays. A file with
    /// further names (hard links), or whose owner this process cannot give to a new file, is overwritten in place once the new content is in a temporary file: only
    /// then can the end of the process leave a file that is neither; it begins with zeros, so that it is refused when it is read. Access control
    /// lists and extended attributes are not kept. The folder has to be writable.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="NotFiniteNumberException">A value is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void Save(string path) => Save(path, new SaveOptions());

    /// <summary>Writes the tensors to a safetensors file, as <see cref="Save(string)"/> does.</summary>
    /// <inheritdoc cref="Save(string)" path="/remarks"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Whether values that are not finite are saved, and what the file says of the data.</param>
    /// <exception cref="NotFiniteNumberException">
    /// A value is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void Save(string path, SaveOptions options)
    {
        ThrowUnlessSavable(options);
        SafeTensorsFile.Save(path, SafeTensor.From(this), options.Metadata());
    }

    /// <summary>Writes the tensors to a stream, as a safetensors file that begins at the stream's position.</summary>
    /// <param name="stream">A stream that can be written; it need not be able to seek. It stays open, and is not flushed.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="NotFiniteNumberException">A value is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Save(Stream stream) => Save(stream, new SaveOptions());

    /// <summary>Writes the tensors to a stream, as a safetensors file that begins at the stream's position.</summary>
    /// <param name="stream">A stream that can be written; it need not be able to seek. It stays open, and is not flushed.</param>
    /// <param name="options">Whether values that are not finite are saved, and what the file says of the data.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A value is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Save(Stream stream, SaveOptions options)
    {
        ThrowUnlessSavable(options);
        SafeTensorsFile.Save(stream, SafeTensor.From(this), options.Metadata());
    }

    /// <summary>
    /// Reads the tensors from a safetensors file of F32, F64, F16 or BF16 values. All are checked before the first value changes.
    /// </summary>
    /// <param name="path">The file, or a pipe that contains nothing else.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not safetensors, or tensors are missing, unexpected or of another shape; the message lists them, up to its maximum length.
    /// </exception>
    public void Load(string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.OpenOnce(path);
        CopyFrom(file.Read(_layout));
    }

    /// <summary>
    /// Reads the tensors from a stream, from its position on. All are checked and read before the first value changes. The stream is left directly after the
    /// file, whatever follows, and stays open; it need not be able to seek. If it contains no such file, its position is undefined.
    /// </summary>
    /// <param name="stream">A stream that can be read.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    /// <exception cref="InvalidDataException">
    /// What follows is not a safetensors file, or tensors are missing, unexpected or of another shape; the message lists them, up to its maximum length.
    /// </exception>
    public void Load(Stream stream)
    {
        using SafeTensorsFile file = SafeTensorsFile.OpenOnce(stream);
        CopyFrom(file.Read(_layout));
    }

    /// <summary>Reads the tensors from a safetensors file in memory. All are checked before the first value changes.</summary>
    /// <param name="file">Exactly the file's bytes.</param>
    /// <exception cref="InvalidDataException">
    /// They are not a safetensors file, or tensors are missing, unexpected or of another shape; the message lists them, up to its maximum length.
    /// </exception>
    public void Load(ReadOnlySpan<byte> file) => CopyFrom(SafeTensorsFile.Read(file, [("", _layout)])[0]);

    /// <summary>The number of tensors and scalars, and the tensors.</summary>
    public override string ToString()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{_layout.Tensors.Length} tensors, {_layout.ParameterCount:N0} trainable scalars: {_layout}");

    /// <exception cref="NotFiniteNumberException">A value is not finite, and the options do not allow it.</exception>
    internal void ThrowUnlessSavable(SaveOptions options, string suffix = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.AllowNonFinite && !NonFinite.IsAbsent(Flat) && NonFinite.TensorIn(this, out float value) is { } tensor)
        {
            throw new NotFiniteNumberException(
                $"Tensor {Quote.Text(tensor + suffix)} holds {NonFinite.Name(value)}: "
                + $"values that are not finite are saved only with {nameof(SaveOptions)}.{nameof(SaveOptions.AllowNonFinite)}.",
                value);
        }
    }

    // Without the checks of slicing: the buffer has these lengths, and a call of a small network takes only some nanoseconds.
    private ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);

    /// <summary>The memory of <see cref="Flat"/>, for code that outlives a stack frame.</summary>
    internal ReadOnlyMemory<float> Memory => _buffer.AsMemory(_start, _layout.Length);
}
