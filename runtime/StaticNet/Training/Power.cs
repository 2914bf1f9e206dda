namespace StaticNet;

/// <summary>Powers with whole exponents, by squaring: the same products on every machine, unlike the C library's pow.</summary>
internal static class Power
{
    /// <summary>A power in at most 126 multiplications, whatever the exponent.</summary>
    /// <param name="value">The base.</param>
    /// <param name="exponent">From 0 on.</param>
    public static double Of(double value, long exponent)
    {
        double result = 1;
        for (double square = value; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result *= square;
            }

            square *= square;
        }

        return result;
    }
}
