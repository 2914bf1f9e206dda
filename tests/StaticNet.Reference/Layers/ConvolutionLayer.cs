namespace StaticNet.Reference.Layers;

/// <summary>A sum of products of weights and inputs for each output, and a bias for each channel.</summary>
internal abstract class ConvolutionLayer(TensorNames names, int inputs, int outputs, int outputChannels, bool hasBias) : ReferenceLayer
{
    private readonly string _weight = names["weight"];
    private readonly string _bias = names["bias"];

    /// <summary>The number of output channels.</summary>
    protected int OutputChannels => outputChannels;

    /// <summary>The products of one sample: <c>y += weight x</c> for each, by their numbers in the sample and the weight.</summary>
    protected abstract IEnumerable<(int Weight, int X, int Y)> Products();

    public sealed override double[] Forward(double[] x, int samples, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] weight = weights[_weight];
        double[] y = new double[samples * outputs];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = hasBias ? weights[_bias][ChannelOf(i)] : 0;
        }

        foreach ((int w, int from, int to) in Products())
        {
            for (int n = 0; n < samples; n++)
            {
                y[(n * outputs) + to] += weight[w] * x[(n * inputs) + from];
            }
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
        double[] weight = weights[_weight];
        double[] weightGradient = gradients[_weight];
        double[] dx = new double[samples * inputs];
        foreach ((int w, int from, int to) in Products())
        {
            for (int n = 0; n < samples; n++)
            {
                weightGradient[w] += dy[(n * outputs) + to] * x[(n * inputs) + from];
                dx[(n * inputs) + from] += dy[(n * outputs) + to] * weight[w];
            }
        }

        for (int i = 0; hasBias && i < dy.Length; i++)
        {
            gradients[_bias][ChannelOf(i)] += dy[i];
        }

        return dx;
    }

    private int ChannelOf(int i) => i % outputs / (outputs / outputChannels);
}
