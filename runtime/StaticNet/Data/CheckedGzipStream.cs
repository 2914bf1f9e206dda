using System.Buffers.Binary;
using System.IO.Compression;

namespace StaticNet;

/// <summary>
/// Reads a gzip file and, at its end, compares its content with the checksum and the length that the file ends in (RFC 1952):
/// <see cref="GZipStream"/> by itself takes a truncated file for a short one. One member a file, which is what gzip writes: a file put
/// together from several ends in the checksum of the last one only, and is refused.
/// </summary>
internal sealed class CheckedGzipStream : Stream
{
    private const int TrailerBytes = 8;

    private static readonly uint[] Table = MakeTable();

    private readonly GZipStream _content;
    private readonly uint _expectedChecksum;
    private readonly uint _expectedLength;
    private uint _checksum = uint.MaxValue;
    private uint _length;

    /// <summary>Takes over a file that begins with gzip's two bytes.</summary>
    public CheckedGzipStream(FileStream file)
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        if (file.Length < trailer.Length)
        {
            throw new InvalidDataException("The gzip data is truncated.");
        }

        file.Position = file.Length - trailer.Length;
        file.ReadExactly(trailer);
        file.Position = 0;
        _expectedChecksum = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        _expectedLength = BinaryPrimitives.ReadUInt32LittleEndian(trailer[sizeof(uint)..]);
        _content = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = _content.Read(buffer);
        foreach (byte value in buffer[..read])
        {
            _checksum = Table[(byte)(_checksum ^ value)] ^ (_checksum >> 8);
        }

        _length += (uint)read;
        return read > 0 || buffer.IsEmpty || (~_checksum == _expectedChecksum && _length == _expectedLength)
            ? read
            : throw new InvalidDataException(
                "The gzip data is truncated or damaged: its content does not have the checksum that it ends in. "
                + "(Nor has a file put together from several gzip members, which has to be compressed again as one.)");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    // CRC-32 of the reflected polynomial 0x04C11DB7, for each value of a byte.
    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
