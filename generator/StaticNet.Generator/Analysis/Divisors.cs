namespace StaticNet.Generator.Analysis;

/// <summary>Numbers of groups that divide channels, to suggest instead of one that does not.</summary>
internal static class Divisors
{
    /// <summary>The largest number, up to a limit, that divides both; in as many steps as the square root of the smaller has, however large they are.</summary>
    /// <param name="one">At least 1.</param>
    /// <param name="other">At least 1.</param>
    /// <param name="limit">At least 1.</param>
    public static int LargestCommon(int one, int other, int limit)
    {
        int common = GreatestCommon(one, other), largest = 1;
        for (int low = 1; low <= common / low; low++)
        {
            if (common % low != 0)
            {
                continue;
            }

            int high = common / low;
            if (high <= limit)
            {
                return high; // the first is the largest of those above the square root
            }

            if (low <= limit)
            {
                largest = low;
            }
        }

        return largest;
    }

    // Euclid's algorithm.
    private static int GreatestCommon(int one, int other) => other == 0 ? one : GreatestCommon(other, one % other);
}
