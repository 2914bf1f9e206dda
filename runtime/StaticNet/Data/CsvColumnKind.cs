namespace StaticNet;

/// <summary>What a <see cref="CsvColumn"/> makes of its fields.</summary>
public enum CsvColumnKind
{
    /// <summary>The number itself: one value.</summary>
    Number,

    /// <summary>A value for each category: 1 for that of the row, 0 for the others.</summary>
    OneHot,

    /// <summary>The number of the category, from 0: one value. For categories that have an order.</summary>
    Ordinal,
}
