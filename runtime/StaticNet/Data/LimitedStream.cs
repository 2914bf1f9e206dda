namespace StaticNet;

/// <summary>A stream with a maximum number of bytes.</summary>
/// <param name="content">The stream.</param>
/// <param name="limit">The maximum number of bytes.</param>
/// <param name="option">The option that sets the limit.</param>
/// <param name="length">How many bytes it has, if that is known.</param>
internal sealed class LimitedStream(Stream content, long limit, string option, long? length) : ForwardStream
{
    private long _read;

    /// <summary>How many bytes there may be at most: as many as there are, where that is known.</summary>
    public long MaxLength => Math.Min(limit, length ?? long.MaxValue);

    /// <summary>How many bytes there are, where that is known.</summary>
    public long? KnownLength => length;

    /// <summary>Why there are no more than <see cref="MaxLength"/>.</summary>
    public string Why => length < limit ? $"it has {length} bytes" : $"{option} allows {limit} bytes";

    /// <exception cref="InvalidDataException">There are more bytes than allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        // Reading one byte more than allowed shows whether there are more.
        long left = limit - _read;
        int read = content.Read(left < buffer.Length ? buffer[..((int)left + 1)] : buffer);
        _read += read;
        return _read <= limit ? read : throw TooLong();
    }

    /// <summary>The exception for a file with more bytes than allowed.</summary>
    public InvalidDataException TooLong() => new($"It holds more than the {limit} bytes that {option} allows.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
