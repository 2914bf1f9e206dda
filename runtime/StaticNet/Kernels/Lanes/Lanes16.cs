using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>16 lanes of float.</summary>
internal readonly struct Lanes16(Vector512<float> value) : ILanes<Lanes16>
{
    public Vector512<float> Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 x) => new(-x.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 a, Lanes16 b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 a, Lanes16 b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 a, Lanes16 b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator /(Lanes16 a, Lanes16 b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 FusedMultiplyAdd(Lanes16 a, Lanes16 b, Lanes16 c) => new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Abs(Lanes16 x) => new(Vector512.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Sqrt(Lanes16 x) => new(Vector512.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 CopySign(Lanes16 x, Lanes16 sign) => new(Vector512.CopySign(x.Value, sign.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 IfEqual(Lanes16 a, Lanes16 b, Lanes16 yes, Lanes16 no)
        => new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 IfLess(Lanes16 a, Lanes16 b, Lanes16 yes, Lanes16 no)
        => new(Vector512.ConditionalSelect(Vector512.LessThan(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 IfLessOrEqual(Lanes16 a, Lanes16 b, Lanes16 yes, Lanes16 no)
        => new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 AddBits(Lanes16 a, Lanes16 b) => new((a.Value.AsInt32() + b.Value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 SubtractBits(Lanes16 a, Lanes16 b) => new((a.Value.AsInt32() - b.Value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 BitsToExponent(Lanes16 x) => new(Vector512.ShiftLeft(x.Value.AsInt32(), ILanes.MantissaBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 BitToSign(Lanes16 x, int bit) => new(Vector512.ShiftLeft(x.Value.AsInt32(), 31 - bit).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 ExponentToBits(Lanes16 x) => new(Vector512.ShiftRightArithmetic(x.Value.AsInt32(), ILanes.MantissaBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 BitsToFloat(Lanes16 x) => new(Vector512.ConvertToSingle(x.Value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond(Lanes16 x, float limit) => !Vector512.LessThanOrEqualAll(Vector512.Abs(x.Value), Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes16 Map(Lanes16 x, Func<float, float> function)
    {
        Vector512<float> y = x.Value;
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            y = y.WithElement(lane, function(y[lane]));
        }

        return new(y);
    }
}
