using System.Globalization;

namespace StaticNet;

/// <summary>How a <see cref="CsvColumn"/> treats rows without a value: an empty field, or one of <see cref="CsvSchema.MissingTexts"/>.</summary>
public readonly record struct MissingValues
{
    private MissingValues(MissingKind kind, float number = 0, string? text = null) => (Kind, Number, Text) = (kind, number, text);

    /// <summary>The file is refused, and the message names the line and the column. The default.</summary>
    public static MissingValues Refuse => default;

    /// <summary>The row is left out.</summary>
    public static MissingValues DropRow => new(MissingKind.DropRow);

    /// <summary>
    /// The mean of the column's other values, finite ones only. In <see cref="CsvTable.Schema"/> it is a constant, so that further files are treated with the mean of the first. For numbers.
    /// </summary>
    public static MissingValues Mean => new(MissingKind.Mean);

    internal MissingKind Kind { get; }

    internal float Number { get; }

    internal string? Text { get; }

    /// <summary>A number in place of the value. For numbers.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN or infinite.</exception>
    public static MissingValues Constant(float value)
        => float.IsFinite(value) ? new(MissingKind.Constant, value) : throw new ArgumentOutOfRangeException(nameof(value), value, "A finite number is needed.");

    /// <summary>A category in place of the value, which may be one that the file has, or one of its own such as <c>unknown</c>. For categories.</summary>
    /// <param name="name">The category.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static MissingValues Category(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(MissingKind.Category, text: name);
    }

    /// <summary>As it is written: <c>Constant(0.5)</c>.</summary>
    public override string ToString() => Kind switch
    {
        MissingKind.Constant => string.Create(CultureInfo.InvariantCulture, $"Constant({Number})"),
        MissingKind.Category => $"Category({Quote.Name(Text)})",
        _ => Kind.ToString(),
    };

    internal enum MissingKind
    {
        Refuse,
        DropRow,
        Mean,
        Constant,
        Category,
    }
}
