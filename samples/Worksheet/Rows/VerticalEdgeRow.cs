namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 8: a convolution that finds vertical edges.</summary>
internal static partial class VerticalEdgeRow
{
    private const int Side = 6;
    private const int OutputSide = 4;

    [Network(1, Side, Side)]
    [Conv2D(1, 3, Bias = false)]
    internal sealed partial class VerticalEdge;

    public static void Solve(Sheet sheet)
    {
        var edge = new VerticalEdge();
        edge.Conv1.Weight.Set(1, 0, -1, 1, 0, -1, 1, 0, -1);
        float[] image = [.. Enumerable.Range(0, Side * Side).Select(static i => i % Side < Side / 2 ? 10f : 0f)];
        float[] outputs = new float[VerticalEdge.OutputLength];
        edge.Forward(image, outputs);

        sheet.Row(8, "A 6 x 6 image with the 3 x 3 vertical edge kernel", "left half 10, right half 0; each row of the kernel is [1, 0, -1]");
        for (int row = 0; row < OutputSide; row++)
        {
            sheet.Text($"row {row + 1}", "0 30 30 0", string.Join(' ', outputs.AsSpan(row * OutputSide, OutputSide).ToArray()));
        }

        sheet.Lesson("30 where the kernel lies across the edge, 0 where all it sees is alike. Without padding a 3 x 3 kernel makes 4 x 4 of 6 x 6.");
    }
}
