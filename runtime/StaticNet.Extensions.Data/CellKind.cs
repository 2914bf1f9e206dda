namespace StaticNet;

/// <summary>What the cells of a column can be read as.</summary>
internal enum CellKind
{
    /// <summary>Numbers, or categories.</summary>
    Number,

    /// <summary>Categories, or numbers that are written as text.</summary>
    Text,

    /// <summary>Categories only: dates and times, keys, identifiers.</summary>
    Name,

    /// <summary>Vectors of numbers.</summary>
    Vector,

    /// <summary>Nothing.</summary>
    Other,
}
