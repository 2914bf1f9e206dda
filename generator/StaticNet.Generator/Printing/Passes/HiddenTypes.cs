using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Generator.Printing;

/// <summary>
/// The types that methods named after layers would hide in one generated file. A method hides a type of its name from expressions, where a type
/// stands before a dot (<c>Vector512.Create</c>). What stands there is read from the text that has been written, so that no list of types is kept.
/// </summary>
internal sealed class HiddenTypes
{
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _methods = new(StringComparer.Ordinal);

    private HiddenTypes()
    {
    }

    /// <summary>Writes a file, and writes it again while a method hides a type, then with the type's name kept free.</summary>
    /// <param name="write">Writes the file; gives its text, and where in it the class of the kernels begins.</param>
    public static string Avoid(Func<HiddenTypes, (string Text, int Start)> write)
    {
        var hidden = new HiddenTypes();
        while (true)
        {
            hidden._methods.Clear();
            (string text, int start) = write(hidden);
            if (!hidden.Find(text, start))
            {
                return text;
            }
        }
    }

    /// <summary>Whether a method of this name would hide a type.</summary>
    public bool Contains(string name) => _types.Contains(name);

    /// <summary>Tells of a method's name.</summary>
    public void AddMethod(string name) => _methods.Add(name);

    // Whether a method's name stands before a dot: a method has no members, so a type is meant.
    private bool Find(string text, int start)
    {
        int count = _types.Count;
        for (int line = start; line < text.Length;)
        {
            int next = text.IndexOf('\n', line) + 1;
            next = next == 0 ? text.Length : next;
            int comment = text.IndexOf("//", line, next - line, StringComparison.Ordinal);
            int end = comment < 0 ? next : comment;
            for (int dot = Dot(line); dot >= 0; dot = Dot(dot + 1))
            {
                if (Before(text, line, dot) is { Length: > 0 } name && _methods.Contains(name))
                {
                    _types.Add(name);
                }
            }

            line = next;

            int Dot(int from) => text.IndexOf('.', from, end - from);
        }

        return _types.Count > count;
    }

    // The identifier before a dot; empty where it is a member of what stands before it.
    private static string Before(string text, int line, int dot)
    {
        int first = dot;
        while (first > line && SyntaxFacts.IsIdentifierPartCharacter(text[first - 1]))
        {
            first--;
        }

        return first > line && text[first - 1] is '.' or ':' ? "" : text.Substring(first, dot - first);
    }
}
