namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 7: inverted dropout, as arithmetic.</summary>
internal static partial class DropoutRow
{
    [Network(4)]
    [Dense(1, Bias = false)]
    internal sealed partial class Unit;

    private static readonly float[] Inputs = [10, 10, 15, 15];

    public static void Solve(Sheet sheet)
    {
        const float Keep = 0.5f;
        var unit = new Unit();
        unit.Dense1.Weight.Set(0.5f, 0.5f, 0.5f, 0.5f);

        // Every way to drop some of four inputs, bit by bit of 0 to 15, as one batch.
        float[] masked = new float[16 * 4];
        for (int i = 0; i < masked.Length; i++)
        {
            bool kept = ((i / 4) >> (i % 4) & 1) == 1;
            masked[i] = kept ? Inputs[i % 4] / Keep : 0;
        }

        float[] outputs = new float[16];
        unit.Forward(masked, outputs);

        sheet.Row(7, "Inverted dropout, rate 0.5, a unit of weight 0.5", "inputs 10, 10, 15, 15; the second and the third are dropped");
        sheet.Figure("kept: 5 + 7.5", "12.5", Forward(unit, 10, 0, 0, 15));
        sheet.Figure("scaled by 1 / 0.5", "25", outputs[0b1001]);
        sheet.Figure("without dropout", null, Forward(unit, Inputs));
        sheet.Figure("mean over all 16 ways to drop", null, outputs.Average());
        sheet.Lesson("The scaling keeps the expectation, which is why nothing has to be scaled when the network predicts.");
    }

    private static float Forward(Unit unit, params float[] inputs)
    {
        float[] output = new float[1];
        unit.Forward(inputs, output);
        return output[0];
    }
}
