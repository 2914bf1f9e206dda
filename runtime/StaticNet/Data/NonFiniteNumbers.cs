namespace StaticNet;

/// <summary>How numbers in a file that are not finite are treated.</summary>
public enum NonFiniteNumbers
{
    /// <summary>The file is refused; the message names the line and the column.</summary>
    Refuse,

    /// <summary>They stay as they are; a number too large for a float becomes an infinity.</summary>
    Keep,

    /// <summary>Samples with one of them among their inputs or targets are left out.</summary>
    SkipRow,
}
