namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 3: XOR by threshold units with weights set by hand.</summary>
internal static partial class XorRow
{
#pragma warning disable STN2011 // The weights are set by hand, and that the gradient is zero is what the row shows.
    [Network(2)]
    [Dense(2), Step]
    [Dense(1), Step]
    [MeanSquaredError]
    internal sealed partial class Xor;
#pragma warning restore STN2011

    // y = x + bias: the gradient of the bias is the sum of dL/dy over the samples.
    [Network(1)]
    [Dense(1)]
    [MeanSquaredError]
    internal sealed partial class Outputs;

    public static void Solve(Sheet sheet)
    {
        float[] x = [0, 0, 0, 1, 1, 0, 1, 1];
        float[] y = [0, 1, 1, 0];

        var xor = new Xor();
        xor.Dense1.Weight.Set(1, 1, 1, 1);
        xor.Dense1.Bias.Set(0, -1);
        xor.Dense2.Weight.Set(1, -2);
        xor.Dense2.Bias.Set(0);
        float[] outputs = new float[4];
        xor.Forward(x, outputs);
        ParameterSet gradients = Xor.CreateParameters();
        float loss = xor.Gradient(x, y, gradients);

        sheet.Row(3, "XOR by two hidden step units and one step output", "hidden: [1, 1] with bias 0, [1, 1] with bias -1; output: [1, -2]");
        for (int sample = 0; sample < 4; sample++)
        {
            sheet.Figure($"{x[2 * sample]} xor {x[(2 * sample) + 1]}", $"{y[sample]}", outputs[sample]);
        }

        sheet.Figure("mean squared error", "0", loss);
        sheet.Figure("norm of all gradients", "0", Math.Sqrt(gradients.Names.Sum(name => Math.Pow(gradients[name].Norm(), 2))));
        sheet.Figure("dL/dy, summed over the four samples", "0", OutputGradient(outputs, y));
        sheet.Figure("dL/dy, had it said 1 xor 1 = 1", null, OutputGradient([0, 1, 1, 1], y), correct: "0.5");
        sheet.Lesson("dL/dy is 2 (y_hat - y) / N: nothing where all four are right, 2 (1 - 0) / 4 for one wrong answer. And a step passes no gradient on, right or wrong: such a network is set by hand, not trained.");
    }

    private static float OutputGradient(float[] outputs, float[] targets)
    {
        var network = new Outputs();
        network.Dense1.Weight.Set(1);
        network.Dense1.Bias.Set(0);
        ParameterSet gradients = Outputs.CreateParameters();
        network.Gradient(outputs, targets, gradients);
        return gradients["dense1.bias"][0];
    }
}
