namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 2: a forward pass in which every ReLU is dead.</summary>
internal static partial class DeadReluRow
{
    [Network(2)]
    [Dense(2, Bias = false)]
    internal sealed partial class FirstLayer;

    [Network(2)]
    [Dense(2, Bias = false), ReLU]
    [Dense(3, Bias = false), ReLU]
    internal sealed partial class Hidden;

    [Network(2)]
    [Dense(2, Bias = false), ReLU]
    [Dense(3, Bias = false), ReLU]
    [Dense(2, Bias = false), Softmax]
    [CrossEntropy]
    internal sealed partial class Whole;

    private static readonly float[] W1 = [0.742f, 0.794f, 0.561f, 1.0f];
    private static readonly float[] W2 = [0.725f, 0.613f, 0.416f, 0.092f, 0.876f, 0.590f];
    private static readonly float[] W3 = [0.882f, 0.127f, 0.233f, 0.112f, 0.132f, 0.536f];
    private static readonly float[] X = [0.5f, -1.0f];

    public static void Solve(Sheet sheet)
    {
        var first = new FirstLayer();
        first.Dense1.Weight.Set(W1);
        float[] z1 = new float[2];
        first.Forward(X, z1);

        var hidden = new Hidden();
        hidden.Dense1.Weight.Set(W1);
        hidden.Dense2.Weight.Set(W2);
        float[] a2 = new float[3];
        hidden.Forward(X, a2);

        var whole = new Whole();
        whole.Dense1.Weight.Set(W1);
        whole.Dense2.Weight.Set(W2);
        whole.Dense3.Weight.Set(W3);
        float[] y = new float[2];
        whole.Forward(X, y);
        ParameterSet gradients = Whole.CreateParameters();
        whole.Gradient(X, [0], gradients);

        sheet.Row(2, "A forward pass, 2-2-3-2, no biases: ReLU, ReLU, softmax", "x = [0.5, -1.0]");
        sheet.Figure("z1[1] = 0.742 * 0.5 - 0.794", "-0.423", z1[0]);
        sheet.Figure("z1[2] = 0.561 * 0.5 - 1.0", "-0.7195", z1[1]);
        sheet.Figure("largest hidden activation", "0", a2.Max());
        sheet.Figure("y1", "0.5", y[0]);
        sheet.Figure("y2", "0.5", y[1]);
        foreach (string name in gradients.Names)
        {
            sheet.Figure($"norm of the gradient of {name}", "0", gradients[name].Norm());
        }

        sheet.Lesson("Both first units are negative, so every ReLU is dead and everything behind is 0. So is every gradient: it will never learn from this input.");
    }
}
