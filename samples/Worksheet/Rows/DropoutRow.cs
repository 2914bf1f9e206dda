namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 7: inverted dropout.</summary>
internal static partial class DropoutRow
{
    [Network(4)]
    [Dropout(0.5)]
    [Dense(1, Bias = false)]
    [MeanAbsoluteError]
    internal sealed partial class Unit;

    private const int Ways = 16;
    private static readonly float[] Inputs = [10, 10, 15, 15];

    public static void Solve(Sheet sheet)
    {
        var unit = new Unit();
        unit.Dense1.Weight.Set(0.5f, 0.5f, 0.5f, 0.5f);
        float[] outputs = TrainingOutputs(unit);

        sheet.Row(7, "Inverted dropout, rate 0.5, a unit of weight 0.5", "inputs 10, 10, 15, 15; the second and the third are dropped");
        sheet.Figure("kept: 5 + 7.5", "12.5", Predict(unit, 10, 0, 0, 15));
        sheet.Figure("scaled by 1 / 0.5, in training", "25", outputs[0b1001]);
        sheet.Figure("without dropout, in prediction", null, Predict(unit, Inputs), correct: "25.0000");
        sheet.Figure("mean over all 16 ways to drop", null, outputs.Average(), correct: "25.0000");
        sheet.Lesson("The scaling keeps the expectation, which is why nothing has to be scaled when the network predicts.");
    }

    /// <summary>What the unit makes of the inputs in training, for every way to drop some of them: bit i is set where input i is kept.</summary>
    private static float[] TrainingOutputs(Unit unit)
    {
        float?[] outputs = new float?[Ways];
        ParameterSet gradients = Unit.CreateParameters();
        while (outputs.Contains(null))
        {
            // Each call drops others. The loss |y - 0| is the output, and the gradient of a weight is what has come through to it.
            float output = unit.Gradient(Inputs, [0f], gradients);
            int way = gradients["dense1.weight"].ToArray().Select(static (input, i) => input == 0 ? 0 : 1 << i).Sum();
            outputs[way] = output;
        }

        return [.. outputs.Select(static output => output!.Value)];
    }

    private static float Predict(Unit unit, params float[] inputs)
    {
        float[] output = new float[1];
        unit.Forward(inputs, output);
        return output[0];
    }
}
