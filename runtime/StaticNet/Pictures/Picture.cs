using System.Globalization;
using System.Text;
using System.Xml;

namespace StaticNet;

/// <summary>The texts and numbers that both kinds of pictures share.</summary>
internal static class Picture
{
    /// <summary><c>(6, 28, 28)</c>.</summary>
    public static string Shape(IEnumerable<int> shape)
        => "(" + string.Join(", ", shape.Select(static length => length.ToString(CultureInfo.InvariantCulture))) + ")";

    /// <summary><c>117.6 k multiply-adds</c>: the multiply-adds of a layer, empty for none.</summary>
    public static string Cost(long multiplyAdds) => multiplyAdds switch
    {
        0 => "",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds} multiply-adds"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds / 1e3:0.0} k multiply-adds"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds / 1e6:0.0} M multiply-adds"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds / 1e9:0.0} G multiply-adds"),
    };

    /// <summary>The largest cost of one layer in the network, at least 1, to which the costs of the others are compared.</summary>
    public static long LargestCost(NetworkSummary network)
        => network.AllLayers.Where(static layer => layer.Branches.IsEmpty).Select(static layer => layer.MultiplyAdds).Append(1).Max();

    /// <summary>How the join of branches is drawn: <c>+</c> for a sum.</summary>
    public static string Joint(Composition composition) => composition switch
    {
        Composition.Sum => "+",
        Composition.Gate => "×",
        _ => "concat",
    };

    /// <summary>Whether what goes into a layer is one of the values that are joined at its end: in a gate, and in a residual without a shortcut.</summary>
    public static bool JoinsInput(Composition composition, int branches) => composition == Composition.Gate || (composition == Composition.Sum && branches == 1);

    /// <summary>Text without the characters that no document may contain: control characters and halves of surrogate pairs.</summary>
    public static string Printable(string text)
    {
        StringBuilder printable = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                printable.Append(text[i]).Append(text[++i]);
            }
            else
            {
                printable.Append(XmlConvert.IsXmlChar(text[i]) && !char.IsControl(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return printable.ToString();
    }
}
