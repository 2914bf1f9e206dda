namespace StaticNet.Reference;

/// <summary>Elementary functions in double precision that <see cref="Math"/> does not have, in forms that neither overflow nor cancel.</summary>
public static class DoubleMath
{
    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary><c>log(1 + x)</c> without the loss of digits near 0.</summary>
    /// <remarks>What <c>1 + x</c> loses to rounding, the quotient <c>x / ((1 + x) - 1)</c> gives back (Kahan).</remarks>
    public static double Log1P(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary><c>exp(x) - 1</c> without the loss of digits near 0.</summary>
    /// <remarks>The same for the exponential (Kahan): <c>(e - 1) x / log(e)</c> with the rounded <c>e = exp(x)</c>.</remarks>
    public static double ExpM1(double x)
    {
        double e = Math.Exp(x);
        return e == 1 ? x
            : e - 1 == -1 ? -1
            : double.IsInfinity(e) ? e
            : (e - 1) * (x / Math.Log(e));
    }
}
