using System.Text;

namespace StaticNet.Generator.Emission;

/// <summary>Names of generated methods and locals.</summary>
internal static class Names
{
    /// <summary>The same word with a capital: <c>dense1</c> is <c>Dense1</c>, <c>conv_in</c> is <c>ConvIn</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        bool capital = true;
        foreach (char c in name)
        {
            if (c == '_')
            {
                capital = true;
                continue;
            }

            text.Append(capital ? char.ToUpperInvariant(c) : c);
            capital = false;
        }

        return text.ToString();
    }
}
