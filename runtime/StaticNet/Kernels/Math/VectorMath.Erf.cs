using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary>The error function <c>erf(x) = 2 / sqrt(pi) * integral from 0 to x of exp(-t^2) dt</c>, within 1 ulp.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => Apply<ErfFunction>(x);

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    public static float Erf(float x) => Apply<ErfFunction>(x);

    /// <summary>
    /// An odd polynomial where <c>|x| &lt; 1</c>, else <c>1 - exp(g(|x|))</c> with a polynomial g for <c>log(erfc)</c>: the errors of both
    /// polynomials are below 2^-29 of the result.
    /// </summary>
    public readonly struct ErfFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T z = x * x;
            T p = T.Create(7.80690316e-05f);
            p = T.FusedMultiplyAdd(p, z, T.Create(-0.00079978531f));
            p = T.FusedMultiplyAdd(p, z, T.Create(0.0051871622f));
            p = T.FusedMultiplyAdd(p, z, T.Create(-0.0268533472f));
            p = T.FusedMultiplyAdd(p, z, T.Create(0.112835787f));
            p = T.FusedMultiplyAdd(p, z, T.Create(-0.37612626f));
            p = T.FusedMultiplyAdd(p, z, T.Create(0.128379166f));
            T small = T.FusedMultiplyAdd(p, x, x);

            // From 3.93 up, erf rounds to 1; g was fitted up to 3.95.
            T a = T.Abs(x);
            T b = T.IfLess(T.Create(3.95f), a, T.Create(3.95f), a);
            T g = T.Create(0.000186373509f);
            g = T.FusedMultiplyAdd(g, b, T.Create(-0.00294761616f));
            g = T.FusedMultiplyAdd(g, b, T.Create(0.0218379404f));
            g = T.FusedMultiplyAdd(g, b, T.Create(-0.103106573f));
            g = T.FusedMultiplyAdd(g, b, T.Create(-0.63814497f));
            g = T.FusedMultiplyAdd(g, b, T.Create(-1.12708914f));
            g = T.FusedMultiplyAdd(g, b, T.Create(-0.000341527339f));
            T large = T.Create(1f) - ExpOfNegative(g);

            return T.CopySign(T.IfLess(a, T.Create(1f), small, large), x);
        }
    }
}
