namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 4: counting parameters.</summary>
internal static partial class ParameterCountRow
{
    [Network(3)]
    [Dense(4), ReLU]
    [Dense(2)]
    internal sealed partial class Small;

    public static void Solve(Sheet sheet)
    {
        sheet.Row(4, "Parameters of a 3-4-2 network with biases", "3 * 4 + 4 + 4 * 2 + 2");
        foreach (TensorDescription tensor in Small.Summary.Layers.SelectMany(static layer => layer.Parameters))
        {
            sheet.Count($"{tensor.Name} [{string.Join(", ", tensor.Shape)}]", null, tensor.Count);
        }

        sheet.Count("ParameterCount", "26", Small.ParameterCount);
        sheet.Lesson("ParameterCount is a constant of the generated class: known before the program runs.");
    }
}
