using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Generator.Printing;

/// <summary>Values as C# literals: the same text in every culture and on every runtime that hosts a compiler.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A collection expression: <c>[64, 10]</c>.</summary>
    public static string Of(IEnumerable<int> values) => "[" + string.Join(", ", values.Select(Of)) + "]";

    /// <summary>The shortest digits that give the same bits back: <c>0.01f</c>.</summary>
    public static string Of(float value)
    {
        if (float.IsNaN(value))
        {
            return "float.NaN";
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        if (value == 0)
        {
            // Not every runtime writes the sign of a zero.
            return double.IsNegativeInfinity(1.0 / value) ? "-0f" : "0f";
        }

        // "R" means different digits on different runtimes; nine always suffice.
        string text = "";
        for (int digits = 1; digits <= 9; digits++)
        {
            text = value.ToString("G" + Of(digits), CultureInfo.InvariantCulture);
            if (float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == value)
            {
                break;
            }
        }

        // 100 rather than 1E+02: a decimal has no exponent.
        if (Math.Abs(value) is >= 1e-5f and < 1e9f)
        {
            text = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        return text + "f";
    }
}
