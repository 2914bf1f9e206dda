using System;
using System.Collections.Generic;

namespace StaticNet.Generator.Model;

/// <summary>Which of several names is probably meant by one that is not among them.</summary>
internal static class NearestName
{
    private const int MostEdits = 3;

    /// <summary>The name that takes the fewest insertions, deletions and replacements of characters, of which there may be three and half the length; null for none.</summary>
    public static string? Of(string name, IEnumerable<string> names)
    {
        string? nearest = null;
        int fewest = Math.Min(MostEdits, name.Length / 2) + 1;
        foreach (string candidate in names)
        {
            if (Math.Abs(candidate.Length - name.Length) < fewest && Edits(name, candidate, fewest) is var edits && edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }

        return nearest;
    }

    // Levenshtein's distance, in upper case; the bound where it is not below it. Beginnings whose lengths differ by as much are that far apart, and are left out.
    private static int Edits(string a, string b, int bound)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = Math.Min(j, bound);
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int first = Math.Max(1, i - bound);
            int diagonal = row[first - 1];
            row[first - 1] = first == 1 ? Math.Min(i, bound) : bound;
            int least = row[first - 1];
            for (int j = first; j <= Math.Min(b.Length, i + bound); j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(bound, Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1));
                least = Math.Min(least, row[j]);
            }

            if (least >= bound)
            {
                return bound;
            }
        }

        return row[b.Length];
    }
}
