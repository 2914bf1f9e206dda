using System.Numerics;

namespace StaticNet.Tests.Kernels;

/// <summary>Angles without whole turns, by integers of any length.</summary>
internal static class Turns
{
    // So many bits of pi behind the point.
    private const int Bits = 300;

    private static readonly BigInteger TwoPi = 8 * ((4 * ArcTangentOfInverse(5)) - ArcTangentOfInverse(239));

    /// <summary>The angle from -pi to pi that differs from x by whole turns.</summary>
    public static double Remainder(float x)
    {
        // A float above 2^16 is a multiple of 2^-7.
        BigInteger scaled = new BigInteger((double)x * 128) << (Bits - 7);
        BigInteger rest = scaled % TwoPi;
        rest = rest * 2 > TwoPi ? rest - TwoPi : rest;
        return (double)(rest >> (Bits - 60)) / (1L << 60);
    }

    private static BigInteger ArcTangentOfInverse(int x)
    {
        BigInteger power = (BigInteger.One << Bits) / x, sum = power;
        for (int n = 3; !power.IsZero; n += 2)
        {
            power /= -(x * x);
            sum += power / n;
        }

        return sum;
    }
}
