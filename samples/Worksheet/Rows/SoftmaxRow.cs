namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 1: softmax of a last layer's outputs.</summary>
internal static partial class SoftmaxRow
{
    [Network(3)]
    [Softmax]
    internal sealed partial class Probabilities;

    public static void Solve(Sheet sheet)
    {
        float[] y = new float[3];
        new Probabilities().Forward([2.0f, 1.0f, 0.1f], y);

        sheet.Row(1, "Softmax of a last layer's outputs", "x = [2.0, 1.0, 0.1]");
        sheet.Figure("y1", "0.65", y[0], correct: "0.6590");
        sheet.Figure("y2", "0.24", y[1], correct: "0.2424");
        sheet.Figure("y3", "0.91", y[2], correct: "0.0986");
        sheet.Figure("sum", null, y.Sum(static value => (double)value), correct: "1.000000");
        sheet.Lesson("The last one was misread: 0.0986, not 0.91. Probabilities add up to 1, which the three found by hand do not.");
    }
}
