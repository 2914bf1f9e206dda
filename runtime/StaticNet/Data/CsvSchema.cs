namespace StaticNet;

/// <summary>Which columns of a table are inputs, and which one is the label or which ones are targets, by their names in the header.</summary>
/// <example>
/// <code>
/// CsvTable training = Csv.LoadTable("titanic.csv", new CsvSchema
/// {
///     Inputs = [CsvColumn.Number("age", MissingValues.Mean), CsvColumn.Number("fare"), CsvColumn.OneHot("sex")],
///     Label = "survived",
/// });
/// CsvTable test = Csv.LoadTable("test.csv", training.Schema);     // the same categories, and the mean of the first file
/// </code>
/// </example>
public sealed record CsvSchema
{
    /// <summary>The inputs, in the order in which the network sees them. If there are none, all columns but the label and the targets are numbers, in the order of the file.</summary>
    public IReadOnlyList<CsvColumn> Inputs { get; init; } = [];

    /// <summary>The name of the label's column; <see langword="null"/> for a table with targets, or with neither.</summary>
    public string? Label { get; init; }

    /// <summary>The targets, for learning numbers instead of classes.</summary>
    public IReadOnlyList<CsvColumn> Targets { get; init; } = [];

    /// <summary>The classes' names in the order of their numbers, as <see cref="CsvOptions.ClassNames"/>.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Whether rows without a label are left out; by default the file is refused.</summary>
    public bool DropUnlabelled { get; init; }

    /// <summary>Fields that stand for a missing value, such as <c>NA</c> or <c>?</c>, in addition to empty ones.</summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = [];

    /// <summary>
    /// The most categories of a column that the file itself tells; 1,000 by default. A column of more is usually no category but a number or a key, and a one-hot column makes as many inputs.
    /// </summary>
    public int MaxCategories { get; init; } = 1000;

    /// <summary>The same inputs without a label and targets, for files of samples to predict.</summary>
    public CsvSchema WithoutOutputs() => this with { Label = null, Targets = [], ClassNames = null, DropUnlabelled = false };

    /// <summary>The values of a sample's input; <see langword="null"/> where the file decides, as for a schema without inputs, or a one-hot column without categories.</summary>
    internal int? InputLength
        => Inputs.Count == 0 || Inputs.Any(static column => column.Kind == CsvColumnKind.OneHot && column.Categories.IsEmpty)
            ? null
            : Inputs.Sum(static column => column.Kind == CsvColumnKind.OneHot ? column.Categories.Length : 1);

    /// <summary>Whether a field stands for a missing value.</summary>
    internal bool IsMissing(ReadOnlySpan<char> field)
    {
        for (int i = 0; i < MissingTexts.Count; i++)
        {
            if (field.SequenceEqual(MissingTexts[i]))
            {
                return true;
            }
        }

        return field.IsEmpty;
    }

    /// <exception cref="ArgumentException">Something contradicts itself.</exception>
    internal void ThrowIfContradictory()
    {
        if (MaxCategories is < 1 or > 1 << 24)
        {
            throw new ArgumentOutOfRangeException("schema", MaxCategories, $"{nameof(MaxCategories)} has to be from 1 to {1 << 24}.");
        }

        if (Inputs is null || Targets is null || MissingTexts is null || Inputs.Contains(null!) || Targets.Contains(null!) || MissingTexts.Contains(null!))
        {
            throw new ArgumentException("A column, a text or a list of them is null.", "schema");
        }

        if (Label is not null && Targets.Count > 0)
        {
            throw new ArgumentException($"A sample has either a label or targets, but got the label {Quote.Text(Label)} and {Targets.Count} targets.", "schema");
        }

        if (Label is null && (ClassNames is not null || DropUnlabelled))
        {
            throw new ArgumentException("There are settings of the label, but no label.", "schema");
        }

        if (Inputs.FirstOrDefault(column => column.Name == Label || Targets.Any(target => target.Name == column.Name)) is { } both)
        {
            throw new ArgumentException($"The column {Quote.Text(both.Name)} is an input and the {(Label is null ? "target" : "label")}: the network would see what it is to predict.", "schema");
        }
    }
}
