using System.Buffers.Binary;

namespace StaticNet;

/// <summary>What the little-endian bytes of a tensor's values mean.</summary>
internal static class TensorConversion
{
    /// <summary>Converts values.</summary>
    /// <typeparam name="T">What they are converted to.</typeparam>
    /// <param name="type">Their type in the file.</param>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="values">As many values.</param>
    /// <returns>False if one of them is not of that type.</returns>
    public delegate bool Conversion<T>(SafeTensorType type, ReadOnlySpan<byte> bytes, Span<T> values);

    /// <summary>Converts F32, F64, F16, BF16 and U8.</summary>
    public static bool ToFloats(SafeTensorType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int size = SafeTensorInfo.BytesOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> value = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                SafeTensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(value),
                SafeTensorType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(value),
                SafeTensorType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(value),
                SafeTensorType.U8 => value[0],
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(value) << 16),
            };
        }

        return true;
    }

    /// <summary>Converts integers; false if one is no int.</summary>
    public static bool ToInts(SafeTensorType type, ReadOnlySpan<byte> bytes, Span<int> values)
    {
        int size = SafeTensorInfo.BytesOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            if (Integer(type, bytes.Slice(i * size, size)) is not (>= int.MinValue and <= int.MaxValue and var value))
            {
                return false;
            }

            values[i] = (int)value;
        }

        return true;
    }

    // Null where a long does not hold it.
    private static long? Integer(SafeTensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        SafeTensorType.U8 => bytes[0],
        SafeTensorType.I8 => (sbyte)bytes[0],
        SafeTensorType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        SafeTensorType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        SafeTensorType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        SafeTensorType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        SafeTensorType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes) is <= long.MaxValue and var value ? (long)value : null,
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };
}
