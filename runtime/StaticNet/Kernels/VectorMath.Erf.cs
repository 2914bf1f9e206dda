using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary>The error function <c>erf(x) = 2 / sqrt(pi) * integral from 0 to x of exp(-t^2) dt</c>, within 2 ulp.</summary>
    /// <param name="x">The arguments.</param>
    /// <remarks>
    /// An odd polynomial where <c>|x| &lt; 1</c>, else <c>1 - exp(g(|x|))</c> with a polynomial g for <c>log(erfc)</c>: the errors of both
    /// polynomials are below 2^-29 of the result.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        Vector512<float> z = x * x;
        Vector512<float> p = Vector512.Create(7.80690316e-05f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.00079978531f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.0051871622f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0268533472f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.112835787f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.37612626f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.128379166f));
        Vector512<float> small = Vector512.FusedMultiplyAdd(p, x, x);

        // From 3.93 up, erf rounds to 1; g was fitted up to 3.95.
        Vector512<float> a = Vector512.Abs(x);
        Vector512<float> b = Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512.Create(3.95f)), Vector512.Create(3.95f), a);
        Vector512<float> g = Vector512.Create(0.000186373509f);
        g = Vector512.FusedMultiplyAdd(g, b, Vector512.Create(-0.00294761616f));
        g = Vector512.FusedMultiplyAdd(g, b, Vector512.Create(0.0218379404f));
        g = Vector512.FusedMultiplyAdd(g, b, Vector512.Create(-0.103106573f));
        g = Vector512.FusedMultiplyAdd(g, b, Vector512.Create(-0.63814497f));
        g = Vector512.FusedMultiplyAdd(g, b, Vector512.Create(-1.12708914f));
        g = Vector512.FusedMultiplyAdd(g, b, Vector512.Create(-0.000341527339f));
        Vector512<float> large = Vector512.CopySign(Vector512<float>.One - ExpOfNegative(g), x);

        return Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512<float>.One), small, large);
    }

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    public static float Erf(float x) => Erf(Vector512.CreateScalar(x)).ToScalar();
}
