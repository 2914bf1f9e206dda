using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>
/// A file of named tensors in the safetensors format: the length of a JSON header, the header, and the tensors' bytes,
/// little-endian and row by row. PyTorch's users exchange weights in it.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const int ChunkBytes = 1 << 16;

    private readonly TensorBytes _bytes;
    private readonly SafeTensorsHeader _header;
    private readonly long _dataStart;

    private SafeTensorsFile(string path, TensorBytes bytes, SafeTensorsHeader header, long dataStart)
    {
        Path = path;
        _bytes = bytes;
        _header = header;
        _dataStart = dataStart;
    }

    /// <summary>The path from which the file was opened; empty if it was opened from bytes or a stream.</summary>
    public string Path { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorInfo> Tensors => _header.Tensors;

    /// <summary>The header's <c>__metadata__</c>: arbitrary texts by name. Empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The name of the file in messages, at the start of a sentence.</summary>
    internal string Subject => _bytes.Subject;

    private string Name => _bytes.Name;

    /// <summary>
    /// Opens a file and checks its header against the file's length: sizes, types, offsets, overlaps and holes. Nothing else is
    /// read, and no memory is allocated for the announced sizes. A pipe is read to its end, into memory.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is not a safetensors file; the message says why.</exception>
    public static SafeTensorsFile Open(string path)
    {
        SafeTensorsFile file = OpenOnce(path);
        try
        {
            return file.Buffered();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads a file from a stream into memory, from the stream's position on. The stream is left directly after the file, whatever follows, and
    /// stays open; it need not be able to seek.
    /// </summary>
    /// <param name="stream">A stream that can be read.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    /// <exception cref="InvalidDataException">
    /// It is not a safetensors file, or one with more tensor data than an array can hold (<see cref="ParameterSet.Load(Stream)"/> reads those); the message says
    /// why. The stream may have been read further than the file.
    /// </exception>
    public static SafeTensorsFile Open(Stream stream) => OpenOnce(stream).Buffered();

    /// <summary>Opens a file in memory and checks its header.</summary>
    /// <param name="file">Exactly the file's bytes; not copied.</param>
    /// <exception cref="InvalidDataException">They are not a safetensors file; the message says why.</exception>
    public static SafeTensorsFile Open(ReadOnlyMemory<byte> file) => Open("", new MemoryTensorBytes("the data", file));

    /// <summary>
    /// Writes tensors as F32, in the order given; the same tensors give the same bytes. The file is written to a temporary file in the same folder and
    /// then renamed: either the new file exists, complete, or the old one stays. Values that are not finite are written as they are.
    /// </summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, of different names.</param>
    /// <param name="metadata">Arbitrary texts for the header, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">
    /// Two tensors have the same name, a text is <see langword="null"/> or not valid Unicode, or the header would be larger than the format allows.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public static void Save(string path, IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        (SafeTensor[] all, byte[] header) = Prepare(tensors, metadata);
        AtomicFile.Write(path, stream => Write(stream, header, all));
    }

    /// <summary>Writes tensors as F32 to a stream, in the order given; the same tensors give the same bytes.</summary>
    /// <param name="stream">A stream that can be written; the file begins at its position. It stays open, and is not flushed.</param>
    /// <param name="tensors">The tensors, of different names.</param>
    /// <param name="metadata">Arbitrary texts for the header, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">
    /// The stream cannot be written, two tensors have the same name, a text is <see langword="null"/> or not valid Unicode, or the header would be larger than the
    /// format allows.
    /// </exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static void Save(Stream stream, IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written.", nameof(stream));
        }

        (SafeTensor[] all, byte[] header) = Prepare(tensors, metadata);
        Write(stream, header, all);
    }

    /// <summary>Reads a tensor's values in row-major order, as floats.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="KeyNotFoundException">The file has no such tensor; the message lists those that exist.</exception>
    /// <exception cref="InvalidDataException">The tensor's type is none of F32, F64, F16 and BF16, or it is too large for an array.</exception>
    public float[] Read(string name)
    {
        SafeTensorInfo tensor = Find(name);
        if (tensor.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"Tensor {tensor} in {Name} has {tensor.Count} values; an array holds {Array.MaxLength}.");
        }

        ThrowUnlessFloat(tensor);
        float[] values = new float[tensor.Count];
        Read(tensor, new TensorRuns(values.Length), values);
        return values;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>Reads some values of a tensor, from any thread. U8 is read as well.</summary>
    /// <param name="tensor">A tensor of floats or U8.</param>
    /// <param name="first">The number of the first value, in row-major order.</param>
    /// <param name="values">Takes the values; nothing is read if it is empty.</param>
    internal void ReadRange(SafeTensorInfo tensor, long first, Span<float> values)
    {
        if (tensor.Type == SafeTensorType.F32 && BitConverter.IsLittleEndian)
        {
            _bytes.ReadExactly(MemoryMarshal.AsBytes(values), _dataStart + tensor.Begin + (first * sizeof(float)));
            return;
        }

        ReadChunks(tensor, first, values, TensorConversion.ToFloats);
    }

    /// <summary>Reads some values of a tensor as labels, from any thread.</summary>
    /// <param name="tensor">A tensor of integers.</param>
    /// <param name="first">The number of the first value, in row-major order.</param>
    /// <param name="values">Takes the values; nothing is read if it is empty.</param>
    /// <exception cref="InvalidDataException">A value is no int.</exception>
    internal void ReadRange(SafeTensorInfo tensor, long first, Span<int> values)
    {
        if (!ReadChunks(tensor, first, values, TensorConversion.ToInts))
        {
            throw new InvalidDataException($"Tensor {tensor} in {Name} holds a label that is no int.");
        }
    }

    /// <summary>Opens a file for reading everything once, in the order of its bytes: a pipe works too.</summary>
    internal static SafeTensorsFile OpenOnce(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TensorBytes bytes = TensorBytes.Open(path);
        try
        {
            return Open(path, bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Opens the next file of a stream, for reading everything once.</summary>
    internal static SafeTensorsFile OpenOnce(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? Open("", new StreamTensorBytes("the stream", stream, ownsStream: false))
            : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Reads a set of tensors, if the file contains no others.</summary>
    /// <exception cref="InvalidDataException">Tensors are missing, unexpected, or of another shape or type; the message lists them.</exception>
    internal ParameterSet Read(ParameterLayout layout) => Read([("", layout)])[0];

    /// <summary>Reads several sets, the tensors of each under their names and a suffix, if the file contains no others.</summary>
    internal ParameterSet[] Read((string Suffix, ParameterLayout Layout)[] parts)
    {
        ThrowUnlessFitting(parts);
        ParameterSet[] sets = Array.ConvertAll(parts, static part => new ParameterSet(part.Layout));
        List<(SafeTensorInfo Stored, TensorDescription Tensor, ParameterSet Set)> reads = [];
        bool areInOrder = true;
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (TensorDescription tensor in parts[i].Layout.Tensors)
            {
                SafeTensorInfo stored = _header.Find(tensor.Name + parts[i].Suffix)!;
                areInOrder &= reads.Count == 0 || reads[^1].Stored.Begin <= stored.Begin;
                reads.Add((stored, tensor, sets[i]));
            }
        }

        // A stream can be read only once.
        if (!areInOrder)
        {
            reads.Sort(static (a, b) => a.Stored.Begin.CompareTo(b.Stored.Begin));
        }

        foreach ((SafeTensorInfo stored, TensorDescription tensor, ParameterSet set) in reads)
        {
            Read(stored, tensor.Runs(), set.Flat);
        }

        (_bytes as StreamTensorBytes)?.Finish(_dataStart + _header.DataLength);
        return sets;
    }

    /// <summary>Reads sets from a file in memory, without keeping a reference to it.</summary>
    /// <param name="file">Exactly the file's bytes.</param>
    /// <param name="parts">The sets.</param>
    /// <param name="check">Throws if the file is of another kind.</param>
    internal static unsafe ParameterSet[] Read(ReadOnlySpan<byte> file, (string Suffix, ParameterLayout Layout)[] parts, Action<SafeTensorsFile>? check = null)
    {
        fixed (byte* start = file)
        {
            using Stream stream = file.IsEmpty ? Stream.Null : new UnmanagedMemoryStream(start, file.Length);
            using SafeTensorsFile opened = Open("", new StreamTensorBytes("the data", stream, ownsStream: true));
            check?.Invoke(opened);
            return opened.Read(parts);
        }
    }

    private static SafeTensorsFile Open(string path, TensorBytes bytes)
    {
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
        if (bytes.Length < prefix.Length)
        {
            throw bytes.Wrong($"it is {bytes.Length} bytes long; the length of its header alone takes {prefix.Length}");
        }

        bytes.ReadExactly(prefix, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > SafeTensorsHeader.MaxBytes)
        {
            throw bytes.Wrong(OtherFormat(prefix) ?? $"its header would be {headerLength} bytes long; {SafeTensorsHeader.MaxBytes} are allowed");
        }

        long dataStart = prefix.Length + (long)headerLength;
        if (dataStart > bytes.Length)
        {
            throw bytes.Wrong($"its header would be {headerLength} bytes long, but the file has {bytes.Length}");
        }

        byte[] json = bytes.Read(prefix.Length, (int)headerLength);
        try
        {
            return new SafeTensorsFile(path, bytes, SafeTensorsHeader.Parse(json, bytes.Length - dataStart), dataStart);
        }
        catch (InvalidDataException exception)
        {
            throw bytes.Wrong(exception.Message);
        }
    }

    // What people take for such a file.
    private static string? OtherFormat(ReadOnlySpan<byte> start)
        => start.StartsWith("PK\x03\x04"u8) ? "it is a zip archive, as the files of torch.save and numpy.savez are; safetensors.torch.save_file writes safetensors"
            : start.StartsWith("version "u8) ? "it is a pointer of Git LFS, in place of which 'git lfs pull' brings the file"
            : start[0] == 0x80 && start[1] is >= 2 and <= 5 ? "it is a pickle, as old files of torch.save are; safetensors.torch.save_file writes safetensors"
            : start[0] == 0x89 && start[1..].StartsWith("HDF"u8) ? "it is an HDF5 file, as Keras writes them"
            : null;

    private static (SafeTensor[] Tensors, byte[] Header) Prepare(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        SafeTensor[] all = [.. tensors];
        foreach (SafeTensor tensor in all)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
        }

        return (all, SafeTensorsHeader.Format([.. all.Select(static tensor => new SafeTensorsHeader.Entry(tensor.Name, SafeTensorType.F32, tensor.Shape))], metadata));
    }

    private static void Write(Stream stream, byte[] header, SafeTensor[] tensors)
    {
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (SafeTensor tensor in tensors)
        {
            tensor.WriteTo(stream);
        }
    }

    // Bytes that can be read in any order, and more than once.
    private SafeTensorsFile Buffered()
    {
        if (_bytes is not StreamTensorBytes stream)
        {
            return this;
        }

        if (_header.DataLength > Array.MaxLength)
        {
            throw new InvalidDataException($"The tensors in {Name} take {_header.DataLength} bytes; {Array.MaxLength} can be kept in memory.");
        }

        byte[] data = stream.Read(_dataStart, (int)_header.DataLength);
        stream.Finish(_dataStart + data.Length);
        stream.Dispose();
        return new SafeTensorsFile(Path, new MemoryTensorBytes(Name, data), _header, dataStart: 0);
    }

    private SafeTensorInfo Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _header.Find(name)
            ?? throw new KeyNotFoundException(
                $"{Subject} has no tensor {Quote.Text(name)}. There "
                + $"{(Tensors.Count == 0 ? "are none" : "are: " + Quote.List(Tensors.Select(static tensor => tensor.ToString()), Tensors.Count))}.");
    }

    private void ThrowUnlessFloat(SafeTensorInfo tensor)
    {
        if (!tensor.IsFloat)
        {
            throw new InvalidDataException($"Tensor {tensor} in {Name} has the dtype {tensor.Type}; F32, F64, F16 and BF16 can be read.");
        }
    }

    // Reads a tensor's values, which come in row-major order, to the places of a flat buffer where they belong.
    private void Read(SafeTensorInfo tensor, TensorRuns runs, Span<float> flat)
    {
        // F32 is copied from where it is read, if the machine has its bytes in the order of the file.
        bool isConverted = tensor.Type != SafeTensorType.F32 || !BitConverter.IsLittleEndian;
        float[] converted = isConverted ? new float[Math.Min(ChunkBytes / SafeTensorInfo.BytesOf(tensor.Type), tensor.Count)] : [];
        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkBytes, tensor.End - tensor.Begin));
        try
        {
            for (long at = tensor.Begin; at < tensor.End;)
            {
                Span<byte> chunk = bytes.AsSpan(0, (int)Math.Min(ChunkBytes, tensor.End - at));
                _bytes.ReadExactly(chunk, _dataStart + at);
                runs.CopyFrom(isConverted ? Converted(tensor.Type, chunk, converted) : MemoryMarshal.Cast<byte, float>(chunk), flat);
                at += chunk.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static ReadOnlySpan<float> Converted(SafeTensorType type, ReadOnlySpan<byte> bytes, Span<float> room)
    {
        Span<float> values = room[..(bytes.Length / SafeTensorInfo.BytesOf(type))];
        TensorConversion.ToFloats(type, bytes, values);
        return values;
    }

    // False where a value is not of the wanted type.
    private bool ReadChunks<T>(SafeTensorInfo tensor, long first, Span<T> values, TensorConversion.Conversion<T> convert)
    {
        int size = SafeTensorInfo.BytesOf(tensor.Type);
        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkBytes, (long)values.Length * size));
        try
        {
            for (long at = _dataStart + tensor.Begin + (first * size); !values.IsEmpty;)
            {
                Span<byte> chunk = bytes.AsSpan(0, Math.Min(ChunkBytes / size, values.Length) * size);
                _bytes.ReadExactly(chunk, at);
                int count = chunk.Length / size;
                if (!convert(tensor.Type, chunk, values[..count]))
                {
                    return false;
                }

                values = values[count..];
                at += chunk.Length;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void ThrowUnlessFitting((string Suffix, ParameterLayout Layout)[] parts)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        List<string> missing = [];
        List<string> misshapen = [];
        List<string> mistyped = [];
        foreach ((string suffix, ParameterLayout layout) in parts)
        {
            foreach (TensorDescription tensor in layout.Tensors)
            {
                string name = tensor.Name + suffix;
                AddCounter(tensor, suffix, found);
                if (_header.Find(name) is not { } stored)
                {
                    missing.Add($"{Quote.Name(name)} {TensorDescription.Format(tensor.Shape)}");
                    continue;
                }

                found.Add(name);
                if (!stored.HasShapeOf(tensor))
                {
                    misshapen.Add($"{stored} should be {TensorDescription.Format(tensor.Shape)}");
                }

                if (!stored.IsFloat)
                {
                    mistyped.Add($"{Quote.Name(name)} is {stored.Type} and should be F32, F64, F16 or BF16");
                }
            }
        }

        if (missing.Count + misshapen.Count + mistyped.Count > 0 || found.Count < Tensors.Count)
        {
            ThrowMisfit(found, missing, misshapen, mistyped);
        }
    }

    [DoesNotReturn]
    private void ThrowMisfit(HashSet<string> found, List<string> missing, List<string> misshapen, List<string> mistyped)
    {
        IEnumerable<string> unexpected = Tensors.Where(tensor => !found.Contains(tensor.Name)).Select(static tensor => tensor.ToString());
        (string What, IEnumerable<string> Which, int Count)[] problems =
        [
            .. new[]
            {
                ("missing", missing, missing.Count),
                ("unexpected", unexpected, Tensors.Count - found.Count),
                ("of another shape", misshapen, misshapen.Count),
                ("of another type", mistyped, mistyped.Count),
            }.Where(static problem => problem.Item3 > 0),
        ];
        IEnumerable<string> lists = problems.Select(problem => $"{problem.What}: {Quote.List(problem.Which, problem.Count, Quote.MaxListLength / problems.Length)}");
        string hint = Metadata.ContainsKey(Checkpoint.EpochsKey) && Tensors.Count > found.Count ? " It is a checkpoint of training: LoadCheckpoint of a trainer reads it." : "";
        throw new InvalidDataException($"{Subject} does not hold these parameters: {string.Join("; ", lists)}.{hint}");
    }

    // PyTorch also stores the number of batches of a batch norm. Nothing depends on that number unless its momentum is None.
    private void AddCounter(TensorDescription tensor, string suffix, HashSet<string> found)
    {
        const string Mean = ".running_mean";
        if (tensor.IsTrainable || suffix.Length > 0 || !tensor.Name.EndsWith(Mean, StringComparison.Ordinal))
        {
            return;
        }

        string name = tensor.Name[..^Mean.Length] + ".num_batches_tracked";
        if (_header.Find(name) is { Type: SafeTensorType.I64, Shape.IsEmpty: true })
        {
            found.Add(name);
        }
    }
}
