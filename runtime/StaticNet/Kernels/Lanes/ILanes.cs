using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>
/// The operations that the elementary functions are made of, on a vector of some width, so that a function is written once and compiled
/// for the width that the machine has.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Create(float value);

    /// <summary>In each lane, minus x.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>In each lane, a plus b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>In each lane, a minus b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>In each lane, a times b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>In each lane, a divided by b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary><c>a b + c</c>, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>In each lane, the magnitude.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>In each lane, the square root, rounded to the nearest float.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>In each lane, the magnitude of x with the sign of the other.</summary>
    static abstract TSelf CopySign(TSelf x, TSelf sign);

    /// <summary>In each lane, <c>a == b ? yes : no</c>. A comparison with NaN is false, also in the other two.</summary>
    static abstract TSelf IfEqual(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>In each lane, <c>a &lt; b ? yes : no</c>.</summary>
    static abstract TSelf IfLess(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>In each lane, <c>a &lt;= b ? yes : no</c>.</summary>
    static abstract TSelf IfLessOrEqual(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>Adds the bits as whole numbers.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>Subtracts the bits as whole numbers.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>Shifts the lowest bits up to where the exponent is.</summary>
    static abstract TSelf BitsToExponent(TSelf x);

    /// <summary>Shifts a bit, counted from the lowest, up to where the sign is. What is below the sign is of no use.</summary>
    static abstract TSelf BitToSign(TSelf x, int bit);

    /// <summary>Shifts the exponent and the sign down to the lowest bits, keeping the sign.</summary>
    static abstract TSelf ExponentToBits(TSelf x);

    /// <summary>The float of the whole number that the bits are.</summary>
    static abstract TSelf BitsToFloat(TSelf x);

    /// <summary>Whether the magnitude of a lane is above a limit, or NaN.</summary>
    static abstract bool AnyBeyond(TSelf x, float limit);

    /// <summary>Maps each lane by a method for one value.</summary>
    static abstract TSelf Map(TSelf x, Func<float, float> function);
}

/// <summary>What the widths share.</summary>
internal static class ILanes
{
    public const byte MantissaBits = 23;
}
