using System.IO.Enumeration;

namespace StaticNet;

/// <summary>Finds tensors by patterns of their names.</summary>
internal static class NamePattern
{
    /// <summary>The tensors that a pattern matches, or whose layer or block it matches.</summary>
    /// <returns>Their numbers in <see cref="ParameterLayout.Tensors"/>, at least one.</returns>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static List<int> Find(ParameterLayout layout, string pattern, string parameterName)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern, parameterName);
        List<int> found = [];
        for (int i = 0; i < layout.Names.Length; i++)
        {
            if (IsMatch(pattern, layout.Names[i]))
            {
                found.Add(i);
            }
        }

        return found.Count > 0
            ? found
            : throw new ArgumentException($"No tensor is named like {Quote.Text(pattern)}. There {(layout.Names.IsEmpty ? "are none" : "are: " + Quote.List(layout.Names, layout.Names.Length))}.", parameterName);
    }

    private static bool IsMatch(string pattern, string name)
        => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false) || FileSystemName.MatchesSimpleExpression(pattern + ".*", name, ignoreCase: false);
}
