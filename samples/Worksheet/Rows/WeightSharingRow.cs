namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 10: weight sharing and sparse connections.</summary>
internal static partial class WeightSharingRow
{
    // 28 x 28 values in, 6 x 28 x 28 out, both of them.
    [Network(1, 28, 28)]
    [Conv2D(6, 5, Padding = Padding.Same)]
    internal sealed partial class Convolution;

    [Network(1, 28, 28)]
    [Flatten]
    [Dense(6 * 28 * 28)]
    internal sealed partial class FullyConnected;

    [Network(1, 28, 28)]
    [Conv2D(6, 3, Padding = Padding.Same), ReLU]
    [Conv2D(6, 3, Padding = Padding.Same)]
    internal sealed partial class TwoConvolutions;

    public static void Solve(Sheet sheet)
    {
        sheet.Row(10, "Weight sharing and sparse connections", "from 1 x 28 x 28 to 6 x 28 x 28: a 5 x 5 convolution, and a dense layer of the same size");
        sheet.Count("parameters, convolution", null, Convolution.ParameterCount, correct: "156");
        sheet.Count("parameters, dense", null, FullyConnected.ParameterCount, correct: "3,692,640");
        sheet.Count("multiply-adds, convolution", null, Convolution.MultiplyAdds, correct: "117,600");
        sheet.Count("multiply-adds, dense", null, FullyConnected.MultiplyAdds, correct: "3,687,936");
        sheet.Text("one output sees, convolution", null, ReceptiveField(Convolution.Summary), correct: "5 x 5");
        sheet.Text("one output sees, dense", null, ReceptiveField(FullyConnected.Summary), correct: "28 x 28");
        sheet.Text("one output sees, two 3 x 3 convolutions", null, ReceptiveField(TwoConvolutions.Summary), correct: "5 x 5");
        sheet.Lesson(
            $"Each of the 156 weights is used at every pixel, and each output is connected to 25 of 784 inputs: {FullyConnected.ParameterCount / Convolution.ParameterCount:N0} times fewer parameters, "
            + $"{(double)FullyConnected.MultiplyAdds / Convolution.MultiplyAdds:0.0} times fewer multiply-adds. What an output sees grows with every layer behind.");
    }

    private static string ReceptiveField(NetworkSummary summary) => string.Join(" x ", summary.Layers[^1].ReceptiveField[1..]);
}
