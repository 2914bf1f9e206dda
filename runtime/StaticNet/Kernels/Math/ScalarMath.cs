namespace StaticNet.Kernels;

/// <summary>
/// exp, log and cos in double precision from exact operations alone (add, multiply, divide, bits), so that they give the same
/// bits on every machine; the C library's differ by platform. For evaluation and schedules, where speed does not matter.
/// The polynomials are Taylor's on intervals short enough that the first term left out is below half a unit in the last place;
/// the results are within two units of the true value.
/// </summary>
internal static class ScalarMath
{
    // ln 2 in two parts: the first has 32 trailing zero bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private const double Ln2Inverse = 1.4426950408889634;

    /// <summary>e to the power of x.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x) || x > 709.8)
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x < -745.2)
        {
            return 0;
        }

        // exp(x) = 2^k exp(r) with |r| <= ln(2) / 2
        double k = Math.Floor((x * Ln2Inverse) + 0.5);
        double r = (x - (k * Ln2High)) - (k * Ln2Low);
        double sum = 1;
        for (int n = 14; n >= 1; n--)
        {
            sum = 1 + (sum * r / n);
        }

        // 2^k in two factors, since 2^1024 and 2^-1075 are not doubles.
        int half = (int)k / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>The natural logarithm; -infinity for 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x < 0 ? double.NaN : x;
        }

        // x = 2^k m with m from sqrt(1/2) to sqrt(2)
        int k = 0;
        if (x < 2.2250738585072014E-308) // the smallest normal number
        {
            x *= 18014398509481984; // 2^54
            k = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            k++;
        }

        // log(m) = 2 artanh(s) = 2 (s + s^3 / 3 + s^5 / 5 + ...) with s = (m - 1) / (m + 1), |s| <= 0.172
        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int n = 23; n >= 3; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return (k * Ln2High) + ((2 * s) + ((2 * s * square * sum) + (k * Ln2Low)));
    }

    /// <summary>The cosine of pi t, for t from 0 to 1: exactly 1, 0 and -1 at 0, 1/2 and 1, and falling between.</summary>
    public static double CosPi(double t)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(t, 1);
        return t switch
        {
            > 0.5 => -CosPi(1 - t),
            > 0.25 => SinePolynomial(Math.PI * (0.5 - t)),
            _ => CosinePolynomial(Math.PI * t),
        };
    }

    // Both for 0 <= x <= pi / 4.
    private static double CosinePolynomial(double x)
    {
        double square = x * x;
        double sum = 1;
        for (int n = 18; n >= 2; n -= 2)
        {
            sum = 1 - (sum * square / (n * (n - 1)));
        }

        return sum;
    }

    private static double SinePolynomial(double x)
    {
        double square = x * x;
        double sum = 1;
        for (int n = 19; n >= 3; n -= 2)
        {
            sum = 1 - (sum * square / (n * (n - 1)));
        }

        return sum * x;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
