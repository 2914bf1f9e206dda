namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 13: multiplications of two branches side by side.</summary>
internal static partial class BranchCostRow
{
    [Block]
    [Conv2D(128, 3, Padding = Padding.Same)]
    internal abstract class Three;

    [Block]
    [Conv2D(32, 5, Padding = Padding.Same)]
    internal abstract class Five;

    [Network(192, 32, 32)]
    [Concat<Three, Five>]
    internal sealed partial class Branches;

    public static void Solve(Sheet sheet)
    {
        LayerSummary concatenation = Branches.Summary.Layers[0];
        long[] branches = [.. concatenation.Branches.Select(static branch => branch.Layers.Sum(static layer => layer.MultiplyAdds))];

        sheet.Row(13, "Multiplications of two branches on an input of 192 x 32 x 32", "'same' padding: 3 x 3 with 128 filters, 5 x 5 with 32 filters");
        sheet.Count("3 x 3: 32 * 32 * 128 * 3 * 3 * 192", "226,492,416", branches[0]);
        sheet.Count("5 x 5: 32 * 32 * 32 * 5 * 5 * 192", "157,286,400", branches[1]);
        sheet.Count("MultiplyAdds", "383,778,816", Branches.MultiplyAdds);
        sheet.Text("output", null, string.Join(" x ", concatenation.OutputShape), correct: "160 x 32 x 32");
        sheet.Lesson("MultiplyAdds is a constant of the generated class. The outputs lie one behind another along the channels: 128 + 32.");
    }
}
