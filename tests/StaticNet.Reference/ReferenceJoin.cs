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
        AddAttribute => [.. x.Select(value => Sum(dy, value.Length))],
        SubtractAttribute => [dy, [.. dy.Select(static value => -value)]],
        MultiplyAttribute => Product(x, dy),
        MaximumAttribute => [Larger(dy, x[0], x[1]), Larger(dy, x[1], x[0])],
        ConcatAttribute => Parts(x, dy, samples),
        _ => throw new NotSupportedException($"The reference knows no {layer.GetType().Name}."),
    };

    /// <summary>The gradients of the factors of a product, of which one may have a number for each channel.</summary>
    public static double[][] Product(double[][] x, double[] dy)
        => [.. x.Select((factor, i) => Sum(Combine([dy, x[1 - i]], static values => values[0] * values[1]), factor.Length))];

    /// <summary>A function of values, element by element; of numbers for each channel, with all of its pixels.</summary>
    public static double[] Combine(double[][] x, Func<double[], double> function)
    {
        int length = x.Max(static value => value.Length);
        return [.. Enumerable.Range(0, length).Select(i => function([.. x.Select(value => value[i / (length / value.Length)])]))];
    }

    // The gradient of numbers for each channel is the sum over its pixels.
    private static double[] Sum(double[] dy, int length)
        => length == dy.Length ? dy : [.. dy.Chunk(dy.Length / length).Select(static pixels => pixels.Sum())];

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
