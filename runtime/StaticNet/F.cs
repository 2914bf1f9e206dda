using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// The functions that a user's <c>[Activation]</c> or <c>[Loss]</c> may call, with the same bits on every machine. Called like any method, each gives what
/// generated code computes in a lane of a vector, to the bit. The page docs/functions.md lists their derivatives.
/// </summary>
public static class F
{
    /// <inheritdoc cref="VectorMath.Exp(float)"/>
    public static float Exp(float x) => VectorMath.Exp(x);

    /// <inheritdoc cref="VectorMath.Log(float)"/>
    public static float Log(float x) => VectorMath.Log(x);

    /// <inheritdoc cref="VectorMath.Tanh(float)"/>
    public static float Tanh(float x) => VectorMath.Tanh(x);

    /// <inheritdoc cref="VectorMath.Sigmoid(float)"/>
    public static float Sigmoid(float x) => VectorMath.Sigmoid(x);

    /// <inheritdoc cref="VectorMath.Log1pExp(float)"/>
    public static float Softplus(float x) => VectorMath.Log1pExp(x);

    /// <inheritdoc cref="VectorMath.Erf(float)"/>
    public static float Erf(float x) => VectorMath.Erf(x);

    /// <inheritdoc cref="VectorMath.Sin(float)"/>
    public static float Sin(float x) => VectorMath.Sin(x);

    /// <inheritdoc cref="VectorMath.Cos(float)"/>
    public static float Cos(float x) => VectorMath.Cos(x);

    /// <summary>The square root, rounded to the nearest float. Of a negative number it is NaN. Its derivative is <c>1 / (2 sqrt(x))</c>.</summary>
    /// <param name="x">The number.</param>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>The magnitude. Its derivative is the sign of x, 0 at 0.</summary>
    /// <param name="x">The number.</param>
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>The smaller of two numbers; a if they are equal, NaN if one is NaN. The derivative is that of the smaller one, where they are equal the mean of both.</summary>
    /// <param name="a">A number.</param>
    /// <param name="b">Another.</param>
    public static float Min(float a, float b) => float.IsNaN(b) || b < a ? b : a;

    /// <summary>The larger of two numbers; a if they are equal, NaN if one is NaN. The derivative is that of the larger one, where they are equal the mean of both.</summary>
    /// <param name="a">A number.</param>
    /// <param name="b">Another.</param>
    public static float Max(float a, float b) => float.IsNaN(b) || a < b ? b : a;

    /// <summary>
    /// <c>x</c> to the power of a constant, within 3 ulp. Exponents from -2 to 4 that are whole, and 1/2 and -1/2, are multiplications, divisions and square
    /// roots. Of a negative x with an exponent that is not whole it is NaN; results that would be subnormal are 0.
    /// </summary>
    /// <param name="x">The base.</param>
    /// <param name="exponent">The exponent, in a function a constant. With one that is not finite the result is NaN.</param>
    public static float Pow(float x, float exponent) => VectorMath.Pow(x, exponent);
}
