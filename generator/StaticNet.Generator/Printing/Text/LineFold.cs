using System;
using System.Collections.Generic;
using System.Linq;

namespace StaticNet.Generator.Printing;

/// <summary>Where a long line of C# is continued on the next: at the commas or operators of its outermost list, in a comment between words.</summary>
internal static class LineFold
{
    /// <summary>The longest line, its indentation with it.</summary>
    public const int Width = 160;

    private const int Indent = 4;

    private static readonly string[] Operators = ["+ ", "- ", "* ", "/ ", "? ", ": ", "=> ", "&& ", "|| "];

    /// <summary>The parts of a line, each with the spaces that it has before it; what has no place to be folded at stays long.</summary>
    /// <param name="line">The line without its indentation.</param>
    /// <param name="indentation">The spaces that come before it.</param>
    public static IEnumerable<(int Indentation, string Text)> Fold(string line, int indentation)
    {
        if (indentation + line.Length <= Width)
        {
            return [(indentation, line)];
        }

        // Of documentation, what begins with a tag is text; the rest is a table, or has been folded by hand.
        return line.StartsWith("/// <", StringComparison.Ordinal) ? Fill(line, Words(line, hasTags: true), "/// ", indentation, indentation)
            : line.StartsWith("// ", StringComparison.Ordinal) ? Fill(line, Words(line, hasTags: false), "// ", indentation, indentation)
            : line.StartsWith("//", StringComparison.Ordinal) ? [(indentation, line)]
            : Outermost(line) is { Count: > 0 } places ? Fill(line, places, "", indentation, indentation + Indent).SelectMany(static part => Fold(part.Text, part.Indentation))
            : [(indentation, line)];
    }

    // As many pieces to a line as have room. A break is where a piece ends, and a space follows.
    private static IEnumerable<(int Indentation, string Text)> Fill(string line, List<int> breaks, string prefix, int first, int others)
    {
        int start = 0;
        int indentation = first;
        int last = -1;
        foreach (int next in breaks)
        {
            if (last > start && Length(next) > Width)
            {
                yield return (indentation, Text(last));
                start = last + 1;
                indentation = others;
            }

            last = next;
        }

        if (last > start && Length(line.Length) > Width)
        {
            yield return (indentation, Text(last));
            start = last + 1;
            indentation = others;
        }

        yield return (indentation, Text(line.Length));

        string Text(int end) => (start > 0 ? prefix : "") + line.Substring(start, end - start);

        int Length(int end) => indentation + (start > 0 ? prefix.Length : 0) + end - start;
    }

    // The spaces of a comment, but those in a tag.
    private static List<int> Words(string line, bool hasTags)
    {
        var spaces = new List<int>();
        bool isTag = false;
        for (int i = line.IndexOf(' ') + 1; i < line.Length; i++)
        {
            isTag = hasTags && (line[i] is '<' || (isTag && line[i] is not '>'));
            if (line[i] is ' ' && !isTag)
            {
                spaces.Add(i);
            }
        }

        return spaces;
    }

    // Where a comparison has a space.
    private static bool IsGeneric(string line, int place)
        => place > 0 && place + 1 < line.Length && char.IsLetterOrDigit(line[place - 1]) && line[place + 1] != ' ';

    // The spaces behind the commas that the fewest brackets enclose; before operators, where these are outside of all commas.
    private static List<int> Outermost(string line)
    {
        var commas = new List<int>();
        var operators = new List<int>();
        (int ofCommas, int ofOperators) = (int.MaxValue, int.MaxValue);
        (int depth, int generic) = (0, 0);
        for (int i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '<' when IsGeneric(line, i):
                    depth++;
                    generic++;
                    break;
                case '>' when generic > 0:
                    depth--;
                    generic--;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '"':
                    i = EndOfString(line, i);
                    break;
                case '/' when line.IndexOf("//", i, StringComparison.Ordinal) == i:
                    i = line.Length;
                    break;
                case ' ' when line[Math.Max(0, i - 1)] == ',':
                    Add(commas, ref ofCommas, i);
                    break;
                case ' ' when i > 0 && IsOperator(line, i + 1):
                    Add(operators, ref ofOperators, i);
                    break;
            }
        }

        return ofOperators < ofCommas ? operators : commas;

        void Add(List<int> places, ref int least, int place)
        {
            if (depth < least)
            {
                places.Clear();
                least = depth;
            }

            if (depth == least)
            {
                places.Add(place);
            }
        }
    }

    private static bool IsOperator(string line, int place)
    {
        foreach (string op in Operators)
        {
            if (string.CompareOrdinal(line, place, op, 0, op.Length) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int EndOfString(string line, int start)
    {
        int i = start + 1;
        while (i < line.Length && line[i] != '"')
        {
            i += line[i] == '\\' ? 2 : 1;
        }

        return i;
    }
}
