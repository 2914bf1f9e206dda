using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>
/// A file of named tensors in the safetensors format: the length of a JSON header, the header, and the tensors' bytes,
/// little-endian and row by row. It is what PyTorch's users exchange weights in.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const int ChunkBytes = 1 << 16;

    private readonly SafeFileHandle _handle;
    private readonly SafeTensorsHeader _header;
    private readonly long _dataStart;

    private SafeTensorsFile(string path, SafeFileHandle handle, SafeTensorsHeader header, long dataStart)
    {
        Path = path;
        _handle = handle;
        _header = header;
        _dataStart = dataStart;
    }

    /// <summary>The path that the file was opened by.</summary>
    public string Path { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorInfo> Tensors => _header.Tensors;

    /// <summary>The header's <c>__metadata__</c>: free texts by name. Empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>
    /// Opens a file and checks its header against the file's length: sizes, types, offsets, overlaps and holes. Nothing else is
    /// read, and nothing is allocated for what the header promises.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is not a safetensors file; the message says why.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle handle = File.OpenHandle(path);
        try
        {
            long length = RandomAccess.GetLength(handle);
            Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
            if (length < prefix.Length)
            {
                throw new InvalidDataException($"it is {length} bytes long; the length of its header alone takes {prefix.Length}");
            }

            ReadExactly(handle, prefix, 0);
            ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (headerLength > SafeTensorsHeader.MaxBytes)
            {
                throw new InvalidDataException($"its header would be {headerLength} bytes long; {SafeTensorsHeader.MaxBytes} are allowed");
            }

            long dataStart = prefix.Length + (long)headerLength;
            if (dataStart > length)
            {
                throw new InvalidDataException($"its header would be {headerLength} bytes long, but the file has {length}");
            }

            byte[] json = new byte[headerLength];
            ReadExactly(handle, json, prefix.Length);
            return new SafeTensorsFile(path, handle, SafeTensorsHeader.Parse(json, length - dataStart), dataStart);
        }
        catch (InvalidDataException exception)
        {
            handle.Dispose();
            throw new InvalidDataException($"'{path}' is not a sound safetensors file: {exception.Message}.", exception.InnerException);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes tensors as F32, in the order given; the same tensors give the same bytes. The file is written beside its place and
    /// then renamed: it is there whole, or the old one stays.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, of different names.</param>
    /// <param name="metadata">Free texts for the header, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Save(string path, IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        SafeTensor[] all = [.. tensors];
        foreach (SafeTensor tensor in all)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
        }

        byte[] header = SafeTensorsHeader.Format(all, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach (SafeTensor tensor in all)
            {
                tensor.WriteTo(stream);
            }
        });
    }

    /// <summary>Reads a tensor's values in row-major order, as floats.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="KeyNotFoundException">The file has no such tensor; the message lists those there are.</exception>
    /// <exception cref="InvalidDataException">The tensor's type is none of F32, F64, F16 and BF16, or it is too large for an array.</exception>
    public float[] Read(string name)
    {
        SafeTensorInfo tensor = Find(name);
        if (tensor.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"Tensor {tensor} in '{Path}' has {tensor.Count} values; an array holds {Array.MaxLength}.");
        }

        float[] values = new float[tensor.Count];
        Read(tensor, new TensorRuns(values.Length), values);
        return values;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Reads a set of tensors, if they are all the file holds.</summary>
    /// <exception cref="InvalidDataException">Tensors are missing, unexpected, or of another shape or type; the message lists them all.</exception>
    internal ParameterSet Read(ParameterLayout layout) => Read([("", layout)])[0];

    /// <summary>Reads several sets, the tensors of each under their names and a suffix, if they are all the file holds.</summary>
    internal ParameterSet[] Read((string Suffix, ParameterLayout Layout)[] parts)
    {
        ThrowUnlessFitting(parts);
        ParameterSet[] sets = new ParameterSet[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            (string suffix, ParameterLayout layout) = parts[i];
            sets[i] = new ParameterSet(layout);
            foreach (TensorDescription tensor in layout.Tensors)
            {
                Read(_header.Find(tensor.Name + suffix)!, tensor.Runs(), sets[i].Flat);
            }
        }

        return sets;
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0)
            {
                throw new InvalidDataException("it became shorter while it was read");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    private SafeTensorInfo Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _header.Find(name)
            ?? throw new KeyNotFoundException(
                $"'{Path}' has no tensor '{name}'. There {(Tensors.Count == 0 ? "are none" : "are: " + string.Join(", ", Tensors))}.");
    }

    // Reads a tensor's values, which come in row-major order, to the places of a flat buffer where they belong.
    private void Read(SafeTensorInfo tensor, TensorRuns runs, Span<float> flat)
    {
        if (!tensor.IsFloat)
        {
            throw new InvalidDataException($"Tensor {tensor} in '{Path}' has the dtype {tensor.Type}; F32, F64, F16 and BF16 can be read.");
        }

        // F32 is copied from where it is read, if the machine has its bytes in the order of the file.
        bool isConverted = tensor.Type != SafeTensorType.F32 || !BitConverter.IsLittleEndian;
        float[] converted = isConverted ? new float[Math.Min(ChunkBytes / SafeTensorInfo.BytesOf(tensor.Type), tensor.Count)] : [];
        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkBytes, tensor.End - tensor.Begin));
        try
        {
            for (long at = tensor.Begin; at < tensor.End;)
            {
                Span<byte> chunk = bytes.AsSpan(0, (int)Math.Min(ChunkBytes, tensor.End - at));
                ReadExactly(_handle, chunk, _dataStart + at);
                runs.CopyFrom(isConverted ? Convert(tensor.Type, chunk, converted) : MemoryMarshal.Cast<byte, float>(chunk), flat);
                at += chunk.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static ReadOnlySpan<float> Convert(SafeTensorType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int size = SafeTensorInfo.BytesOf(type);
        values = values[..(bytes.Length / size)];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> value = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                SafeTensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(value),
                SafeTensorType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(value),
                SafeTensorType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(value),
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(value) << 16),
            };
        }

        return values;
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
                    missing.Add($"{name} {TensorDescription.Format(tensor.Shape)}");
                    continue;
                }

                found.Add(name);
                if (!stored.HasShapeOf(tensor))
                {
                    misshapen.Add($"{stored} should be {TensorDescription.Format(tensor.Shape)}");
                }

                if (!stored.IsFloat)
                {
                    mistyped.Add($"{name} is {stored.Type} and should be F32, F64, F16 or BF16");
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
        List<string> unexpected = [.. Tensors.Where(tensor => !found.Contains(tensor.Name)).Select(static tensor => tensor.ToString())];
        List<string> problems = [];
        Add("missing", missing);
        Add("unexpected", unexpected);
        Add("of another shape", misshapen);
        Add("of another type", mistyped);
        throw new InvalidDataException($"'{Path}' does not hold these parameters: {string.Join("; ", problems)}.");

        void Add(string what, List<string> which)
        {
            if (which.Count > 0)
            {
                problems.Add($"{what}: {string.Join(", ", which)}");
            }
        }
    }

    // PyTorch counts the batches of a batch norm beside its running mean. Nothing depends on that number unless its momentum is None.
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
