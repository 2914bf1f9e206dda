using System.Globalization;
using Spectre.Console;

namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 11: the stack of row 9 with a residual path around each layer, x + sigmoid(W x + b).</summary>
internal static partial class ResidualRow
{
    private const int Depth = VanishingGradientRow.Depth;
    private const int Width = VanishingGradientRow.Width;

    [Block]
    [Dense(Width), Sigmoid]
    internal abstract class Layer;

    [Network(Width)]
    [Residual<Layer>]
    [Residual<Layer>]
    [Residual<Layer>]
    [Residual<Layer>]
    [Residual<Layer>]
    [Residual<Layer>]
    [Residual<Layer>]
    [Residual<Layer>]
    [MeanSquaredError]
    internal sealed partial class ResidualStack;

    public static void Solve(Sheet sheet)
    {
        var plain = new VanishingGradientRow.SigmoidStack(seed: 1);
        var residual = new ResidualStack();
        foreach (string name in plain.Parameters.Names)
        {
            // dense3.weight is there as residual3.dense1.weight.
            string[] path = name.Split('.');
            string layer = path[0]["dense".Length..];
            plain.Parameters[name].CopyTo(residual.Parameters[$"residual{layer}.dense1.{path[1]}"]);
        }

        double[] without = VanishingGradientRow.Norms(plain, static layer => $"dense{layer}.weight");
        double[] with = VanishingGradientRow.Norms(residual, static layer => $"residual{layer}.dense1.weight");

        sheet.Row(11, "Residual connections", "the stack of row 9, the same weights, with x + sigmoid(W x + b) in place of sigmoid(W x + b)");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn("layer");
        table.AddColumn(new TableColumn("without").RightAligned());
        table.AddColumn("");
        table.AddColumn(new TableColumn("with").RightAligned());
        table.AddColumn("");
        for (int layer = Depth; layer >= 1; layer--)
        {
            table.AddRow(
                layer.ToString(CultureInfo.InvariantCulture),
                $"{without[layer - 1]:0.0000e+00}",
                Bars.Log(without[layer - 1], "red"),
                $"{with[layer - 1]:0.0000e+00}",
                Bars.Log(with[layer - 1], "green"));
        }

        double plainShare = without[0] / without[^1];
        double residualShare = with[0] / with[^1];
        sheet.Claim("with the identity path, the first layer's gradient is of the same order as the last one's", residualShare is > 0.1 and < 10);
        sheet.Claim("without it, it is more than a thousand times smaller", plainShare < 1e-3);
        sheet.Lesson(
            table,
            $"The identity path carries the gradient past every sigmoid: all layers learn. The first layer gets {residualShare:0.0} of what the last gets, and {plainShare:0.0e+00} without the path.");
    }
}
