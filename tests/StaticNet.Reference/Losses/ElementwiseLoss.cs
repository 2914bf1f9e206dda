namespace StaticNet.Reference.Losses;

/// <summary>The mean over samples and outputs of a function of each output and its target.</summary>
internal abstract class ElementwiseLoss : ReferenceLoss
{
    protected abstract double Function(double y, double t);

    protected abstract double Derivative(double y, double t);

    public sealed override double Forward(double[] y, double[] t, int samples)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += Function(y[i], t[i]);
        }

        return sum / y.Length;
    }

    public sealed override double[] Backward(double[] y, double[] t, int samples)
    {
        double[] dy = new double[y.Length];
        for (int i = 0; i < dy.Length; i++)
        {
            dy[i] = Derivative(y[i], t[i]) / y.Length;
        }

        return dy;
    }
}
