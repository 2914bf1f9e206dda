using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>The bytes of a safetensors file, from any source.</summary>
/// <param name="name">Their name in messages: <c>'weights.safetensors'</c>, <c>the stream</c>.</param>
internal abstract class TensorBytes(string name) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>The same at the start of a sentence.</summary>
    public string Subject => Name[..1].ToUpperInvariant() + Name[1..];

    /// <summary>The number of bytes; null for a stream, which may continue after the file.</summary>
    public abstract long? Length { get; }

    /// <summary>Opens a file, or a pipe.</summary>
    public static TensorBytes Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path);
        try
        {
            return new FileTensorBytes($"'{path}'", handle, RandomAccess.GetLength(handle));
        }
        catch (NotSupportedException)
        {
            // A pipe has no length.
            return new StreamTensorBytes($"'{path}'", new FileStream(handle, FileAccess.Read, bufferSize: 0), ownsStream: true);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads bytes. From a stream, only those after the ones that were read last.</summary>
    /// <exception cref="InvalidDataException">There are fewer bytes.</exception>
    public abstract void ReadExactly(Span<byte> bytes, long offset);

    /// <summary>Reads bytes whose number is not verified: memory is allocated as they are read.</summary>
    /// <exception cref="InvalidDataException">There are fewer bytes.</exception>
    public byte[] Read(long offset, int count)
    {
        byte[] bytes = new byte[Length is null ? Math.Min(count, GrowingBuffer.FirstLength) : count];
        ReadExactly(bytes, offset);
        while (bytes.Length < count)
        {
            int read = bytes.Length;
            Array.Resize(ref bytes, GrowingBuffer.NextLength(read, count));
            ReadExactly(bytes.AsSpan(read), offset + read);
        }

        return bytes;
    }

    public InvalidDataException Wrong(string what) => new($"{Subject} is not a valid safetensors file: {what}.");

    public virtual void Dispose()
    {
    }

    protected InvalidDataException EndsEarly(long length) => Wrong($"it ends after {length} bytes");
}
