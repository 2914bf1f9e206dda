using System.Buffers;
using Apache.Arrow.Memory;

namespace StaticNet;

/// <summary>Memory for the buffers of an Arrow file, whose headers say how large they are when decompressed: not much larger than the file.</summary>
/// <param name="fileLength">The length of the file.</param>
internal sealed class LimitedAllocator(long fileLength) : MemoryAllocator
{
    // A column of equal values compresses to a thousandth.
    private const long Expansion = 1000;
    private const long Free = 1 << 26;

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        bytesAllocated = length;
        return length <= Free || length / Expansion <= fileLength
            ? new Buffer(length)
            : throw new InvalidDataException($"A buffer of {length} bytes is more than a file of {fileLength} bytes can hold.");
    }

    private sealed class Buffer(int length) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; private set; } = new byte[length];

        public void Dispose() => Memory = default;
    }
}
