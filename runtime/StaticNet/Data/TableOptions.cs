namespace StaticNet;

/// <summary>How <see cref="CsvTable.Read"/> reads a table that is no CSV file.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// How numbers that are not finite are treated: NaN, infinities, and numbers larger than a float. They are refused by default, since one of them is enough to make all weights NaN.
    /// NaN is a number and no missing value; with <c>MissingTexts = ["NaN"]</c> in the schema it is one.
    /// </summary>
    public NonFiniteNumbers NonFinite { get; init; }

    /// <summary>The most rows that a table may have; 100,000,000 by default.</summary>
    public int MaxRows { get; init; } = 100_000_000;
}
