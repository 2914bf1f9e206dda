namespace StaticNet.Reference.Layers;

/// <summary><c>y[j, i, ...] = x[i, j, ...]</c>.</summary>
/// <param name="shape">The shape of x.</param>
/// <param name="first">One axis.</param>
/// <param name="second">The other one.</param>
internal sealed class TransposeLayer(int[] shape, int first, int second) : ReferenceLayer
{
    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights) => [.. Places(samples).Select(place => x[place])];

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        foreach ((int place, int i) in Places(samples).Select(static (place, i) => (place, i)))
        {
            dx[place] = dy[i];
        }

        return dx;
    }

    // Where each value of y is in x.
    private IEnumerable<int> Places(int samples)
    {
        int[] strides = new int[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; stride *= shape[axis--])
        {
            strides[axis] = stride;
        }

        int length = strides[0] * shape[0];
        int[] order = [.. Enumerable.Range(0, shape.Length).Select(axis => axis == first ? second : axis == second ? first : axis)];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int i = 0; i < length; i++)
            {
                int place = sample * length;
                for (int axis = shape.Length - 1, rest = i; axis >= 0; rest /= shape[order[axis--]])
                {
                    place += rest % shape[order[axis]] * strides[order[axis]];
                }

                yield return place;
            }
        }
    }
}
