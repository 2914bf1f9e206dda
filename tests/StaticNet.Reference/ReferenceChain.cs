namespace StaticNet.Reference;

/// <summary>Layers one behind another: those of a network or of a block.</summary>
/// <param name="layers">Their descriptions in order.</param>
public sealed class ReferenceChain(IEnumerable<LayerSummary> layers)
{
    private readonly ReferenceLayer[] _layers = [.. layers.Select(ReferenceLayer.Create)];

    /// <summary>The inputs, and the outputs of every layer.</summary>
    /// <param name="x">The inputs of all samples, one after another.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name, row by row in their logical shapes.</param>
    /// <param name="statistics">In training, gets what becomes of running statistics; null for prediction.</param>
    public IReadOnlyList<double[]> Values(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]>? statistics = null)
    {
        List<double[]> values = [x];
        foreach (ReferenceLayer layer in _layers)
        {
            values.Add(statistics is null ? layer.Forward(values[^1], samples, weights) : layer.ForwardTraining(values[^1], samples, weights, statistics));
        }

        return values;
    }

    /// <summary>The gradient of the inputs; those of the layers' parameters are added to <paramref name="gradients"/>.</summary>
    /// <param name="values">The inputs, and the outputs of every layer.</param>
    /// <param name="dy">The gradient of the last layer's outputs.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name.</param>
    /// <param name="gradients">The gradients of all weights by name.</param>
    public double[] Backward(
        IReadOnlyList<double[]> values,
        double[] dy,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        for (int i = _layers.Length - 1; i >= 0; i--)
        {
            dy = _layers[i].Backward(values[i], values[i + 1], dy, samples, weights, gradients);
        }

        return dy;
    }
}
