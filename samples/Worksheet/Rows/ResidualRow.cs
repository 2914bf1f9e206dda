using System.Numerics.Tensors;
using Spectre.Console;

namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>
/// Row 11: the stack of row 9 with a residual path around each layer, x + sigmoid(W x + b). [Residual] is still to come, so the
/// additions are written out here; the layers, and their gradients, are a declared network.
/// </summary>
internal static partial class ResidualRow
{
    private const int Depth = VanishingGradientRow.Depth;
    private const int Width = VanishingGradientRow.Width;

    // "x" adds a bias of 0 to what comes in and changes nothing: the gradient of that bias is the gradient of the input.
    [Network(Width)]
    [Dense(Width, Name = "x"), Dense(Width, Name = "layer"), Sigmoid]
    [MeanSquaredError]
    internal sealed partial class Block;

    public static void Solve(Sheet sheet)
    {
        var stack = new VanishingGradientRow.SigmoidStack(seed: 1);
        Block[] blocks = [.. Enumerable.Range(1, Depth).Select(layer => MakeBlock(stack, layer))];
        double[] plain = VanishingGradientRow.Norms(stack);
        double[] plainByBlocks = Norms(blocks, residual: false);
        double[] residual = Norms(blocks, residual: true);

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
                $"dense{layer}",
                $"{plain[layer - 1]:0.0000e+00}",
                Bars.Log(plain[layer - 1], "red"),
                $"{residual[layer - 1]:0.0000e+00}",
                Bars.Log(residual[layer - 1], "green"));
        }

        double difference = plain.Zip(plainByBlocks, static (whole, parts) => Math.Abs(whole - parts) / whole).Max();
        sheet.Lesson(table, $"The identity path carries the gradient past every sigmoid: all layers learn. (Chained block by block without the path, the gradients are those of the whole network to {difference:0.0e+00}.)");
    }

    private static Block MakeBlock(VanishingGradientRow.SigmoidStack stack, int layer)
    {
        var block = new Block();
        block.X.Weight.Set([.. Enumerable.Range(0, Width * Width).Select(static i => i % (Width + 1) == 0 ? 1f : 0f)]);
        block.X.Bias.Set(new float[Width]);
        stack.Parameters[$"dense{layer}.weight"].CopyTo(block.Layer.Weight);
        stack.Parameters[$"dense{layer}.bias"].CopyTo(block.Layer.Bias);
        return block;
    }

    private static double[] Norms(Block[] blocks, bool residual)
    {
        float[][] x = new float[Depth + 1][];
        x[0] = VanishingGradientRow.Inputs;
        for (int layer = 0; layer < Depth; layer++)
        {
            x[layer + 1] = new float[Width];
            blocks[layer].Forward(x[layer], x[layer + 1]);
            if (residual)
            {
                TensorPrimitives.Add(x[layer + 1], x[layer], x[layer + 1]);
            }
        }

        // dL/dy of the mean squared error of the last one's outputs.
        double[] upstream = [.. x[Depth].Zip(VanishingGradientRow.Targets, static (y, t) => 2.0 * (y - t) / Width)];
        double[] norms = new double[Depth];
        ParameterSet gradients = Block.CreateParameters();
        for (int layer = Depth - 1; layer >= 0; layer--)
        {
            // A gradient is linear in the one that comes from above, so that one may be scaled to 1 and back: it stays well above
            // the rounding of y.
            double scale = upstream.Max(Math.Abs);
            float[] y = new float[Width];
            blocks[layer].Forward(x[layer], y);

            // The loss's derivative is 2 (y - t) / N: with this target it is the gradient from above.
            float[] target = [.. y.Zip(upstream, (value, gradient) => (float)(value - (gradient / scale * Width / 2)))];
            blocks[layer].Gradient(x[layer], target, gradients);
            norms[layer] = scale * gradients["layer.weight"].Norm();
            float[] back = gradients["x.bias"].ToArray();
            upstream = [.. upstream.Zip(back, (above, through) => (scale * through) + (residual ? above : 0))];
        }

        return norms;
    }
}
