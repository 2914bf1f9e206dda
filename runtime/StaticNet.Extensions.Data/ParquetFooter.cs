using System.Buffers.Binary;

namespace StaticNet;

/// <summary>
/// Checks the metadata at the end of a Parquet file before the library reads it, which never returns from some damaged ones, and ends the process where structures are nested deeply enough. The
/// metadata are in Thrift's compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
/// </summary>
internal ref struct ParquetFooter
{
    private const int TailLength = 8;
    private const int MaxDepth = 32;

    // In parquet.thrift: FileMetaData.schema, and SchemaElement.num_children.
    private const int Schema = 2;
    private const int ChildCount = 5;

    private ReadOnlySpan<byte> _rest;

    /// <summary>Checks a file.</summary>
    /// <param name="stream">The file, whose position changes.</param>
    /// <exception cref="InvalidDataException">The metadata are damaged.</exception>
    public static void Check(Stream stream)
    {
        Span<byte> tail = stackalloc byte[TailLength];
        if (stream.Length < 2 * TailLength)
        {
            throw new InvalidDataException("It is too short.");
        }

        stream.Position = stream.Length - TailLength;
        stream.ReadExactly(tail);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8) || length <= 0 || length > stream.Length - TailLength)
        {
            throw new InvalidDataException("It does not end as a Parquet file does.");
        }

        byte[] metadata = new byte[length];
        stream.Position = stream.Length - TailLength - length;
        stream.ReadExactly(metadata);
        stream.Position = 0;
        ParquetFooter footer = new() { _rest = metadata };
        footer.SkipStructure(0, isFile: true, isSchema: false);
    }

    private void SkipStructure(int depth, bool isFile, bool isSchema)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException("Its metadata are nested too deeply.");
        }

        int id = 0;
        while (Byte() is not 0 and int header)
        {
            id = header >> 4 == 0 ? (int)Signed() : id + (header >> 4);
            int type = header & 15;
            if (isSchema && id == ChildCount && type == 5)
            {
                if (Signed() <= 0)
                {
                    throw new InvalidDataException("A column of its schema is a group of no columns.");
                }
            }
            else if (type is not (1 or 2))
            {
                SkipValue(type, depth, isFile && id == Schema);
            }
        }
    }

    private void SkipValue(int type, int depth, bool isSchema)
    {
        switch (type)
        {
            case 1 or 2 or 3:
                Skip(1);
                break;
            case 4 or 5 or 6:
                Unsigned();
                break;
            case 7:
                Skip(8);
                break;
            case 8:
                Skip(Unsigned());
                break;
            case 9 or 10:
                int header = Byte();
                SkipValues(header >> 4 == 15 ? Unsigned() : (ulong)(header >> 4), header & 15, depth, isSchema);
                break;
            case 12:
                SkipStructure(depth + 1, isFile: false, isSchema);
                break;
            default:
                throw new InvalidDataException($"Its metadata have a value of the unknown type {type}.");
        }
    }

    private void SkipValues(ulong count, int type, int depth, bool isSchema)
    {
        if (count > (ulong)_rest.Length || depth > MaxDepth)
        {
            throw new InvalidDataException("Its metadata have a list that is longer than they are.");
        }

        for (ulong i = 0; i < count; i++)
        {
            SkipValue(type, depth + 1, isSchema);
        }
    }

    private void Skip(ulong count) => _rest = count <= (ulong)_rest.Length ? _rest[(int)count..] : throw new InvalidDataException("Its metadata end too early.");

    private int Byte()
    {
        int value = _rest.IsEmpty ? throw new InvalidDataException("Its metadata end too early.") : _rest[0];
        _rest = _rest[1..];
        return value;
    }

    private long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException("Its metadata have a number that is too long.");
    }
}
