namespace StaticNet.Kernels;

/// <summary>
/// Random numbers of one sample of one epoch: SplitMix64 (see <see cref="RandomSource"/>), which needs no memory but its state, and begins anywhere. The same on every machine.
/// </summary>
internal struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    public RandomStream(int seed, int epoch, int sample)
        => _state = Mix(Mix(Mix((uint)seed + Golden) + (uint)epoch + Golden) + (uint)sample + Golden);

    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>An integer in [0, bound), for bounds far below 2^32, where the results are equally likely but for one in 2^32 / bound.</summary>
    public int Next(int bound) => (int)(((NextUInt64() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number with mean 0 and variance 1: the sum of twelve uniform ones of 16 bits (Irwin and Hall), an exact operation.</summary>
    public float NextNormal()
    {
        int sum = 0;
        for (int i = 0; i < 3; i++)
        {
            ulong bits = NextUInt64();
            sum += (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);
        }

        // Each of the twelve has the mean 65535 / 2.
        return (sum - (6 * 65535)) * (1f / 65536);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
