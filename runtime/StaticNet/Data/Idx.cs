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

    // DEFLATE makes at most 1032 bytes of one.
    private const int MaxExpansion = 1032;

    /// <summary>Reads images and their labels. Bytes become values from 0 to 1 (divided by 255); floats stay as they are.</summary>
    /// <param name="imagesPath">The file of the images, <c>[samples, ...]</c>.</param>
    /// <param name="labelsPath">The file of the labels, <c>[samples]</c>.</param>
    /// <exception cref="IOException">A file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="InvalidDataException">A file is not sound, or the two do not fit each other; the message says why.</exception>
    public static Dataset Load(string imagesPath, string labelsPath)
    {
        IdxArray images = Read(imagesPath);
        IdxArray labels = Read(labelsPath);
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
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not sound; the message says why.</exception>
    public static IdxArray Read(string path)
    {
        try
        {
            using Stream stream = DataFile.Open(path, out bool isCompressed);
            long fileLength = new FileInfo(path).Length;
            return Read(stream, isCompressed ? checked(fileLength * MaxExpansion) : fileLength);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"'{path}' is not a sound IDX file: it ends too early.");
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is not a sound IDX file: {exception.Message}", exception);
        }
    }

    private static IdxArray Read(Stream stream, long mostBytes)
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
        if (needed > (UInt128)mostBytes || count > (UInt128)Array.MaxLength)
        {
            throw new InvalidDataException($"its {count} values of shape {TensorDescription.Format(shape)} are more than it can hold.");
        }

        float[] values = isFloat ? ReadFloats(stream, (int)count) : ReadBytes(stream, (int)count);
        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"more follows its {count} values of shape {TensorDescription.Format(shape)}.");
        }

        return new IdxArray(shape.MoveToImmutable(), isFloat, values);
    }

    private static float[] ReadBytes(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        return Array.ConvertAll(bytes, static value => (float)value);
    }

    private static float[] ReadFloats(Stream stream, int count)
    {
        float[] values = new float[count];
        byte[] chunk = new byte[1 << 16];
        for (int start = 0; start < count; start += chunk.Length / sizeof(float))
        {
            Span<byte> bytes = chunk.AsSpan(0, (int)Math.Min(chunk.Length, ((long)count - start) * sizeof(float)));
            stream.ReadExactly(bytes);
            for (int i = 0; i < bytes.Length / sizeof(float); i++)
            {
                values[start + i] = BinaryPrimitives.ReadSingleBigEndian(bytes[(i * sizeof(float))..]);
            }
        }

        return values;
    }
}
