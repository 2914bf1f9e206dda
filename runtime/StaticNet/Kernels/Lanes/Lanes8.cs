using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>8 lanes of float.</summary>
internal readonly struct Lanes8(Vector256<float> value) : ILanes<Lanes8>
{
    public Vector256<float> Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 x) => new(-x.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 a, Lanes8 b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 FusedMultiplyAdd(Lanes8 a, Lanes8 b, Lanes8 c) => new(Vector256.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Abs(Lanes8 x) => new(Vector256.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 x) => new(Vector256.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 CopySign(Lanes8 x, Lanes8 sign) => new(Vector256.CopySign(x.Value, sign.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 IfEqual(Lanes8 a, Lanes8 b, Lanes8 yes, Lanes8 no)
        => new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 IfLess(Lanes8 a, Lanes8 b, Lanes8 yes, Lanes8 no)
        => new(Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 IfLessOrEqual(Lanes8 a, Lanes8 b, Lanes8 yes, Lanes8 no)
        => new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 AddBits(Lanes8 a, Lanes8 b) => new((a.Value.AsInt32() + b.Value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SubtractBits(Lanes8 a, Lanes8 b) => new((a.Value.AsInt32() - b.Value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 BitsToExponent(Lanes8 x) => new(Vector256.ShiftLeft(x.Value.AsInt32(), ILanes.MantissaBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 BitToSign(Lanes8 x, int bit) => new(Vector256.ShiftLeft(x.Value.AsInt32(), 31 - bit).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ExponentToBits(Lanes8 x) => new(Vector256.ShiftRightArithmetic(x.Value.AsInt32(), ILanes.MantissaBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 BitsToFloat(Lanes8 x) => new(Vector256.ConvertToSingle(x.Value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond(Lanes8 x, float limit) => !Vector256.LessThanOrEqualAll(Vector256.Abs(x.Value), Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes8 Map(Lanes8 x, Func<float, float> function)
    {
        Vector256<float> y = x.Value;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            y = y.WithElement(lane, function(y[lane]));
        }

        return new(y);
    }
}
