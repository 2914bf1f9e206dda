namespace StaticNet;

/// <summary>A stream, read from its position to the file's last byte.</summary>
/// <param name="name">Its name in messages.</param>
/// <param name="stream">The stream.</param>
/// <param name="ownsStream">Whether the file is all that the stream has, and the stream is closed with it.</param>
internal sealed class StreamTensorBytes(string name, Stream stream, bool ownsStream) : TensorBytes(name)
{
    private long _position;

    public override long? Length => null;

    public override void ReadExactly(Span<byte> bytes, long offset)
    {
        SkipTo(offset);
        Fill(bytes);
    }

    /// <summary>Reads to the end of the file. If the file has a stream for itself, nothing may follow.</summary>
    public void Finish(long end)
    {
        SkipTo(end);
        if (ownsStream && stream.ReadByte() >= 0)
        {
            throw Wrong($"more follows its {_position} bytes");
        }
    }

    public override void Dispose()
    {
        if (ownsStream)
        {
            stream.Dispose();
        }
    }

    private void SkipTo(long offset)
    {
        Span<byte> skipped = stackalloc byte[256];
        while (_position < offset)
        {
            Fill(skipped[..(int)Math.Min(skipped.Length, offset - _position)]);
        }
    }

    private void Fill(Span<byte> bytes)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += read;
        if (read < bytes.Length)
        {
            throw EndsEarly(_position);
        }
    }
}
