using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// The names of generated files. They are the classes' full names as far as a compiler and a file system take them: the compiler
/// compares them without regard to case and allows few characters beside letters and digits, a file system takes 255 bytes.
/// Where something has to give, a hash of the full name keeps the file's name its own.
/// </summary>
internal static class HintName
{
    private const int MaximumBytes = 100;

    /// <summary>The stem for a class: <c>MyApp.Outer`1.LeNet</c>.</summary>
    public static string Of(string fullName)
    {
        string legal = new([.. fullName.Select(static character => IsLegal(character) ? character : '_')]);

        // The class's own name stands at the end, and says most. No character takes less than a byte.
        string shortened = legal.Length > MaximumBytes ? legal.Substring(legal.Length - MaximumBytes) : legal;
        while (Encoding.UTF8.GetByteCount(shortened) > MaximumBytes)
        {
            shortened = shortened.Substring(1);
        }

        return shortened == fullName ? fullName : WithHash(shortened, fullName);
    }

    /// <summary>Those of the stems, in upper case, that more than one class has when case is left out.</summary>
    public static EquatableArray<string> Crowded(IEnumerable<string> stems)
        => stems
            .GroupBy(static stem => stem.ToUpperInvariant(), System.StringComparer.Ordinal)
            .Where(static group => group.Count() > 1)
            .Select(static group => group.Key)
            .OrderBy(static stem => stem, System.StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The stem, told apart from those that differ from it in case only.</summary>
    /// <param name="stem">The stem.</param>
    /// <param name="crowded">What <see cref="Crowded"/> gives, which is in order.</param>
    public static string Unique(string stem, EquatableArray<string> crowded)
    {
        string upper = stem.ToUpperInvariant();
        (int low, int high) = (0, crowded.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(crowded[middle], upper) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low < crowded.Count && crowded[low] == upper ? WithHash(stem, stem) : stem;
    }

    private static bool IsLegal(char character) => char.IsLetterOrDigit(character) || character is '.' or '_' or '`';

    private static string WithHash(string stem, string text) => stem + "-" + Hash(text).ToString("x8", CultureInfo.InvariantCulture);

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash;
    }
}
