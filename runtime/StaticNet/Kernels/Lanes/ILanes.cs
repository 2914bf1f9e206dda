namespace StaticNet.Kernels;

/// <summary>
/// The operations that the elementary functions are made of, on a vector of some width, so that a function is written once and compiled
/// for the width that the machine has.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract TSelf Create(float value);

    static abstract TSelf operator -(TSelf x);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary><c>a b + c</c>, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Abs(TSelf x);

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

    /// <summary>Shifts the exponent and the sign down to the lowest bits, keeping the sign.</summary>
    static abstract TSelf ExponentToBits(TSelf x);

    /// <summary>The float of the whole number that the bits are.</summary>
    static abstract TSelf BitsToFloat(TSelf x);
}

/// <summary>What the widths share.</summary>
internal static class ILanes
{
    public const byte MantissaBits = 23;
}
