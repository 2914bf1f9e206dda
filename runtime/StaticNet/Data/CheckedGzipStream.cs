using System.Buffers.Binary;
using System.IO.Compression;

namespace StaticNet;

/// <summary>
/// Reads a gzip file and, at its end, compares its content with the checksum and the length that the file ends in (RFC 1952):
/// <see cref="GZipStream"/> by itself accepts a truncated file as a shorter one. A file has one member, as gzip writes it: a file with
/// several members ends in the checksum of the last one only, and is refused.
/// </summary>
internal sealed class CheckedGzipStream : ForwardStream
{
    private const int DrainBytes = 1 << 12;

    private static readonly uint[][] Tables = MakeTables();

    private readonly PrefixedStream _file;
    private readonly GZipStream _content;
    private uint _checksum = uint.MaxValue;
    private uint _length;

    /// <summary>Takes over a file that begins with gzip's two bytes.</summary>
    public CheckedGzipStream(PrefixedStream file)
    {
        _file = file;
        _content = new GZipStream(file, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        int read = Decompress(buffer);
        _checksum = Continue(_checksum, buffer[..read]);
        _length += (uint)read;
        if (read == 0 && !buffer.IsEmpty)
        {
            ThrowUnlessWhole();
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decompress(Span<byte> buffer)
    {
        try
        {
            return _content.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The gzip data is damaged: {Quote.Message(exception.Message)}", exception);
        }
    }

    private void ThrowUnlessWhole()
    {
        // The bytes after the data, and those not read because the data ended earlier: the last eight bytes count. Most of them are not part of a gzip file.
        Span<byte> rest = stackalloc byte[DrainBytes];
        int more = _file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        if (more == rest.Length
            || _file.Count < PrefixedStream.TailLength
            || ~_checksum != BinaryPrimitives.ReadUInt32LittleEndian(_file.Tail)
            || _length != BinaryPrimitives.ReadUInt32LittleEndian(_file.Tail[sizeof(uint)..]))
        {
            throw new InvalidDataException(
                "The gzip data is truncated or damaged: its content does not match its checksum. "
                + "(The same holds for a file with several gzip members, which has to be compressed again as one.)");
        }
    }

    // Eight bytes at a time, with a table for each: byte by byte, the checksum would take longer than decompressing.
    private static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            uint low = checksum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
            checksum = Tables[7][(byte)low] ^ Tables[6][(byte)(low >> 8)] ^ Tables[5][(byte)(low >> 16)] ^ Tables[4][low >> 24]
                ^ Tables[3][(byte)high] ^ Tables[2][(byte)(high >> 8)] ^ Tables[1][(byte)(high >> 16)] ^ Tables[0][high >> 24];
        }

        foreach (byte value in bytes)
        {
            checksum = Tables[0][(byte)(checksum ^ value)] ^ (checksum >> 8);
        }

        return checksum;
    }

    // CRC-32 of the reflected polynomial 0x04C11DB7, for each value of a byte, alone and with up to seven zero bytes after it.
    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[sizeof(ulong)][];
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i] = new uint[256];
            for (uint j = 0; j < 256; j++)
            {
                uint value = i == 0 ? j : tables[i - 1][j];
                for (int bit = 0; i == 0 && bit < 8; bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
                }

                tables[i][j] = i == 0 ? value : tables[0][(byte)value] ^ (value >> 8);
            }
        }

        return tables;
    }
}
