using System.Globalization;

namespace StaticNet;

/// <summary>The cells of one column, of all rows or of some that are in memory together.</summary>
internal abstract class Cells
{
    /// <summary>Whether a cell has no value: it is null, an empty text, or a vector without numbers or with a null among them.</summary>
    public abstract bool IsNull(long row);

    /// <summary>A cell as a number; <see langword="null"/> if its text is to say which one.</summary>
    public virtual float? Number(long row) => null;

    /// <summary>A cell as text.</summary>
    public virtual ReadOnlySpan<char> Text(long row) => throw new NotSupportedException("The cells are no text.");

    /// <summary>A cell as a vector.</summary>
    public virtual ReadOnlySpan<float> Vector(long row) => throw new NotSupportedException("The cells are no vectors.");
}

/// <summary>The cells of one column of values of a type.</summary>
/// <typeparam name="T">A number, a Boolean, a date or a time, or an identifier.</typeparam>
internal abstract class Cells<T> : Cells
    where T : struct
{
    private readonly char[] _text = new char[CellText.MaxLength];

    public sealed override float? Number(long row) => CellNumber.IsNumber<T>() ? CellNumber.Of(Value(row)) : null;

    public sealed override ReadOnlySpan<char> Text(long row) => CellText.Of(Value(row), _text);

    /// <summary>The value of a cell that has one.</summary>
    protected abstract T Value(long row);
}

/// <summary>The cells of one column without a value.</summary>
internal sealed class NullCells : Cells
{
    public override bool IsNull(long row) => true;
}

/// <summary>The cells of one column of texts.</summary>
/// <param name="text">The text of a row.</param>
internal sealed class StringCells(Func<long, string?> text) : Cells
{
    public override bool IsNull(long row) => string.IsNullOrEmpty(text(row));

    public override ReadOnlySpan<char> Text(long row) => text(row);
}

/// <summary>Numbers from values of other types.</summary>
internal static class CellNumber
{
    /// <summary>Whether values of a type are numbers. Booleans are, 0 and 1.</summary>
    public static bool IsNumber<T>()
        => typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half) || typeof(T) == typeof(bool) || typeof(T) == typeof(decimal)
            || typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort)
            || typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong);

    /// <summary>The float that is nearest to a number.</summary>
    public static float Of<T>(T value)
        where T : struct
        => value switch
        {
            float number => number,
            double number => (float)number,
            Half number => (float)number,
            bool flag => flag ? 1 : 0,
            byte number => number,
            sbyte number => number,
            short number => number,
            ushort number => number,
            int number => number,
            uint number => (long)number,
            long number => number,
            ulong number => Of(number),
            decimal number => Of(number),
            _ => throw new NotSupportedException($"{typeof(T).Name} is no number."),
        };

    // By way of a double it would be rounded twice. The last bit of the half says that something has been cut off.
    private static float Of(ulong number) => number <= long.MaxValue ? (long)number : 2 * (float)(long)((number >> 1) | (number & 1));

    // The conversion of .NET goes by way of a double, too.
    private static float Of(decimal number)
    {
        Span<char> text = stackalloc char[CellText.MaxLength];
        return float.Parse(CellText.Of(number, text), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}

/// <summary>The texts of values: numbers as the shortest text that reads as the same number, <c>true</c> and <c>false</c>, dates and times by ISO 8601.</summary>
internal static class CellText
{
    /// <summary>The most characters of such a text.</summary>
    public const int MaxLength = 64;

    /// <summary>Writes the text of a value.</summary>
    public static ReadOnlySpan<char> Of<T>(T value, Span<char> text)
        where T : struct
    {
        if (value is bool flag)
        {
            return flag ? "true" : "false";
        }

        string format = value switch
        {
            DateOnly => "yyyy-MM-dd",
            TimeOnly => "HH:mm:ss.FFFFFFF",
            DateTime { TimeOfDay.Ticks: 0 } => "yyyy-MM-dd",
            DateTime => "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
            DateTimeOffset => "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz",
            _ => "",
        };
        return ((ISpanFormattable)value).TryFormat(text, out int length, format, CultureInfo.InvariantCulture)
            ? text[..length]
            : throw new NotSupportedException($"The text of a {typeof(T).Name} has more than {MaxLength} characters.");
    }
}
