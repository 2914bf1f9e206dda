namespace StaticNet;

/// <summary>How much <see cref="Idx"/> reads.</summary>
public sealed record IdxOptions
{
    /// <summary>The most bytes that a file may hold, decompressed; 4 GiB (4,294,967,296) by default. A byte becomes a float of four.</summary>
    public long MaxBytes { get; init; } = 1L << 32;

    /// <summary>
    /// How many times as large as a gzip file its content may be, from 16 MiB on; 100 by default. Images compress to between a half and a tenth of their size, a file made
    /// to exhaust memory to a thousandth.
    /// </summary>
    public int MaxExpansion { get; init; } = 100;
}
