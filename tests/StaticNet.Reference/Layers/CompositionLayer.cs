namespace StaticNet.Reference.Layers;

/// <summary>
/// Blocks one behind another, or side by side on the same inputs with their outputs added or, sample by sample, one behind another. A sum of one
/// adds the inputs, and a gate multiplies by them.
/// </summary>
internal sealed class CompositionLayer(Composition composition, ReferenceGraph[] branches) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
        => Join(x, samples, [.. Values(x, samples, weights).Select(static values => values[^1])]);

    public override double[] ForwardTraining(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]> statistics)
        => Join(x, samples, [.. Values(x, samples, weights, statistics).Select(static values => values[^1])]);

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        IReadOnlyList<IReadOnlyList<double[]>> values = Values(x, samples, weights, new Dictionary<string, double[]>());
        if (composition == Composition.Chain)
        {
            for (int i = branches.Length - 1; i >= 0; i--)
            {
                dy = branches[i].Backward(values[i], [(branches[i].Layers.Count - 1, dy)], samples, weights, gradients);
            }

            return dy;
        }

        if (composition == Composition.Gate)
        {
            double[][] factors = ReferenceJoin.Product([x, values[0][^1]], dy);
            double[] gate = branches[0].Backward(values[0], [(branches[0].Layers.Count - 1, factors[1])], samples, weights, gradients);
            return [.. factors[0].Zip(gate, static (own, through) => own + through)];
        }

        double[] dx = composition == Composition.Sum && branches.Length == 1 ? [.. dy] : new double[x.Length];
        int start = 0;
        for (int i = 0; i < branches.Length; i++)
        {
            int length = values[i][^1].Length / samples;
            double[] part = composition == Composition.Sum ? dy : Part(dy, samples, start, length);
            double[] through = branches[i].Backward(values[i], [(branches[i].Layers.Count - 1, part)], samples, weights, gradients);
            for (int k = 0; k < dx.Length; k++)
            {
                dx[k] += through[k];
            }

            start += length;
        }

        return dx;
    }

    private List<IReadOnlyList<double[]>> Values(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]>? statistics = null)
    {
        List<IReadOnlyList<double[]>> values = [];
        foreach (ReferenceGraph branch in branches)
        {
            double[] input = composition == Composition.Chain && values.Count > 0 ? values[^1][^1] : x;
            values.Add(branch.Values(input, samples, weights, statistics));
        }

        return values;
    }

    private double[] Join(double[] x, int samples, double[][] outputs) => composition switch
    {
        Composition.Chain => outputs[^1],
        Composition.Sum => [.. outputs[0].Zip(outputs.Length > 1 ? outputs[1] : x, static (body, shortcut) => body + shortcut)],
        Composition.Gate => ReferenceJoin.Combine([x, outputs[0]], static values => values[0] * values[1]),
        _ => [.. Enumerable.Range(0, samples).SelectMany(n => outputs.SelectMany(output => Sample(output, n, samples)))],
    };

    private static double[] Part(double[] dy, int samples, int start, int length)
        => [.. Enumerable.Range(0, samples).SelectMany(n => Sample(dy, n, samples).Skip(start).Take(length))];

    private static IEnumerable<double> Sample(double[] values, int n, int samples)
        => values.Skip(n * (values.Length / samples)).Take(values.Length / samples);
}
