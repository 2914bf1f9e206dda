using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StaticNet;

/// <summary>
/// Draws a network as a Mermaid flowchart: a box for each layer, a frame around the parts of a layer of blocks, an arrow for each value. The border of a box
/// is wider the more the layer costs.
/// </summary>
internal sealed class MermaidPicture
{
    private const int WidestBorder = 8;

    private readonly StringBuilder _text = new();
    private readonly List<string> _edges = [];
    private readonly List<string> _styles = [];
    private readonly NetworkSummary _network;
    private readonly long _largestCost;
    private int _nodes;
    private int _frames;

    private MermaidPicture(NetworkSummary network)
    {
        _network = network;
        _largestCost = Picture.LargestCost(network);
    }

    public static string Of(NetworkSummary network)
    {
        MermaidPicture picture = new(network);
        picture._text.Append("flowchart TD\n");
        string end = picture.Chain(network.Layers, network.DeclaresInputs ? "" : picture.End("input", network.InputShape, loss: null, depth: 1), 1);
        if (!network.DeclaresOutputs)
        {
            picture.Edge(end, picture.End("output", network.OutputShape, network.Loss, depth: 1));
        }

        foreach (string line in picture._edges.Concat(picture._styles))
        {
            picture._text.Append("    ").Append(line).Append('\n');
        }

        return picture._text.ToString();
    }

    // Draws a list of layers, and returns the node that holds their output.
    private string Chain(ImmutableArray<LayerSummary> layers, string from, int depth)
    {
        List<string> nodes = [];
        foreach (LayerSummary layer in layers)
        {
            string[] inputs = [.. layer.Inputs.Select(input => input < 0 ? from : nodes[input])];
            nodes.Add(layer.Branches.IsEmpty ? Box(layer, inputs, depth) : Frame(layer, inputs[0], depth));
        }

        return nodes.Count == 0 ? from : nodes[^1];
    }

    private string Box(LayerSummary layer, string[] inputs, int depth)
    {
        if (layer.Layer is InputAttribute)
        {
            return End(layer.Name, layer.OutputShape, loss: null, depth);
        }

        string cost = Picture.Cost(layer.MultiplyAdds);
        string node = layer.Layer is OutputAttribute
            ? End(layer.Name, layer.OutputShape, _network.Outputs.First(output => output.Name == layer.Name).Loss, depth)
            : Node("[", $"{Escape(layer.Name)}<br/>{Escape(layer.Declaration)}<br/>{Picture.Shape(layer.OutputShape)}{(cost.Length > 0 ? ", " : "")}{cost}", "]", depth);
        foreach (string input in inputs)
        {
            Edge(input, node);
        }

        if (layer.MultiplyAdds > 0)
        {
            _styles.Add(string.Create(CultureInfo.InvariantCulture, $"style {node} stroke-width:{1 + (layer.MultiplyAdds * (WidestBorder - 1) / _largestCost)}px"));
        }

        return node;
    }

    // Where a network begins or ends.
    private string End(string name, ImmutableArray<int> shape, NetworkLossAttribute? loss, int depth)
        => Node("([", $"{Escape(name)}<br/>{Picture.Shape(shape)}{(loss is null ? "" : "<br/>" + Escape(NetworkSummary.Declaration(loss)))}", "])", depth);

    private string Frame(LayerSummary layer, string from, int depth)
    {
        Open($"{Escape(layer.Name)}: {Escape(layer.Declaration)}", depth);
        CompositionAttribute composition = (CompositionAttribute)layer.Layer;
        string end = from;
        if (composition.Composition == Composition.Chain)
        {
            foreach (BranchSummary branch in layer.Branches)
            {
                end = Branch(branch, end, depth + 1);
            }
        }
        else
        {
            string[] ends = [.. layer.Branches.Select(branch => Branch(branch, from, depth + 1))];
            end = Node("((", Picture.Joint(composition.Composition), "))", depth + 1);
            foreach (string branch in ends)
            {
                Edge(branch, end);
            }

            if (Picture.JoinsInput(composition.Composition, ends.Length))
            {
                Edge(from, end);
            }
        }

        Close(depth);
        return end;
    }

    // A branch with a name has a frame of its own.
    private string Branch(BranchSummary branch, string from, int depth)
    {
        if (branch.Name.Length == 0 || branch.Layers.IsEmpty)
        {
            return Chain(branch.Layers, from, depth);
        }

        Open(Escape(branch.Name), depth);
        string end = Chain(branch.Layers, from, depth + 1);
        Close(depth);
        return end;
    }

    private void Open(string label, int depth)
        => _text.Append(' ', 4 * depth).Append(CultureInfo.InvariantCulture, $"subgraph g{++_frames}[\"{label}\"]\n");

    private void Close(int depth) => _text.Append(' ', 4 * depth).Append("end\n");

    private string Node(string open, string label, string close, int depth)
    {
        string node = string.Create(CultureInfo.InvariantCulture, $"n{++_nodes}");
        _text.Append(' ', 4 * depth).Append(node).Append(open).Append('"').Append(label).Append('"').Append(close).Append('\n');
        return node;
    }

    private void Edge(string from, string to) => _edges.Add($"{from} --> {to}");

    // Mermaid's entities: characters that a label may not contain.
    private static string Escape(string text)
        => Picture.Printable(text)
            .Replace("#", "#35;", StringComparison.Ordinal)
            .Replace("&", "#38;", StringComparison.Ordinal)
            .Replace("\"", "#34;", StringComparison.Ordinal)
            .Replace("<", "#60;", StringComparison.Ordinal)
            .Replace(">", "#62;", StringComparison.Ordinal)
            .Replace("`", "#96;", StringComparison.Ordinal);
}
