namespace StaticNet.Kernels;

/// <summary>
/// Angles of many turns: whole turns are taken off with as many digits of pi as the exponent asks for
/// (Payne and Hanek).
/// </summary>
internal static class LargeAngle
{
    /// <summary>Angles up to here are left as they are.</summary>
    public const float From = 65536f;

    // The bits of 1 / (4 pi), from 32 before the point on.
    private static ReadOnlySpan<uint> Digits => [0, 0x145F306D, 0xC9C882A5, 0x3F84EAFA, 0x3EA69BB8, 0x1B6C52B3, 0x27887208, 0x3FCA2C75, 0x7BD778AC];

    /// <summary>The same angle without whole turns, between -pi and pi. Infinity and NaN become NaN.</summary>
    public static float Reduce(float x)
    {
        if (Math.Abs(x) <= From)
        {
            return x;
        }

        if (!float.IsFinite(x))
        {
            return float.NaN;
        }

        // |x| / (2 pi) = m 2^e / (4 pi) with a whole m of 24 bits and e from -6 to 105.
        uint bits = BitConverter.SingleToUInt32Bits(x);
        ulong m = (bits & 0x7FFFFF) | 0x800000;
        int e = (int)((bits >> 23) & 0xFF) - 127 - 23 + 1;

        // 96 bits of 2^e / (4 pi) behind the point. What is before it makes whole turns, and so does what the products carry.
        ulong high = Word(e), middle = Word(e + 32), low = Word(e + 64);
        ulong carried = ((low * m) >> 32) + (middle * m);
        ulong fraction = ((high * m) << 32) + carried;

        // As a signed number, from half a turn back to half a turn on.
        double angle = (long)fraction * (Math.PI / (1UL << 63));
        return (float)(bits >> 31 == 0 ? angle : -angle);
    }

    // 32 bits, from one behind the point on.
    private static uint Word(int bit)
    {
        int word = (bit >> 5) + 1, shift = bit & 31;
        ulong pair = ((ulong)Digits[word] << 32) | Digits[word + 1];
        return (uint)(pair >> (32 - shift));
    }
}
