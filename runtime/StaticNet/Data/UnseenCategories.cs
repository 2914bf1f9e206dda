namespace StaticNet;

/// <summary>How a <see cref="CsvColumn"/> treats a category that is not among the ones it has been given.</summary>
public enum UnseenCategories
{
    /// <summary>The file is refused; the message names the line, the column and the categories.</summary>
    Refuse,

    /// <summary>It is none of them: zeros in a one-hot column, -1 in an ordinal one.</summary>
    Unknown,

    /// <summary>The row is left out.</summary>
    DropRow,
}
