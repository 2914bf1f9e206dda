namespace StaticNet;

/// <summary>How <see cref="Csv.Load"/> reads a file.</summary>
public sealed record CsvOptions
{
    /// <summary>The separator of fields; a comma by default.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>
    /// Whether the first line names the columns and holds no sample. By default, <see langword="null"/>, it does if none of its fields is a number, since a sample has some; <see cref="Dataset.InputNames"/> and
    /// <see cref="Dataset.ToString"/> say what was found. Columns that are named by numbers, such as years, have to be announced.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>The column of the label, such as <c>0</c> or <c>^1</c>, the last one and the default.</summary>
    public Index LabelColumn { get; init; } = ^1;

    /// <summary>The name of the label's column in the header, instead of <see cref="LabelColumn"/>.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>
    /// How many of the last columns are targets, for learning numbers instead of classes; there is no label then. 0 by default.
    /// </summary>
    public int TargetColumns { get; init; }

    /// <summary>
    /// The classes' names in the order of their numbers. Without them, labels that are whole numbers from 0 on (also as 0.0, 1.0) are the
    /// numbers themselves; any others are names, numbered in ordinal order. A second file of the same
    /// classes may lack one: read it with the first one's names, so that the numbers are the same.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// How numbers that are not finite are treated: <c>NaN</c>, <c>Infinity</c>, or <c>1e400</c>, which is larger than a float. They are refused by default,
    /// since one of them is enough to make all weights NaN. Text that is not a number is always refused.
    /// </summary>
    public NonFiniteNumbers NonFinite { get; init; }

    /// <summary>The most bytes that a file may hold, decompressed; 1 GiB (1,073,741,824) by default.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>
    /// How many times as large as a gzip file its content may be, from 16 MiB on; 50 by default. Text compresses to between a third and a twentieth of its size, a file
    /// made to exhaust memory to a thousandth.
    /// </summary>
    public int MaxExpansion { get; init; } = 50;

    /// <summary>The most samples that a file may hold; 100,000,000 by default.</summary>
    public int MaxRows { get; init; } = 100_000_000;

    /// <summary>The most fields of a line; 1,000,000 by default.</summary>
    public int MaxColumns { get; init; } = 1_000_000;

    /// <summary>The most characters of a line; 16,777,216 by default.</summary>
    public int MaxLineLength { get; init; } = 1 << 24;
}
