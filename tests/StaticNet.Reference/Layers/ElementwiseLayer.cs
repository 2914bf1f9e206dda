namespace StaticNet.Reference.Layers;

/// <summary>A function of each value by itself.</summary>
internal abstract class ElementwiseLayer : ReferenceLayer
{
    protected abstract double Function(double x);

    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    protected abstract double Derivative(double x, double y);

    public sealed override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Function(x[i]);
        }

        return y;
    }

    public sealed override double[] Backward(
        double[] x,
        double[] y,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[] dx = new double[x.Length];
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = Derivative(x[i], y[i]) * dy[i];
        }

        return dx;
    }
}
