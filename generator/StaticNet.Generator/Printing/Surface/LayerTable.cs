using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// The network as a table, for the documentation of the class: what a hover shows. What layers are made of stands indented below them, once: blocks of
/// a repetition that are alike, and layers that stand further up with the same inputs, are not opened again. However long the network, the table is short.
/// </summary>
internal sealed class LayerTable
{
    // Behind so many rows, a table says only how it ends.
    private const int MostRows = 64;
    private const int LastRows = 12;

    private readonly List<string[]> _rows = [];
    private readonly HashSet<(Layer, Shape)> _opened = [];

    private LayerTable()
    {
    }

    /// <summary>The lines: the table, the memory, the equations.</summary>
    public static IEnumerable<string> Rows(AnalyzedNetwork network, NetworkPlan plan)
    {
        var table = new LayerTable();
        table.Add(network.Layers, prefix: "", indent: "");
        int left = table._rows.Count - MostRows;
        if (left > 0)
        {
            table._rows.RemoveRange(MostRows - LastRows, left);
            table._rows.Insert(MostRows - LastRows, ["...", $"{Count(left)} more; Summary has them all", "", "", "", ""]);
        }

        string[][] rows =
        [
            ["name", "layer", "output", "parameters", "multiply-adds", "receptive field"],
            ["", "input", network.InputShape.ToString(), "", "", ""],
            .. table._rows,
            .. network.Outputs.Where(static output => output.Loss is not null)
                .Select(static output => new[] { output.Name ?? "", AttributeExpression.Declaration(output.Loss!), "", "", "", "" }),
            ["total", "", "", Count(network.ParameterCount), Count(network.MultiplyAdds), ""],
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        string training = !network.IsTrained && !network.HasBackward ? "" : $", {(network.IsTrained ? "Gradient" : "Backward")} {Bytes(plan.TrainingBytes)}";
        return
        [
            .. rows.Select(row => Row(row, widths)),
            $"weights {Bytes(sizeof(float) * network.ParameterCount)}; scratch memory of one sample: Forward {Bytes(plan.InferenceBytes)}{training}",
            "",
            .. Equations(network),
        ];
    }

    /// <summary>As the summary writes it: <c>3.1 KiB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => FormattableString.Invariant($"{bytes} B"),
        < 1 << 20 => FormattableString.Invariant($"{bytes / (double)(1 << 10):0.0} KiB"),
        _ => FormattableString.Invariant($"{bytes / (double)(1 << 20):N1} MiB"),
    };

    /// <summary>A number of several digits in groups: <c>1,234</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private void Add(IEnumerable<AnalyzedLayer> layers, string prefix, string indent)
    {
        foreach (AnalyzedLayer layer in layers)
        {
            _rows.Add(
            [
                indent + layer.Name.Substring(prefix.Length),
                AttributeExpression.Declaration(layer.Layer),
                layer.Output.ToString(),
                Count(layer.ParameterCount),
                Count(layer.MultiplyAdds),
                new Shape(layer.ReceptiveField).ToString(),
            ]);
            if (layer.Branches.Count > 0 && _opened.Add((layer.Layer with { Name = null }, layer.Input)))
            {
                AddBranches(layer, indent + "  ");
            }
        }
    }

    private void AddBranches(AnalyzedLayer layer, string indent)
    {
        for (int i = 0; i < layer.Branches.Count; i++)
        {
            AnalyzedBranch branch = layer.Branches[i];
            if (branch.Name.Length == 0)
            {
                Add(branch.Layers, layer.Name + ".", indent);
                continue;
            }

            // Blocks of a repetition are the same block, and alike where they have the same inputs.
            int alike = 0;
            while (layer.Layer is Repeat && i + 1 < layer.Branches.Count && Input(layer.Branches[i + 1]) is { } next && next.Equals(Input(branch)))
            {
                alike++;
                i++;
            }

            _rows.Add([indent + branch.Name, alike > 0 ? $"and {Count(alike)} more like it" : "", "", "", "", ""]);
            Add(branch.Layers, $"{layer.Name}.{branch.Name}.", indent + "  ");
        }
    }

    private static Shape? Input(AnalyzedBranch branch) => branch.Layers.Count > 0 ? branch.Layers[0].Input : null;

    // One line a kind, in the order of the network.
    private static IEnumerable<string> Equations(AnalyzedNetwork network)
    {
        (string Kind, string Equation)[] equations =
        [
            .. network.AllLayers
                .Select(static layer => (layer.Layer.Kind, layer.Layer.Equation))
                .Concat(network.Losses.Select(static loss => (loss.Kind, loss.Equation)))
                .Distinct(),
        ];
        int width = equations.Length > 0 ? equations.Max(static entry => entry.Kind.Length) : 0;
        return equations.Select(entry => $"{entry.Kind.PadRight(width)}  {entry.Equation}");
    }

    // Words to the left, numbers to the right.
    private static string Row(string[] cells, int[] widths)
    {
        var row = new StringBuilder();
        for (int column = 0; column < cells.Length; column++)
        {
            row.Append(column < 3 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column])).Append("  ");
        }

        return row.ToString().TrimEnd();
    }
}
