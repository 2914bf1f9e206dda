namespace StaticNet.Reference.Layers;

/// <summary><c>y = W x + b</c> with W of shape <c>[outputs, inputs]</c>.</summary>
internal sealed class DenseLayer(TensorNames names, int inputs, int outputs, bool hasBias) : ReferenceLayer
{
    private readonly string _weight = names["weight"];
    private readonly string _bias = names["bias"];

    public override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] weight = weights[_weight];
        double[] y = new double[samples * outputs];
        for (int n = 0; n < samples; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = hasBias ? weights[_bias][o] : 0;
                for (int i = 0; i < inputs; i++)
                {
                    sum += weight[(o * inputs) + i] * x[(n * inputs) + i];
                }

                y[(n * outputs) + o] = sum;
            }
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
        double[] weight = weights[_weight];
        double[] weightGradient = gradients[_weight];
        double[] dx = new double[samples * inputs];
        for (int n = 0; n < samples; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double d = dy[(n * outputs) + o];
                for (int i = 0; i < inputs; i++)
                {
                    weightGradient[(o * inputs) + i] += d * x[(n * inputs) + i];
                    dx[(n * inputs) + i] += d * weight[(o * inputs) + i];
                }

                if (hasBias)
                {
                    gradients[_bias][o] += d;
                }
            }
        }

        return dx;
    }
}
