namespace StaticNet.Reference.Layers;

/// <summary>The mean, the sum or the largest of the values along an axis. The gradient of the largest goes to the first of several.</summary>
/// <param name="shape">The shape of x.</param>
/// <param name="reduce">The declaration.</param>
internal sealed class ReduceLayer(int[] shape, ReduceAttribute reduce) : ReferenceLayer
{
    private readonly int _count = shape[reduce.Axis];
    private readonly int _stride = shape.Skip(reduce.Axis + 1).Aggregate(1, static (product, length) => product * length);

    /// <summary>The places of the values that each output is made of.</summary>
    public IEnumerable<int[]> Places(int values)
        => Enumerable.Range(0, values / _count).Select(i => (int[])[.. Enumerable.Range(0, _count).Select(k => (i / _stride * _stride * _count) + (i % _stride) + (k * _stride))]);

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
        => [.. Places(x.Length).Select(places => places.Select(place => x[place])).Select(values => reduce switch
        {
            ReduceMeanAttribute => values.Average(),
            ReduceSumAttribute => values.Sum(),
            _ => values.Max(),
        })];

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        foreach ((int[] places, int i) in Places(x.Length).Select(static (places, i) => (places, i)))
        {
            if (reduce is ReduceMaxAttribute)
            {
                dx[places.First(place => x[place] == y[i])] = dy[i];
                continue;
            }

            foreach (int place in places)
            {
                dx[place] = dy[i] / (reduce is ReduceMeanAttribute ? _count : 1);
            }
        }

        return dx;
    }
}
