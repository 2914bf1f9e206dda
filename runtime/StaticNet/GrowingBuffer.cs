namespace StaticNet;

/// <summary>How a buffer grows whose final length a file only promises: with what has come, so that a promise alone takes no memory.</summary>
internal static class GrowingBuffer
{
    /// <summary>The length to begin with.</summary>
    public const int FirstLength = 1 << 16;

    /// <summary>The length after the one that is full.</summary>
    public static int NextLength(int full, int promised) => (int)Math.Min(promised, Math.Max(2L * full, FirstLength));
}
