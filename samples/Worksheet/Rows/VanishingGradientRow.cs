using Spectre.Console;

namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 9: why deep stacks of saturating units stop learning.</summary>
internal static partial class VanishingGradientRow
{
    public const int Depth = 8;
    public const int Width = 16;

#pragma warning disable STN2002 // What the warning says is what the row shows.
    [Network(Width)]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [Dense(Width), Sigmoid]
    [MeanSquaredError]
    internal sealed partial class SigmoidStack;
#pragma warning restore STN2002

#pragma warning disable STN2003 // The same stack layer by layer, but for the units.
    [Network(Width)]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [Dense(Width), ReLU]
    [MeanSquaredError]
    internal sealed partial class ReluStack;
#pragma warning restore STN2003

    /// <summary>One sample and its target: values from -1 to 1, and 1 everywhere.</summary>
    public static float[] Inputs { get; } = [.. Enumerable.Range(0, Width).Select(static i => (2f * i / (Width - 1)) - 1f)];

    public static float[] Targets { get; } = [.. Enumerable.Repeat(1f, Width)];

    public static void Solve(Sheet sheet)
    {
        double[] sigmoid = Norms(new SigmoidStack(seed: 1), static layer => $"dense{layer}.weight");
        double[] relu = Norms(new ReluStack(seed: 1), static layer => $"dense{layer}.weight");

        sheet.Row(9, "Why deep stacks of saturating units stop learning", $"{Depth} layers of {Width} units; the norm of each layer's weight gradient");
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn("layer");
        table.AddColumn(new TableColumn("sigmoid").RightAligned());
        table.AddColumn("");
        table.AddColumn(new TableColumn("ReLU").RightAligned());
        for (int layer = Depth; layer >= 1; layer--)
        {
            table.AddRow($"dense{layer}", $"{sigmoid[layer - 1]:0.0000e+00}", Bars.Log(sigmoid[layer - 1], "red"), $"{relu[layer - 1]:0.0000e+00}");
        }

        sheet.Claim("behind sigmoids every layer's gradient is smaller than the next one's", sigmoid.Zip(sigmoid.Skip(1)).All(static pair => pair.First < pair.Second));
        double ratio = Math.Pow(sigmoid[Depth - 1] / sigmoid[0], 1.0 / (Depth - 1));
        sheet.Lesson(table, $"Each sigmoid passes at most a quarter of the gradient: here it shrinks {ratio:0.0} times a layer, and the first layer gets {sigmoid[0] / sigmoid[Depth - 1]:0.0e+00} of what the last gets. (One block less is ten times less.)");
    }

    /// <summary>The norm of the gradient of each layer's weight, the first layer's first.</summary>
    public static double[] Norms<TNetwork>(TNetwork network, Func<int, string> weightOf)
        where TNetwork : class, INetwork<TNetwork>
    {
        ParameterSet gradients = TNetwork.CreateParameters();
        network.Gradient(Inputs, Targets, gradients);
        return [.. Enumerable.Range(1, Depth).Select(layer => gradients[weightOf(layer)].Norm())];
    }
}
