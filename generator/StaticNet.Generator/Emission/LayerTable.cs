using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>The network as a table, for the documentation of the class: what a hover shows.</summary>
internal static class LayerTable
{
    /// <summary>The table's lines.</summary>
    public static IEnumerable<string> Rows(AnalyzedNetwork network)
    {
        var rows = new List<string[]>
        {
            new[] { "layer", "kind", "output", "parameters", "multiply-adds" },
            new[] { "", "input", network.InputShape.ToString(), "", "" },
        };
        rows.AddRange(network.AllLayers.Select(static layer => layer.Branches.Count > 0
            ? new[] { layer.Name, Kind(layer.Layer), layer.Output.ToString(), "", "" }
            : new[] { layer.Name, Kind(layer.Layer), layer.Output.ToString(), Count(layer.ParameterCount), Count(layer.MultiplyAdds) }));
        if (network.Loss is not null)
        {
            rows.Add(["", network.Loss.GetType().Name, "", "", ""]);
        }

        rows.Add(["total", "", "", Count(network.ParameterCount), Count(network.MultiplyAdds)]);

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => Row(row, widths));
    }

    // Residual<BasicBlock, Projection>.
    private static string Kind(Layer layer)
        => layer is Composite composite ? $"{layer.GetType().Name}<{string.Join(", ", composite.Blocks.Select(static block => block.Name))}>" : layer.GetType().Name;

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

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
