namespace StaticNet.Fuzz.Files;

/// <summary>A kind of file, and how it is read.</summary>
internal abstract class FileCase
{
    public abstract string Name { get; }

    /// <summary>Makes a file that is sound, or nearly so, or not at all.</summary>
    public abstract byte[] Make(Random random);

    /// <summary>Reads the file; throws nothing but <see cref="InvalidDataException"/>.</summary>
    public abstract void Read(string path);

    /// <summary>How many bytes reading may allocate.</summary>
    public abstract long MaxAllocated(int length);

    /// <summary>What a refused file has changed; null if nothing.</summary>
    public virtual string? Change() => null;

    /// <summary>What is wrong with what was read: it has to come back with the same bits when it is written and read again.</summary>
    public abstract string? Check(byte[] file);

    protected static bool SameBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(a).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(b));
}
