using System.Collections.Immutable;

namespace StaticNet;

/// <summary>A column of a table that <see cref="Csv.LoadTable"/> chooses by its name, and what becomes of its fields. It never changes.</summary>
public sealed class CsvColumn
{
    // Numbers of categories are floats.
    private const int MostCategories = 1 << 24;

    private CsvColumn(string name, CsvColumnKind kind, IEnumerable<string>? categories, MissingValues missing, UnseenCategories unseen)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Kind = kind;
        Missing = missing;
        Unseen = Enum.IsDefined(unseen) ? unseen : throw new ArgumentOutOfRangeException(nameof(unseen), unseen, "Unseen categories are refused, unknown, or their rows dropped.");
        Categories = [.. categories ?? []];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string category in Categories)
        {
            if (category is null || !seen.Add(category))
            {
                throw new ArgumentException(category is null ? "A category is null." : $"The category {Quote.Text(category)} occurs twice.", nameof(categories));
            }
        }

        if (Categories.Length > MostCategories)
        {
            throw new ArgumentException($"There are {Categories.Length} categories; {MostCategories} can be told apart.", nameof(categories));
        }

        if (missing.Kind is MissingValues.MissingKind.Mean or MissingValues.MissingKind.Constant ? kind != CsvColumnKind.Number : missing.Text is not null && kind == CsvColumnKind.Number)
        {
            throw new ArgumentException($"{missing} is not for a column of {(kind == CsvColumnKind.Number ? "numbers" : "categories")}.", nameof(missing));
        }
    }

    /// <summary>The name in the header.</summary>
    public string Name { get; }

    /// <summary>What becomes of a field.</summary>
    public CsvColumnKind Kind { get; }

    /// <summary>The categories in the order of their numbers; empty for numbers, and for those that the file itself is to tell.</summary>
    public ImmutableArray<string> Categories { get; }

    /// <summary>How rows without a value are treated.</summary>
    public MissingValues Missing { get; }

    /// <summary>How a category that is not one of <see cref="Categories"/> is treated, if there are any.</summary>
    public UnseenCategories Unseen { get; }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The name in the header.</param>
    /// <param name="missing">How rows without a number are treated; by default the file is refused.</param>
    /// <exception cref="ArgumentException"><paramref name="missing"/> is a category.</exception>
    public static CsvColumn Number(string name, MissingValues missing = default) => new(name, CsvColumnKind.Number, null, missing, default);

    /// <summary>Columns of numbers that are all there.</summary>
    /// <param name="names">The names in the header.</param>
    public static CsvColumn[] Numbers(params ReadOnlySpan<string> names)
    {
        CsvColumn[] columns = new CsvColumn[names.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Number(names[i]);
        }

        return columns;
    }

    /// <summary>A column of categories, each of which becomes a value: 1 for that of the row, 0 for the others.</summary>
    /// <param name="name">The name in the header.</param>
    /// <param name="categories">The categories; by default those of the file in ordinal order. <see cref="CsvTable.Schema"/> has them for further files.</param>
    /// <param name="missing">How rows without a category are treated; by default the file is refused.</param>
    /// <param name="unseen">How other categories than the given ones are treated; by default the file is refused.</param>
    /// <exception cref="ArgumentException">A category occurs twice, or <paramref name="missing"/> is a number.</exception>
    public static CsvColumn OneHot(string name, IEnumerable<string>? categories = null, MissingValues missing = default, UnseenCategories unseen = default)
        => new(name, CsvColumnKind.OneHot, categories, missing, unseen);

    /// <summary>A column of categories that have an order, such as sizes; a field becomes the number of its category, from 0.</summary>
    /// <param name="name">The name in the header.</param>
    /// <param name="categories">The categories in their order; by default those of the file in ordinal order. <see cref="CsvTable.Schema"/> has them for further files.</param>
    /// <param name="missing">How rows without a category are treated; by default the file is refused.</param>
    /// <param name="unseen">How other categories than the given ones are treated; by default the file is refused.</param>
    /// <exception cref="ArgumentException">A category occurs twice, or <paramref name="missing"/> is a number.</exception>
    public static CsvColumn Ordinal(string name, IEnumerable<string>? categories = null, MissingValues missing = default, UnseenCategories unseen = default)
        => new(name, CsvColumnKind.Ordinal, categories, missing, unseen);

    /// <summary>What it is: <c>sex: OneHot (female, male)</c>.</summary>
    public override string ToString()
        => $"{Quote.Name(Name)}: {Kind}" + (Categories.IsEmpty ? "" : $" ({Quote.List(Categories.Select(static category => Quote.Name(category)), Categories.Length)})")
            + (Missing == default ? "" : $", missing: {Missing}");

    /// <summary>The column as a first file has settled it, for further files.</summary>
    internal CsvColumn Settled(IEnumerable<string> categories, MissingValues missing) => new(Name, Kind, categories, missing, Unseen);
}
