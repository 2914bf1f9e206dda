using System.Globalization;
using System.Text;

namespace StaticNet;

/// <summary>
/// Text from files in messages: names, cells and keys may be of any length, so a message quotes the beginning and
/// the length.
/// </summary>
internal static class Quote
{
    /// <summary>The most characters of one text that a message quotes.</summary>
    public const int MaxLength = 48;

    /// <summary>The most characters of a list of names in a message.</summary>
    public const int MaxListLength = 600;

    private const int MaxNames = 40;
    private const int MaxMessageLength = 160;

    /// <summary>A text in quotes: <c>'dense1.weight'</c>, or its beginning and its length.</summary>
    public static string Text(ReadOnlySpan<char> text)
        => text.Length <= MaxLength ? $"'{Escaped(text)}'" : string.Create(CultureInfo.InvariantCulture, $"'{Escaped(text[..MaxLength])}...' ({text.Length} characters)");

    /// <summary>A name without quotes, or its beginning and its length.</summary>
    public static string Name(ReadOnlySpan<char> name)
        => name.Length <= MaxLength ? Escaped(name) : string.Create(CultureInfo.InvariantCulture, $"{Escaped(name[..MaxLength])}... ({name.Length} characters)");

    /// <summary>The message of another exception, which may itself quote text from a file.</summary>
    public static string Message(string message) => message.Length <= MaxMessageLength ? Escaped(message) : Escaped(message.AsSpan(0, MaxMessageLength)) + "...";

    /// <summary>A list of items of bounded length, up to a maximum length, and the number of further items.</summary>
    /// <param name="items">The items; only those shown are enumerated.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="maxLength">The most characters of the list, apart from its last item.</param>
    public static string List(IEnumerable<string> items, int count, int maxLength = MaxListLength)
    {
        StringBuilder list = new();
        int shown = 0;
        foreach (string item in items)
        {
            if (shown > 0 && (shown == MaxNames || list.Length + item.Length + 2 > maxLength))
            {
                break;
            }

            list.Append(shown > 0 ? ", " : "").Append(item);
            shown++;
        }

        return shown < count
            ? list.Append(CultureInfo.InvariantCulture, $" and {count - shown} more").ToString()
            : list.ToString();
    }

    /// <summary>Whether a text is valid Unicode: it contains no unpaired half of a surrogate pair, which UTF-8 cannot encode.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (int i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    // Control characters would break the line of a log, or be commands to a terminal; half of a surrogate pair is not text.
    private static string Escaped(ReadOnlySpan<char> text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
            if (isPair || !(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E')))
            {
                escaped?.Append(c);
                if (isPair)
                {
                    i++;
                    escaped?.Append(text[i]);
                }

                continue;
            }

            escaped ??= new StringBuilder().Append(text[..i]);
            _ = c switch
            {
                '\0' => escaped.Append(@"\0"),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                '\t' => escaped.Append(@"\t"),
                _ => escaped.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
            };
        }

        return escaped?.ToString() ?? text.ToString();
    }
}
