namespace StaticNet;

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryTensorBytes(string name, ReadOnlyMemory<byte> memory) : TensorBytes(name)
{
    public override long? Length => memory.Length;

    public override void ReadExactly(Span<byte> bytes, long offset)
    {
        if (offset + bytes.Length > memory.Length)
        {
            throw EndsEarly(memory.Length);
        }

        memory.Span.Slice((int)offset, bytes.Length).CopyTo(bytes);
    }
}
