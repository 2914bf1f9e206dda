using System.Buffers.Binary;
using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// Reads IDX files, the format of MNIST: two zero bytes, a type (0x08 unsigned bytes, 0x0D floats), the number of dimensions, each
/// dimension and then each value, big-endian. Plain or compressed by gzip.
/// </summary>
public static class Idx
{
    private const byte UnsignedBytes = 0x08;
    private const byte Floats = 0x0D;

    /// <summary>Reads images and their labels. Bytes become values from 0 to 1 (divided by 255); floats stay as they are.</summary>
    /// <param name="imagesPath">The file of the images, <c>[samples, ...]</c>.</param>
    /// <param name="labelsPath">The file of the labels, <c>[samples]</c>.</param>
    /// <param name="options">How much to read at most; by default, 4 GiB.</param>
    /// <exception cref="IOException">A file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is invalid or larger than the options allow, or the two do not fit each other; the message says why.
    /// </exception>
    /// <exception cref="ArgumentException">An option is not above 0.</exception>
    public static Dataset Load(string imagesPath, string labelsPath, IdxOptions? options = null)
    {
        IdxArray images = Read(imagesPath, options);
        IdxArray labels = Read(labelsPath, options);
        if (images.Shape.Length < 2 || images.Shape.Any(static length => length == 0))
        {
            throw new InvalidDataException(
                $"'{imagesPath}' holds values of shape {TensorDescription.Format(images.Shape)}; [samples, ...] is needed, with none of them 0.");
        }

        if (labels.Shape.Length != 1 || labels.Shape[0] != images.Shape[0])
        {
            throw new InvalidDataException(
                $"'{labelsPath}' holds labels of shape {TensorDescription.Format(labels.Shape)}; '{imagesPath}' needs [{images.Shape[0]}].");
        }

        int[] classes = new int[labels.Values.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            float label = labels.Values[i];
            classes[i] = label is >= 0 and < (1 << 24) && label == (int)label
                ? (int)label
                : throw new InvalidDataException($"'{labelsPath}': label {i} is {label}; a whole number from 0 on is needed.");
        }

        if (!images.IsFloat)
        {
            foreach (ref float value in images.Values.AsSpan())
            {
                value /= 255;
            }
        }

        return new Dataset(images.Values, images.Values.Length / images.Shape[0], classes);
    }

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file, or a pipe.</param>
    /// <param name="options">How much to read at most; by default, 4 GiB.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is invalid, or larger than the options allow; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is not above 0.</exception>
    public static IdxArray Read(string path, IdxOptions? options = null)
    {
        options ??= new IdxOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxExpansion, nameof(options));
        try
        {
            using LimitedStream stream = DataFile.Open(path, options.MaxBytes, options.MaxExpansion);
            return Read(stream);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"'{path}' is not a valid IDX file: it ends too early.");
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is not a valid IDX file: {exception.Message}", exception);
        }
    }

    private static IdxArray Read(LimitedStream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        stream.ReadExactly(magic);
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new InvalidDataException($"it begins with {magic[0]:x2} {magic[1]:x2}, not with 00 00.");
        }

        if (magic[2] is not (UnsignedBytes or Floats))
        {
            throw new InvalidDataException($"its values have the type 0x{magic[2]:X2}; 0x08 (unsigned bytes) and 0x0D (floats) can be read.");
        }

        if (magic[3] == 0)
        {
            throw new InvalidDataException("it has no dimensions.");
        }

        bool isFloat = magic[2] == Floats;
        ImmutableArray<int>.Builder shape = ImmutableArray.CreateBuilder<int>(magic[3]);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        UInt128 count = 1;
        for (int i = 0; i < magic[3]; i++)
        {
            stream.ReadExactly(bytes);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            shape.Add(length <= int.MaxValue ? (int)length : throw new InvalidDataException($"its dimension {i} would be {length} long."));

            // Saturating, so that 255 dimensions cannot wrap around.
            count = length == 0 ? 0 : UInt128.Min(count * length, ulong.MaxValue);
        }

        UInt128 needed = count * (isFloat ? 4u : 1u);
        if (needed > (UInt128)stream.MaxLength || count > (UInt128)Array.MaxLength)
        {
            throw new InvalidDataException($"its {count} values of shape {TensorDescription.Format(shape)} are more than it can hold: {stream.Why}.");
        }

        float[] values = ReadValues(stream, (int)count, isFloat);
        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"more follows its {count} values of shape {TensorDescription.Format(shape)}.");
        }

        return new IdxArray(shape.MoveToImmutable(), isFloat, values);
    }

    // The memory grows with the data that is read, if its length is unknown.
    private static float[] ReadValues(LimitedStream stream, int count, bool isFloat)
    {
        int size = isFloat ? sizeof(float) : sizeof(byte);
        float[] values = new float[stream.KnownLength is null ? Math.Min(count, GrowingBuffer.FirstLength) : count];
        byte[] chunk = new byte[(int)Math.Min(1 << 16, (long)count * size)];
        for (int start = 0; start < count; start += chunk.Length / size)
        {
            int length = Math.Min(chunk.Length / size, count - start);
            stream.ReadExactly(chunk, 0, length * size);
            if (start + length > values.Length)
            {
                Array.Resize(ref values, GrowingBuffer.NextLength(values.Length, count));
            }

            for (int i = 0; i < length; i++)
            {
                values[start + i] = isFloat ? BinaryPrimitives.ReadSingleBigEndian(chunk.AsSpan(i * size)) : chunk[i];
            }
        }

        return values;
    }
}
