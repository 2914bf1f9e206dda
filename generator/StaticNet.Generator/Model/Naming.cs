using System.Text;

namespace StaticNet.Generator.Model;

/// <summary>The two spellings of a layer's name, which is any C# identifier or a path of such. Both are identifiers again, though either may be a keyword.</summary>
internal static class Naming
{
    /// <summary>
    /// As a property or method has it: <c>dense1</c> is <c>Dense1</c>, <c>output_head</c> is <c>OutputHead</c>. An underscore before
    /// anything but a letter stays: <c>conv1_2</c> is <c>Conv1_2</c>, <c>_1</c> is <c>_1</c>. A path is one word: <c>residual2.conv1</c> is
    /// <c>Residual2Conv1</c>.
    /// </summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        bool startsWord = true;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '.' || (name[i] == '_' && i + 1 < name.Length && char.IsLetter(name[i + 1])))
            {
                startsWord = true;
                continue;
            }

            text.Append(startsWord ? char.ToUpperInvariant(name[i]) : name[i]);
            startsWord = false;
        }

        return text.ToString();
    }

    /// <summary>As a parameter has it, of a name that need not be an identifier: what is none has no place in it.</summary>
    public static string Parameter(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char character in name)
        {
            text.Append(char.IsLetterOrDigit(character) || character == '_' ? character.ToString() : "");
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : Camel(text.ToString());
    }

    /// <summary>As a local has it: <c>Hidden</c> is <c>hidden</c>, <c>output_head</c> is <c>outputHead</c>. Scripts without case stay as they are.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }
}
