using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

// The functions on vectors of any width, which generated functions are composed of.
public static partial class VectorMath
{
    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
        => ExpFunction.Of(x);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, ILanes<T>
        => LogFunction.Of(x);

    /// <inheritdoc cref="Log1pExp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1pExp<T>(T x)
        where T : struct, ILanes<T>
        => Log1pExpFunction.Of(x);

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, ILanes<T>
        => SigmoidFunction.Of(x);

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ILanes<T>
        => TanhFunction.Of(x);

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, ILanes<T>
        => ErfFunction.Of(x);

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : struct, ILanes<T>
        => SinFunction.Of(x);

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : struct, ILanes<T>
        => CosFunction.Of(x);

    /// <summary>In each lane the larger of two values; a if they are equal, NaN if one is NaN.</summary>
    /// <typeparam name="T">The vector.</typeparam>
    /// <param name="a">A value in each lane.</param>
    /// <param name="b">Another.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T a, T b)
        where T : struct, ILanes<T>
        => T.IfEqual(b, b, T.IfLess(a, b, b, a), b);

    /// <summary>In each lane the smaller of two values; a if they are equal, NaN if one is NaN.</summary>
    /// <typeparam name="T">The vector.</typeparam>
    /// <param name="a">A value in each lane.</param>
    /// <param name="b">Another.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(T a, T b)
        where T : struct, ILanes<T>
        => T.IfEqual(b, b, T.IfLess(b, a, b, a), b);

    /// <summary>
    /// A function of few operations, compiled into the caller. For a function with an exponential in it there is <see cref="Apply{TFunction}(Vector512{float})"/>.
    /// </summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Inline<TFunction>(Vector512<float> x)
        where TFunction : struct, IFunction
        => Vector512.IsHardwareAccelerated ? TFunction.Of(new Lanes16(x)).Value
            : Vector256.IsHardwareAccelerated ? Lanes.Join(TFunction.Of(new Lanes8(x.GetLower())).Value, TFunction.Of(new Lanes8(x.GetUpper())).Value)
            : Lanes.Join(InlineHalf<TFunction>(x.GetLower()), InlineHalf<TFunction>(x.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InlineHalf<TFunction>(Vector256<float> x)
        where TFunction : struct, IFunction
        => Vector256.Create(TFunction.Of(new Lanes4(x.GetLower())).Value, TFunction.Of(new Lanes4(x.GetUpper())).Value);
}
