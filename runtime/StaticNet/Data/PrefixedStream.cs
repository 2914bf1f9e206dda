namespace StaticNet;

/// <summary>A stream whose first bytes have been read already and are returned again. It remembers the last bytes that it returned.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    /// <summary>How many of the last bytes are remembered.</summary>
    public const int TailLength = 8;

    private readonly byte[] _tail = new byte[TailLength];
    private ReadOnlyMemory<byte> _prefix = prefix;

    /// <summary>The number of bytes that have been read.</summary>
    public long Count { get; private set; }

    /// <summary>The last bytes that were read, if there were as many.</summary>
    public ReadOnlySpan<byte> Tail => _tail;

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_prefix.IsEmpty)
        {
            read = rest.Read(buffer);
        }
        else
        {
            read = Math.Min(_prefix.Length, buffer.Length);
            _prefix.Span[..read].CopyTo(buffer);
            _prefix = _prefix[read..];
        }

        ReadOnlySpan<byte> last = buffer[Math.Max(0, read - TailLength)..read];
        _tail.AsSpan(last.Length).CopyTo(_tail);
        last.CopyTo(_tail.AsSpan(TailLength - last.Length));
        Count += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
