namespace StaticNet.Reference.Layers;

/// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>weight x</c>, with one learned slope.</summary>
internal sealed class PReLULayer(TensorNames names) : ReferenceLayer
{
    private readonly string _weight = names["weight"];

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double slope = weights[_weight][0];
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x[i] > 0 ? x[i] : slope * x[i];
        }

        return y;
    }

    public override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double slope = weights[_weight][0];
        double[] dx = new double[x.Length];
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
            gradients[_weight][0] += x[i] > 0 ? 0 : x[i] * dy[i];
        }

        return dx;
    }
}
