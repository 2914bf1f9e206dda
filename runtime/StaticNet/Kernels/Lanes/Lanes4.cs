using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>4 lanes of float.</summary>
internal readonly struct Lanes4(Vector128<float> value) : ILanes<Lanes4>
{
    public Vector128<float> Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 x) => new(-x.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 a, Lanes4 b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 a, Lanes4 b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 a, Lanes4 b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 a, Lanes4 b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 FusedMultiplyAdd(Lanes4 a, Lanes4 b, Lanes4 c) => new(Vector128.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Abs(Lanes4 x) => new(Vector128.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 x) => new(Vector128.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 CopySign(Lanes4 x, Lanes4 sign) => new(Vector128.CopySign(x.Value, sign.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 IfEqual(Lanes4 a, Lanes4 b, Lanes4 yes, Lanes4 no)
        => new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 IfLess(Lanes4 a, Lanes4 b, Lanes4 yes, Lanes4 no)
        => new(Vector128.ConditionalSelect(Vector128.LessThan(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 IfLessOrEqual(Lanes4 a, Lanes4 b, Lanes4 yes, Lanes4 no)
        => new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a.Value, b.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 AddBits(Lanes4 a, Lanes4 b) => new((a.Value.AsInt32() + b.Value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 SubtractBits(Lanes4 a, Lanes4 b) => new((a.Value.AsInt32() - b.Value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 BitsToExponent(Lanes4 x) => new(Vector128.ShiftLeft(x.Value.AsInt32(), ILanes.MantissaBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 BitToSign(Lanes4 x, int bit) => new(Vector128.ShiftLeft(x.Value.AsInt32(), 31 - bit).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 ExponentToBits(Lanes4 x) => new(Vector128.ShiftRightArithmetic(x.Value.AsInt32(), ILanes.MantissaBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 BitsToFloat(Lanes4 x) => new(Vector128.ConvertToSingle(x.Value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond(Lanes4 x, float limit) => !Vector128.LessThanOrEqualAll(Vector128.Abs(x.Value), Vector128.Create(limit));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes4 Map(Lanes4 x, Func<float, float> function)
    {
        Vector128<float> y = x.Value;
        for (int lane = 0; lane < Vector128<float>.Count; lane++)
        {
            y = y.WithElement(lane, function(y[lane]));
        }

        return new(y);
    }
}
