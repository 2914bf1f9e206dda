using Microsoft.Win32.SafeHandles;

namespace StaticNet;

/// <summary>The bytes of a safetensors file, wherever they are.</summary>
/// <param name="name">What messages call them: <c>'weights.safetensors'</c>, <c>the stream</c>.</param>
internal abstract class TensorBytes(string name) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>The same at the start of a sentence.</summary>
    public string Subject => Name[..1].ToUpperInvariant() + Name[1..];

    /// <summary>How many there are; null for a stream, which may go on behind the file.</summary>
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

    /// <summary>Reads bytes. Of a stream, only those behind the ones that were read last.</summary>
    /// <exception cref="InvalidDataException">There are not as many.</exception>
    public abstract void ReadExactly(Span<byte> bytes, long offset);

    /// <summary>Reads bytes whose number nothing vouches for: memory is taken as they come.</summary>
    /// <exception cref="InvalidDataException">There are not as many.</exception>
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

    public InvalidDataException Wrong(string what) => new($"{Subject} is not a sound safetensors file: {what}.");

    public virtual void Dispose()
    {
    }

    protected InvalidDataException EndsEarly(long length) => Wrong($"it ends after {length} bytes");
}
