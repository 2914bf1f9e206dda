using System.Collections.Generic;
using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Emission;

/// <summary>Names of generated methods and locals, made of what the user called the layers.</summary>
internal static class Names
{
    // What the methods call by its simple name: a method of that name would hide it.
    private static readonly HashSet<string> Called =
    [
        "Activation", "Check", "ForwardTraining", "Lanes", "Math", "MemoryMarshal", "MethodImplOptions", "Run", "Unsafe", "Vector128",
        "Vector256", "Vector512", "VectorMath", "Workspace",
    ];

    /// <summary>
    /// A method's name: the layer's property with a suffix, and a number where that is taken. It begins with a capital, in scripts
    /// without them and after an underscore too: <c>Layer層</c>.
    /// </summary>
    public static string Method(string layer, string suffix, ICollection<string> taken)
    {
        string property = LayerNames.Property(layer);
        string stem = (char.IsUpper(property[0]) ? "" : "Layer") + property + suffix;
        string name = stem;
        for (int i = 2; Called.Contains(name) || taken.Contains(name); i++)
        {
            name = stem + "Variant" + Literal.Of(i);
        }

        return name;
    }

    /// <summary>A local's name: begins with no capital, so that it never hides a method.</summary>
    public static string Local(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
