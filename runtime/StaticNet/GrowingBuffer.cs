namespace StaticNet;

/// <summary>The growth of a buffer whose final length is only announced by a file: it grows with the data read, so that an announced length alone allocates no memory.</summary>
internal static class GrowingBuffer
{
    /// <summary>The length to begin with.</summary>
    public const int FirstLength = 1 << 16;

    /// <summary>The length after the one that is full.</summary>
    public static int NextLength(int full, int promised) => (int)Math.Min(promised, Math.Max(2L * full, FirstLength));
}
