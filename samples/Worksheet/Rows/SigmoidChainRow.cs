namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 5: a chain of three sigmoids and every derivative back to its input.</summary>
internal static partial class SigmoidChainRow
{
    // The layers a0, a1 and a2 add a bias of 0 to what comes by, and change nothing. The gradient of such a bias is the derivative
    // at that place; that of z1, z2 and z3 likewise. The loss is |y - 0|, whose own derivative is 1.
#pragma warning disable STN2001 // The dense layers of weight 1 hand on what is before them, and their gradients are what the row asks for.
    [Network(1)]
    [Dense(1, Name = "a0"), Dense(1, Name = "z1"), Sigmoid]
    [Dense(1, Name = "a1"), Dense(1, Name = "z2"), Sigmoid]
    [Dense(1, Name = "a2"), Dense(1, Name = "z3"), Sigmoid]
    [MeanAbsoluteError]
    internal sealed partial class Chain;
#pragma warning restore STN2001

    [Network(1)]
    [Dense(1, Bias = false), Sigmoid]
    internal sealed partial class Unit;

    public static void Solve(Sheet sheet)
    {
        var unit = new Unit();
        unit.Dense1.Weight.Set(0.5f);
        float[] a = [0.5f, 0, 0, 0];
        for (int i = 0; i < 3; i++)
        {
            unit.Forward(a.AsSpan(i, 1), a.AsSpan(i + 1, 1));
        }

        var chain = new Chain();
        foreach (string place in (ReadOnlySpan<string>)["a0", "a1", "a2"])
        {
            chain.Parameters[$"{place}.weight"].Set(1);
            chain.Parameters[$"{place}.bias"].Set(0);
        }

        foreach (string place in (ReadOnlySpan<string>)["z1", "z2", "z3"])
        {
            chain.Parameters[$"{place}.weight"].Set(0.5f);
            chain.Parameters[$"{place}.bias"].Set(0);
        }

        ParameterSet gradients = Chain.CreateParameters();
        chain.Gradient([0.5f], [0f], gradients);

        sheet.Row(5, "A chain of three sigmoids, and every derivative back to the input", "each weight 0.5, input 0.5; z = 0.5 a, a = sigmoid(z)");
        sheet.Figure("a1", "0.562", a[1], correct: "0.5622");
        sheet.Figure("a2", "0.569", a[2], correct: "0.5698");
        sheet.Figure("a3 = y", "0.590", a[3], correct: "0.5707");
        foreach ((string place, string correct) in (ReadOnlySpan<(string, string)>)[
            ("z3", "0.2450"), ("a2", "0.1225"), ("z2", "0.0300"), ("a1", "0.0150"), ("z1", "0.00370"), ("a0", "0.00185")])
        {
            sheet.Figure($"dy/d{place}", place == "a0" ? "0.00096" : null, gradients[$"{place}.bias"][0], correct);
        }

        sheet.Lesson("Two slips: the third sigmoid, and the derivative, which is a (1 - a) with the value behind the sigmoid, not z (1 - z) with the one before it.");
    }
}
