using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>A regular file.</summary>
internal sealed class FileTensorBytes(string name, SafeFileHandle handle, long length) : TensorBytes(name)
{
    public override long? Length => length;

    public override void ReadExactly(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0)
            {
                throw EndsEarly(offset);
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    public override void Dispose() => handle.Dispose();
}
