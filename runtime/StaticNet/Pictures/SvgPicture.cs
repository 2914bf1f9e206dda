using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Text;

namespace StaticNet;

/// <summary>
/// Draws a network as an SVG, from top to bottom: a box for each layer, filled from the left by the ratio of its cost to that of the most expensive layer; a frame around
/// the parts of a layer of blocks; branches next to each other, joined by a sum or a concatenation. The size follows from the text, whose letters all
/// have the same width.
/// </summary>
internal sealed class SvgPicture
{
    private const int LetterWidth = 7;
    private const int BoxHeight = 38;
    private const int Gap = 16;
    private const int Margin = 12;
    private const int LabelHeight = 18;
    private const int JointRadius = 10;
    private const int Padding = 8;
    private const int LaneWidth = 14;

    private readonly long _largestCost;
    private readonly int _boxWidth;

    private SvgPicture(NetworkSummary network)
    {
        _largestCost = Picture.LargestCost(network);
        IEnumerable<int> letters = network.AllLayers
            .Where(static layer => layer.Branches.IsEmpty)
            .SelectMany(static layer => new[]
            {
                LocalName(layer).Length + CostAndShape(layer).Length + 2,
                layer.Declaration.Length,
            });
        _boxWidth = (letters.Append(20).Max() * LetterWidth) + (2 * Padding);
    }

    public static string Of(NetworkSummary network)
    {
        SvgPicture picture = new(network);
        string name = Escape(network.Name);
        Part[] begin = network.DeclaresInputs ? [] : [picture.End("input", network.InputShape, loss: null)];
        Part[] end = network.DeclaresOutputs ? [] : [picture.End("output", network.OutputShape, network.Loss)];
        Part drawing = Stack(
            [.. begin, .. network.Layers.Select(layer => picture.Ends(network, layer) ?? picture.Layer(layer)), .. end],
            [
                .. begin.Select(static _ => Array.Empty<int>()),
                .. network.Layers.Select(layer => layer.Layer is InputAttribute ? [] : layer.Inputs.Select(input => input + begin.Length).ToArray()),
                .. end.Select(_ => new[] { begin.Length + network.Layers.Length - 1 }),
            ]);
        int width = drawing.Left + drawing.Right + (2 * Margin);
        int height = drawing.Height + (2 * Margin) + LabelHeight;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}" role="img" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11">
            <title>{{name}}</title>
            <style>
            .box { fill: #ffffff; stroke: #57606a; } .cost { fill: #9ecbff; } .frame { fill: #0969da; fill-opacity: 0.05; stroke: #0969da; stroke-dasharray: 4 3; }
            .edge { fill: none; stroke: #57606a; } .name { font-weight: bold; } .right { text-anchor: end; } .middle { text-anchor: middle; } .label { fill: #0969da; stroke: #f6f8fa; stroke-width: 3px; paint-order: stroke; }
            </style>
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#57606a"/></marker></defs>
            <rect width="{{width}}" height="{{height}}" rx="6" fill="#f6f8fa"/>
            <text class="name" x="{{Margin}}" y="{{Margin + 10}}">{{name}}</text>

            """);
        drawing.Draw(text, Margin + drawing.Left, Margin + LabelHeight);
        return text.Append("</svg>\n").ToString();
    }

    private Part Layer(LayerSummary layer)
    {
        if (layer.Branches.IsEmpty)
        {
            return Box(layer);
        }

        CompositionAttribute composition = (CompositionAttribute)layer.Layer;
        Part inside = composition.Composition == Composition.Chain
            ? Stack([.. layer.Branches.Select(Branch)], [.. layer.Branches.Select(static (_, i) => new[] { i - 1 })])
            : Join(
                Picture.Joint(composition.Composition),
                [.. layer.Branches.Select(Branch), .. Picture.JoinsInput(composition.Composition, layer.Branches.Length) ? [Nothing] : Array.Empty<Part>()]);
        return Frame($"{LocalName(layer)}: {layer.Declaration}", layer.Name, inside);
    }

    // A branch with a name has a frame of its own.
    private Part Branch(BranchSummary branch)
    {
        Part layers = Stack([.. branch.Layers.Select(Layer)], [.. branch.Layers.Select(static layer => layer.Inputs.ToArray())]);
        return branch.Name.Length == 0 || branch.Layers.IsEmpty ? layers : Frame(branch.Name, null, layers);
    }

    private Part Box(LayerSummary layer)
    {
        int half = _boxWidth / 2;
        return new Part(half, half, BoxHeight, (text, x, y) =>
        {
            int left = x - half;
            long filled = layer.MultiplyAdds * (2 * half) / _largestCost;
            text.Append(CultureInfo.InvariantCulture, $"<g data-layer=\"{Escape(layer.Name)}\"><rect class=\"box\" x=\"{left}\" y=\"{y}\" width=\"{2 * half}\" height=\"{BoxHeight}\" rx=\"3\"/>");
            if (filled > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"<rect class=\"cost\" x=\"{left}\" y=\"{y}\" width=\"{filled}\" height=\"{BoxHeight}\" rx=\"3\"/>");
            }

            Text(text, "name", left + Padding, y + 15, LocalName(layer));
            Text(text, "right", left + (2 * half) - Padding, y + 15, CostAndShape(layer));
            Text(text, "", left + Padding, y + 30, layer.Declaration);
            text.Append("</g>\n");
        });
    }

    // An input or output of a network that names them.
    private Part? Ends(NetworkSummary network, LayerSummary layer) => layer.Layer switch
    {
        InputAttribute => End(layer.Name, layer.OutputShape, loss: null, isLayer: true),
        OutputAttribute => End(layer.Name, layer.OutputShape, network.Outputs.First(output => output.Name == layer.Name).Loss, isLayer: true),
        _ => null,
    };

    // Where the network begins and ends.
    private Part End(string name, ImmutableArray<int> shape, NetworkLossAttribute? loss, bool isLayer = false)
    {
        string label = $"{Escape(name)} {Picture.Shape(shape)}{(loss is null ? "" : ", " + Escape(NetworkSummary.Declaration(loss)))}";
        (string open, string close) = isLayer ? ($"<g data-layer=\"{Escape(name)}\">", "</g>") : ("", "");
        int half = Math.Max(_boxWidth, (label.Length + 2) * LetterWidth) / 2;
        return new Part(half, half, 22, (text, x, y) => text.Append(
            CultureInfo.InvariantCulture,
            $"{open}<rect class=\"box\" x=\"{x - half}\" y=\"{y}\" width=\"{2 * half}\" height=\"22\" rx=\"11\"/><text class=\"middle\" x=\"{x}\" y=\"{y + 15}\">{label}</text>{close}\n"));
    }

    // One below the other, with an arrow to each from the one above it if it reads that. What it reads from further up comes in a lane to the right of all.
    private static Part Stack(Part[] parts, int[][] inputs)
    {
        if (parts.Length == 0)
        {
            return Nothing;
        }

        (int From, int To, int Lane)[] lanes = Lanes(inputs);
        int right = parts.Max(static part => part.Right);
        int width = lanes.Length == 0 ? 0 : (lanes.Max(static lane => lane.Lane) + 1) * LaneWidth;
        return new Part(parts.Max(static part => part.Left), right + width, parts.Sum(static part => part.Height) + ((parts.Length - 1) * Gap), (text, x, y) =>
        {
            int[] tops = new int[parts.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                tops[i] = y;
                parts[i].Draw(text, x, y);
                y += parts[i].Height;
                if (i < parts.Length - 1)
                {
                    if (inputs[i + 1].Contains(i))
                    {
                        Line(text, $"M{At(x)},{At(y)} V{At(y + Gap)}", isArrow: true);
                    }

                    y += Gap;
                }
            }

            foreach ((int from, int to, int lane) in lanes)
            {
                string start = from < 0 ? $"M{At(x)},{At(tops[0])}" : $"M{At(x + parts[from].Right)},{At(tops[from] + (parts[from].Height / 2))}";
                int end = tops[to] + (parts[to].Height / 2) + (from < to - 1 ? 6 : 0);
                Line(text, $"{start} H{At(x + right + ((lane + 1) * LaneWidth) - (LaneWidth / 2))} V{At(end)} H{At(x + parts[to].Right)}", isArrow: true);
            }
        });
    }

    // The lanes of what is read from further up than the part above: each the leftmost that is free, where all before it end further up.
    private static (int From, int To, int Lane)[] Lanes(int[][] inputs)
    {
        List<(int From, int To, int Lane)> lanes = [];
        for (int to = 0; to < inputs.Length; to++)
        {
            foreach (int from in inputs[to].Where(from => from != to - 1).Distinct())
            {
                int lane = 0;
                while (lanes.Exists(other => other.Lane == lane && from <= other.To))
                {
                    lane++;
                }

                lanes.Add((from, to, lane));
            }
        }

        return [.. lanes];
    }

    // Branches next to each other. A sum is drawn below its first branch, which is the body; a concatenation in the middle.
    private static Part Join(string joint, Part[] branches)
    {
        int[] axes = new int[branches.Length];
        int width = 0;
        for (int i = 0; i < branches.Length; i++)
        {
            width += i > 0 ? Gap : 0;
            axes[i] = width + branches[i].Left;
            width += branches[i].Left + branches[i].Right;
        }

        bool isSum = joint == "+";
        int axis = isSum ? axes[0] : width / 2;
        int tallest = branches.Max(static branch => branch.Height);
        int half = isSum ? JointRadius : ((joint.Length + 2) * LetterWidth) / 2;
        return new Part(axis, width - axis, Gap + tallest + Gap + (2 * JointRadius), (text, x, y) =>
        {
            int bottom = y + Gap + tallest + Gap;
            for (int i = 0; i < branches.Length; i++)
            {
                int own = x - axis + axes[i];
                int top = y + Gap;
                if (branches[i].Height > 0)
                {
                    Line(text, $"M{At(x)},{At(y)} H{At(own)} V{At(top)}", isArrow: true);
                    branches[i].Draw(text, own, top);
                    top += branches[i].Height;
                }
                else
                {
                    // A straight line past the others.
                    Line(text, $"M{At(x)},{At(y)} H{At(own)} V{At(top)}", isArrow: false);
                }

                Line(
                    text,
                    own == x ? $"M{At(own)},{At(top)} V{At(bottom)}"
                        : isSum ? $"M{At(own)},{At(top)} V{At(bottom + JointRadius)} H{At(x + (own > x ? half : -half))}"
                        : $"M{At(own)},{At(top)} V{At(bottom - (Gap / 2))} H{At(x)} V{At(bottom)}",
                    isArrow: true);
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"box\" x=\"{x - half}\" y=\"{bottom}\" width=\"{2 * half}\" height=\"{2 * JointRadius}\" rx=\"{JointRadius}\"/><text class=\"middle\" x=\"{x}\" y=\"{bottom + 14}\">{joint}</text>\n");
        });
    }

    private static Part Frame(string label, string? layer, Part inside)
    {
        int left = inside.Left + Padding;
        int right = Math.Max(inside.Right + Padding, ((label.Length + 1) * LetterWidth) + (2 * Padding) - left);
        return new Part(left, right, inside.Height + LabelHeight + (2 * Padding), (text, x, y) =>
        {
            int height = inside.Height + LabelHeight + (2 * Padding);
            text.Append(layer is null ? "<g>" : $"<g data-layer=\"{Escape(layer)}\">");
            text.Append(CultureInfo.InvariantCulture, $"<rect class=\"frame\" x=\"{x - left}\" y=\"{y}\" width=\"{left + right}\" height=\"{height}\" rx=\"5\"/>");

            // In at the top, out at the bottom.
            Line(text, $"M{At(x)},{At(y)} V{At(y + LabelHeight + Padding)}", isArrow: false);
            inside.Draw(text, x, y + LabelHeight + Padding);
            Line(text, $"M{At(x)},{At(y + height - Padding)} V{At(y + height)}", isArrow: false);
            Text(text, "label", x - left + Padding, y + 13, label);
            text.Append("</g>\n");
        });
    }

    // A branch that passes its input on.
    private static Part Nothing => new(Padding, Padding, 0, static (_, _, _) => { });

    private static void Line(StringBuilder text, string path, bool isArrow)
        => text.Append("<path class=\"edge\" d=\"").Append(path).Append(isArrow ? "\" marker-end=\"url(#arrow)\"/>\n" : "\"/>\n");

    private static void Text(StringBuilder text, string style, int x, int y, string content)
    {
        if (content.Length > 0)
        {
            string kind = style.Length > 0 ? $" class=\"{style}\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"<text{kind} x=\"{x}\" y=\"{y}\">{Escape(content)}</text>");
        }
    }

    private static string At(int place) => place.ToString(CultureInfo.InvariantCulture);

    private static string CostAndShape(LayerSummary layer)
        => layer.MultiplyAdds > 0 ? $"{Picture.Cost(layer.MultiplyAdds)}  {Picture.Shape(layer.OutputShape)}" : Picture.Shape(layer.OutputShape);

    // The frames around it show the rest.
    private static string LocalName(LayerSummary layer) => layer.Name[(layer.Name.LastIndexOf('.') + 1)..];

    private static string Escape(string text) => SecurityElement.Escape(Picture.Printable(text));

    /// <summary>A part of the picture, positioned by the vertical line through it on which values flow.</summary>
    /// <param name="Left">How far it reaches to the left of that line.</param>
    /// <param name="Right">How far it reaches to the right of it.</param>
    /// <param name="Height">Its height.</param>
    /// <param name="Draw">Draws it: the line's x, the piece's top.</param>
    private sealed record Part(int Left, int Right, int Height, Action<StringBuilder, int, int> Draw);
}
