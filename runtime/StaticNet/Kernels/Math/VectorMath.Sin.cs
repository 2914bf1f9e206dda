using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    // Beyond, 2 / pi as a float is not enough to round to the nearest number of quarter turns.
    private const float LargestAngle = LargeAngle.From;

    /// <summary>
    /// The sine, within 2 ulp where <c>|x| &lt;= 65536</c>, within 2^-22 of the value beyond, at any x. Of infinity it is NaN.
    /// </summary>
    /// <param name="x">The angles, in radians.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) => Apply<SinFunction>(x);

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    public static float Sin(float x) => Apply<SinFunction>(x);

    /// <summary>
    /// The cosine, within 2 ulp where <c>|x| &lt;= 65536</c>, within 2^-22 of the value beyond, at any x. Of infinity it is NaN.
    /// </summary>
    /// <param name="x">The angles, in radians.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => Apply<CosFunction>(x);

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    public static float Cos(float x) => Apply<CosFunction>(x);

    /// <summary><c>x = n pi / 2 + r</c> with a whole n and <c>|r| &lt;= pi / 4</c>: n says which of ±sin(r) and ±cos(r) it is.</summary>
    /// <param name="x">The angles.</param>
    /// <param name="quarters">Whole quarter turns that are added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinOfQuarters<T>(T x, float quarters)
        where T : struct, ILanes<T>
    {
        if (T.AnyBeyond(x, LargestAngle))
        {
            x = T.Map(x, LargeAngle.Reduce);
        }

        T rounded = T.FusedMultiplyAdd(x, T.Create(0.636619747f), T.Create(Rounder));
        T n = rounded - T.Create(Rounder);

        // pi / 2 in three parts. The first two differences are exact, or as good as that.
        T r = T.FusedMultiplyAdd(n, T.Create(-1.57079637f), x);
        r = T.FusedMultiplyAdd(n, T.Create(4.37113883e-8f), r);
        r = T.FusedMultiplyAdd(n, T.Create(1.71512451e-15f), r);
        T z = r * r;
        T p = T.Create(-0.000195078828f);
        p = T.FusedMultiplyAdd(p, z, T.Create(0.00833210628f));
        p = T.FusedMultiplyAdd(p, z, T.Create(-0.166666538f));
        T sine = T.IfEqual(x, T.Create(0f), x, T.FusedMultiplyAdd(p, r * z, r)); // -0 stays -0
        T q = T.Create(2.44316507e-05f);
        q = T.FusedMultiplyAdd(q, z, T.Create(-0.0013887306f));
        q = T.FusedMultiplyAdd(q, z, T.Create(0.0416666456f));
        T cosine = T.FusedMultiplyAdd(z * z, q, T.FusedMultiplyAdd(z, T.Create(-0.5f), T.Create(1f)));

        // The lowest bit of n exchanges sine and cosine, the next one turns the sign.
        T turns = rounded + T.Create(quarters);
        T isOdd = T.CopySign(T.Create(1f), T.BitToSign(turns, 0));
        T sign = T.CopySign(T.Create(1f), T.BitToSign(turns, 1));
        return T.IfLess(isOdd, T.Create(0f), cosine, sine) * sign;
    }

    /// <summary>The sine.</summary>
    public readonly struct SinFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
            => SinOfQuarters(x, 0f);
    }

    /// <summary>The cosine: the sine a quarter turn on.</summary>
    public readonly struct CosFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
            => SinOfQuarters(x, 1f);
    }
}
