namespace StaticNet;

/// <summary>A column before it is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells can be read as.</param>
/// <param name="Type">Their type, as the format calls it, for messages.</param>
internal sealed record ColumnType(string Name, CellKind Kind, string Type);
