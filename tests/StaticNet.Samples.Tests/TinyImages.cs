using System.Buffers.Binary;

namespace StaticNet.Samples.Tests;

/// <summary>A folder with the four files of Fashion-MNIST in small: noise with a bright bar, whose place is the class. It disappears with the object.</summary>
internal sealed class TinyImages : IDisposable
{
    public const int TrainingCount = 100;
    public const int TestCount = 30;

    private const int Side = 28;
    private const int Classes = 10;

    public TinyImages()
    {
        Folder = Directory.CreateTempSubdirectory("tiny-images-").FullName;
        Write("train", TrainingCount, seed: 1);
        Write("t10k", TestCount, seed: 2);
    }

    public string Folder { get; }

    /// <summary>A path in the folder, which is not there yet.</summary>
    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string name, int count, int seed)
    {
        var random = new Random(seed);
        byte[] images = new byte[count * Side * Side];
        byte[] labels = new byte[count];
        random.NextBytes(images);
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % Classes);
            images.AsSpan(((i * Side) + (2 * labels[i]) + 4) * Side, 2 * Side).Fill(255);
        }

        WriteIdx($"{name}-images-idx3-ubyte", images, count, Side, Side);
        WriteIdx($"{name}-labels-idx1-ubyte", labels, count);
    }

    private void WriteIdx(string name, byte[] values, params ReadOnlySpan<int> shape)
    {
        using FileStream file = File.Create(Path(name));
        file.Write([0, 0, 0x08, (byte)shape.Length]);
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int length in shape)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, length);
            file.Write(bytes);
        }

        file.Write(values);
    }
}
