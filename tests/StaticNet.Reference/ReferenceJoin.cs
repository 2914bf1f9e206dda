namespace StaticNet.Reference;

/// <summary>Layers that read several values.</summary>
internal static class ReferenceJoin
{
    public static double[] Forward(LayerAttribute layer, double[][] x, int samples) => layer switch
    {
        AddAttribute => Combine(x, static values => values.Sum()),
        SubtractAttribute => Combine(x, static values => values[0] - values[1]),
        MultiplyAttribute => Combine(x, static values => values[0] * values[1]),
        MaximumAttribute => Combine(x, static values => Math.Max(values[0], values[1])),
        ConcatAttribute => [.. Enumerable.Range(0, samples).SelectMany(n => x.SelectMany(value => Sample(value, n, samples)))],
        _ => throw new NotSupportedException($"The reference knows no {layer.GetType().Name}."),
    };

    /// <summary>The gradient of each value.</summary>
    public static double[][] Backward(LayerAttribute layer, double[][] x, double[] dy, int samples) => layer switch
    {
        AddAttribute => [.. x.Select(_ => dy)],
        SubtractAttribute => [dy, [.. dy.Select(static value => -value)]],
        MultiplyAttribute => [Combine([dy, x[1]], static values => values[0] * values[1]), Combine([dy, x[0]], static values => values[0] * values[1])],
        MaximumAttribute => [Larger(dy, x[0], x[1]), Larger(dy, x[1], x[0])],
        ConcatAttribute => Parts(x, dy, samples),
        _ => throw new NotSupportedException($"The reference knows no {layer.GetType().Name}."),
    };

    private static double[] Combine(double[][] x, Func<double[], double> function)
        => [.. Enumerable.Range(0, x[0].Length).Select(i => function([.. x.Select(value => value[i])]))];

    // Of equal ones each gets half.
    private static double[] Larger(double[] dy, double[] own, double[] other)
        => Combine([dy, own, other], static values => values[1] > values[2] ? values[0] : values[1] == values[2] ? values[0] / 2 : 0);

    private static double[][] Parts(double[][] x, double[] dy, int samples)
    {
        List<double[]> parts = [];
        int start = 0;
        foreach (double[] value in x)
        {
            int first = start;
            int length = value.Length / samples;
            parts.Add([.. Enumerable.Range(0, samples).SelectMany(n => Sample(dy, n, samples).Skip(first).Take(length))]);
            start += length;
        }

        return [.. parts];
    }

    private static IEnumerable<double> Sample(double[] values, int n, int samples)
        => values.Skip(n * (values.Length / samples)).Take(values.Length / samples);
}
