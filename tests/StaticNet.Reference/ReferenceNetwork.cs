namespace StaticNet.Reference;

/// <summary>
/// What a network means, in double precision: one obvious loop a layer, no SIMD, no fusing but of a loss with the layer before it. The
/// oracle that generated code is compared with; it shares no code with it and reads nothing but the network's summary.
/// </summary>
public sealed class ReferenceNetwork
{
    private readonly NetworkSummary _summary;
    private readonly IReadOnlyList<ReferenceLayer> _layers;
    private readonly ReferenceLoss? _loss;

    // The layers before the loss. A loss takes logits where it can: the softmax or the sigmoid before it is a part of it, and a
    // change of shape between the two is none of its business.
    private readonly IReadOnlyList<ReferenceLayer> _lossLayers;

    /// <summary>Reads a network.</summary>
    /// <param name="summary">Its description.</param>
    public ReferenceNetwork(NetworkSummary summary)
    {
        _summary = summary;
        Layers = [.. Unchain(summary.Layers)];
        _layers = [.. Layers.Select(ReferenceLayer.Create)];
        _loss = summary.Loss is null ? null : ReferenceLoss.Create(summary.Loss, OutputLength);
        LayerSummary? last = Layers.LastOrDefault(static layer => layer.Layer is not FlattenAttribute);
        bool isFused = (summary.Loss, last?.Layer) is
            (CrossEntropyAttribute, SoftmaxAttribute or LogSoftmaxAttribute) or
            (BinaryCrossEntropyAttribute, SigmoidAttribute);
        _lossLayers = isFused ? [.. _layers.Where((_, i) => Layers[i] != last)] : _layers;
    }

    /// <summary>The layers as they run one behind another: blocks in a chain are what they consist of.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>The number of values of one sample's input.</summary>
    public int InputLength => Length(_summary.InputShape);

    /// <summary>The number of values of one sample's output.</summary>
    public int OutputLength => Length(_summary.OutputShape);

    /// <summary>The tensors of a set by name, row by row in their logical shapes.</summary>
    /// <param name="set">The tensors.</param>
    public static Dictionary<string, double[]> Tensors(ParameterSet set)
    {
        Dictionary<string, double[]> tensors = [];
        foreach (TensorDescription tensor in set.Layout.Tensors)
        {
            double[] values = new double[tensor.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = set.Flat[Place(tensor, i)];
            }

            tensors.Add(tensor.Name, values);
        }

        return tensors;
    }

    /// <summary>Writes tensors into a set.</summary>
    /// <param name="tensors">All of the set's tensors by name, row by row in their logical shapes.</param>
    /// <param name="set">Where they go.</param>
    public static void Store(IReadOnlyDictionary<string, double[]> tensors, ParameterSet set)
    {
        foreach (TensorDescription tensor in set.Layout.Tensors)
        {
            double[] values = tensors[tensor.Name];
            for (int i = 0; i < tensor.Count; i++)
            {
                set.Flat[Place(tensor, i)] = (float)values[i];
            }
        }
    }

    /// <summary>Predicts.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <returns>The outputs of as many samples.</returns>
    public double[] Forward(double[] inputs, IReadOnlyDictionary<string, double[]> weights) => Values(inputs, weights)[^1];

    /// <summary>The inputs, and the outputs of every layer.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    public IReadOnlyList<double[]> Values(double[] inputs, IReadOnlyDictionary<string, double[]> weights)
        => Values(inputs, (layer, x, samples) => layer.Forward(x, samples, weights), _layers);

    /// <summary>The inputs, and the outputs of every layer as training has them.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <param name="statistics">What a training step makes of the running statistics, by name.</param>
    public IReadOnlyList<double[]> TrainingValues(
        double[] inputs, IReadOnlyDictionary<string, double[]> weights, out Dictionary<string, double[]> statistics)
        => TrainingValues(_layers, inputs, weights, out statistics);

    /// <summary>The mean loss of the samples, and its gradient for every parameter.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="targets">The targets of as many samples.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <param name="loss">The mean loss.</param>
    /// <returns>The gradients by the parameters' names, and that of the inputs as <c>input</c>.</returns>
    public Dictionary<string, double[]> Gradient(
        double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> weights, out double loss)
    {
        ReferenceLoss function = _loss ?? throw new NotSupportedException($"{_summary.Name} declares no loss.");
        int samples = inputs.Length / InputLength;

        IReadOnlyList<double[]> values = TrainingValues(_lossLayers, inputs, weights, out _);
        loss = function.Forward(values[^1], targets, samples);

        Dictionary<string, double[]> gradients = weights.ToDictionary(static tensor => tensor.Key, static tensor => new double[tensor.Value.Length]);
        double[] dy = function.Backward(values[^1], targets, samples);
        for (int i = _lossLayers.Count - 1; i >= 0; i--)
        {
            dy = _lossLayers[i].Backward(values[i], values[i + 1], dy, samples, weights, gradients);
        }

        gradients.Add("input", dy);
        return gradients;
    }

    /// <summary>The mean loss of the samples, and its gradient for every parameter.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="labels">One class a sample.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <param name="loss">The mean loss.</param>
    /// <returns>The gradients by the parameters' names, and that of the inputs as <c>input</c>.</returns>
    public Dictionary<string, double[]> Gradient(
        double[] inputs, int[] labels, IReadOnlyDictionary<string, double[]> weights, out double loss)
        => Gradient(inputs, Targets(labels), weights, out loss);

    /// <summary>
    /// What labels mean: 1 for the output of that number and 0 for the others; with a single output and an element-wise loss, the
    /// label itself.
    /// </summary>
    /// <param name="labels">One class a sample.</param>
    public double[] Targets(int[] labels)
    {
        if (OutputLength == 1 && _summary.Loss is not CrossEntropyAttribute)
        {
            return [.. labels.Select(static label => (double)label)];
        }

        double[] targets = new double[labels.Length * OutputLength];
        for (int n = 0; n < labels.Length; n++)
        {
            targets[(n * OutputLength) + labels[n]] = 1;
        }

        return targets;
    }

    private static IEnumerable<LayerSummary> Unchain(IEnumerable<LayerSummary> layers)
        => layers.SelectMany(static layer => layer.Layer is CompositionAttribute { Composition: Composition.Chain }
            ? Unchain(layer.Branches.SelectMany(static branch => branch.Layers))
            : [layer]);

    private List<double[]> TrainingValues(
        IReadOnlyList<ReferenceLayer> layers, double[] inputs, IReadOnlyDictionary<string, double[]> weights, out Dictionary<string, double[]> statistics)
    {
        Dictionary<string, double[]> moved = statistics = [];
        return Values(inputs, (layer, x, samples) => layer.ForwardTraining(x, samples, weights, moved), layers);
    }

    private List<double[]> Values(double[] inputs, Func<ReferenceLayer, double[], int, double[]> forward, IReadOnlyList<ReferenceLayer> layers)
    {
        List<double[]> values = [inputs];
        foreach (ReferenceLayer layer in layers)
        {
            values.Add(forward(layer, values[^1], inputs.Length / InputLength));
        }

        return values;
    }

    private static int Length(IEnumerable<int> shape) => shape.Aggregate(1, static (product, dimension) => product * dimension);

    // Where the i-th element, counted row by row, lies in the flat buffer.
    private static int Place(TensorDescription tensor, int i)
    {
        int place = tensor.Offset;
        for (int d = tensor.Shape.Length - 1; d >= 0; d--)
        {
            place += i % tensor.Shape[d] * tensor.Strides[d];
            i /= tensor.Shape[d];
        }

        return place;
    }
}
