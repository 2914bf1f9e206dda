namespace StaticNet.Reference;

/// <summary>The error function in double precision, which <see cref="Math"/> does not have.</summary>
public static class ErrorFunction
{
    /// <summary><c>erf(x) = 2 / sqrt(pi) * integral from 0 to x of exp(-t^2) dt</c>.</summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (double.IsNaN(x) || a > 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        return Math.CopySign(a < 2.5 ? Series(a) : 1 - ContinuedFraction(a), x);
    }

    // erf(x) = 2 / sqrt(pi) exp(-x^2) (x + 2 x^3 / 3 + 4 x^5 / (3 5) + ...): all terms are positive, nothing cancels.
    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc(x) = exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + (2/2) / (x + (3/2) / (x + ...)))), from the inside.
    private static double ContinuedFraction(double x)
    {
        double denominator = x;
        for (int n = 80; n >= 1; n--)
        {
            denominator = x + (n / 2.0 / denominator);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / denominator;
    }
}
