using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace StaticNet.Generator.Model;

/// <summary>The beginnings of what a message quotes: a user's text may be of any length, and a message is read.</summary>
internal static class Excerpt
{
    private const int Characters = 80;
    private const int Items = 10;

    /// <summary>A text, or its first characters and how many more there are.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Characters)
        {
            return text;
        }

        // Not between the halves of a surrogate pair.
        int kept = char.IsHighSurrogate(text[Characters - 1]) ? Characters - 1 : Characters;
        return $"{text.Substring(0, kept)}... ({Number(text.Length - kept)} more characters)";
    }

    /// <summary>A list, or its first items and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> items, string separator)
        => items.Count <= Items
            ? string.Join(separator, items.Select(Of))
            : $"{string.Join(separator, items.Take(Items).Select(Of))}{separator}... ({Number(items.Count - Items)} more)";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
