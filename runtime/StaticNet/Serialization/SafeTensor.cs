using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>A named tensor to be written to a safetensors file by <see cref="SafeTensorsFile.Save(string, IEnumerable{SafeTensor}, IReadOnlyDictionary{string, string})"/>.</summary>
public sealed class SafeTensor
{
    // 64 KiB.
    private const int ChunkLength = 1 << 14;

    private readonly ReadOnlyMemory<float> _memory;
    private readonly TensorDescription _description;

    /// <summary>Makes a tensor of values in row-major order.</summary>
    /// <param name="name">The name, unique within the file.</param>
    /// <param name="shape">The shape; empty for a scalar.</param>
    /// <param name="values">As many values as the shape has; not copied.</param>
    /// <exception cref="ArgumentException">The name is empty, reserved or not valid Unicode, or the number of values does not fit the shape.</exception>
    public SafeTensor(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<float> values)
        : this(name, new TensorDescription(name, shape.ToArray(), RowMajorStrides(shape), 0), values)
    {
        if (values.Length != _description.Count)
        {
            throw new ArgumentException(
                $"Tensor {_description} takes {_description.Count} values, but got {values.Length}.",
                nameof(values));
        }
    }

    private SafeTensor(string name, TensorDescription description, ReadOnlyMemory<float> memory)
    {
        if (name == SafeTensorsHeader.MetadataName)
        {
            throw new ArgumentException($"'{name}' is not a valid tensor name: the format reserves it.", nameof(name));
        }

        if (!Quote.IsWellFormed(name))
        {
            throw new ArgumentException($"{Quote.Text(name)} is not a valid tensor name: half of a surrogate pair is not Unicode.", nameof(name));
        }

        Name = name;
        _description = description;
        _memory = memory;
    }

    /// <summary>The name, unique within the file.</summary>
    public string Name { get; }

    /// <summary>The shape; empty for a scalar.</summary>
    public ImmutableArray<int> Shape => _description.Shape;

    /// <summary>The number of values.</summary>
    public int Count => _description.Count;

    /// <summary>The tensors of a set, in declaration order, as they are when the file is written.</summary>
    /// <param name="set">The set.</param>
    /// <param name="suffix">The suffix of each name: <c>.exp_avg</c>.</param>
    internal static IEnumerable<SafeTensor> From(ParameterSet set, string suffix = "")
        => set.Layout.Tensors.Select(description => new SafeTensor(description.Name + suffix, description, set.Memory));

    /// <summary>Writes the values, little-endian, in row-major order.</summary>
    internal void WriteTo(Stream stream)
    {
        float[] chunk = new float[Math.Min(ChunkLength, Count)];
        TensorRuns runs = _description.Runs();
        for (int left = Count; left > 0;)
        {
            Span<float> next = chunk.AsSpan(0, Math.Min(left, chunk.Length));
            runs.CopyTo(next, _memory.Span);
            Write(stream, next);
            left -= next.Length;
        }
    }

    // Changes the values where the machine is not little-endian.
    private static void Write(Stream stream, Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }

        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static int[] RowMajorStrides(ReadOnlySpan<int> shape)
    {
        int[] strides = new int[shape.Length];
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = (int)stride;
            stride *= shape[i];
            if (stride is < 0 or > int.MaxValue)
            {
                // The description says what is wrong.
                stride = 0;
            }
        }

        return strides;
    }
}
