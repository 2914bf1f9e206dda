namespace StaticNet.Reference;

/// <summary>
/// What a network means, in double precision: one obvious loop a layer, no SIMD, no fusing but of a loss with the layer before it. The
/// oracle that generated code is compared with; it shares no code with it and reads nothing but the network's summary.
/// </summary>
public sealed class ReferenceNetwork
{
    private readonly NetworkSummary _summary;
    private readonly List<TrainedOutput> _trained = [];
    private readonly int[] _outputLayers;

    /// <summary>Reads a network.</summary>
    /// <param name="summary">Its description.</param>
    public ReferenceNetwork(NetworkSummary summary)
    {
        _summary = summary;
        Graph = ReferenceGraph.OfParts(summary.Layers, Dropout);
        _outputLayers = [.. summary.Outputs.Select(Layer)];
        foreach ((OutputSummary output, int layer) in summary.Outputs.Zip(_outputLayers))
        {
            if (output.Loss is { } loss)
            {
                _trained.Add(new(output, ReferenceLoss.Create(loss, output.Shape, output.LossFunction, summary.Outputs.Count(static output => output.Loss is not null) == 1), LossLayer(loss, layer)));
            }
        }
    }

    /// <summary>The layers, and what they read: blocks in a chain are what they consist of.</summary>
    public ReferenceGraph Graph { get; }

    /// <summary>What the masks of dropout depend on: a new network's, until it is changed.</summary>
    public DropoutState Dropout { get; } = new();

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
    public double[] Forward(double[] inputs, IReadOnlyDictionary<string, double[]> weights) => Outputs(Values(inputs, weights), inputs.Length / InputLength);

    /// <summary>The outputs among the values of all layers, those of a sample one behind another.</summary>
    /// <param name="values">The inputs, and the outputs of every layer.</param>
    /// <param name="samples">The number of samples.</param>
    public double[] Outputs(IReadOnlyList<double[]> values, int samples)
    {
        double[][] outputs = [.. _outputLayers.Select(layer => values[layer + 1])];
        return outputs.Length == 1 ? outputs[0]
            : [.. Enumerable.Range(0, samples).SelectMany(n => outputs.SelectMany(output => output.Skip(n * (output.Length / samples)).Take(output.Length / samples)))];
    }

    /// <summary>The inputs, and the outputs of every layer.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    public IReadOnlyList<double[]> Values(double[] inputs, IReadOnlyDictionary<string, double[]> weights)
        => Graph.Values(inputs, inputs.Length / InputLength, weights);

    /// <summary>The inputs, and the outputs of every layer as training has them.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <param name="statistics">What a training step makes of the running statistics, by name.</param>
    public IReadOnlyList<double[]> TrainingValues(
        double[] inputs, IReadOnlyDictionary<string, double[]> weights, out Dictionary<string, double[]> statistics)
    {
        statistics = [];
        return Graph.Values(inputs, inputs.Length / InputLength, weights, statistics);
    }

    /// <summary>The mean loss of the samples, and its gradient for every parameter.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="targets">The targets of as many samples.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <param name="loss">The mean loss.</param>
    /// <returns>The gradients by the parameters' names, and that of the inputs as <c>input</c>.</returns>
    public Dictionary<string, double[]> Gradient(
        double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> weights, out double loss)
    {
        if (_trained.Count == 0)
        {
            throw new NotSupportedException($"{_summary.Name} declares no loss.");
        }

        int samples = inputs.Length / InputLength;
        IReadOnlyList<double[]> values = TrainingValues(inputs, weights, out _);
        List<(int Layer, double[] Gradient)> outputs = [];
        loss = 0;
        foreach (TrainedOutput output in _trained)
        {
            double[] y = values[output.Layer + 1];
            double[] t = ReferenceGraph.Part(targets, samples, output.Summary.TargetOffset, output.Summary.Length);
            double weight = output.Summary.Loss!.Weight;
            loss += weight * output.Loss.Forward(y, t, samples);
            outputs.Add((output.Layer, [.. output.Loss.Backward(y, t, samples).Select(value => weight * value)]));
        }

        Dictionary<string, double[]> gradients = weights.ToDictionary(static tensor => tensor.Key, static tensor => new double[tensor.Value.Length]);
        double[] dy = Graph.Backward(values, outputs, samples, weights, gradients);
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

    /// <summary>What the gradients of the outputs give, summed over the samples.</summary>
    /// <param name="inputs">Any number of samples, one after another.</param>
    /// <param name="outputGradients">The gradients of the outputs of as many samples.</param>
    /// <param name="weights">The weights by name, row by row in their logical shapes.</param>
    /// <returns>The gradients by the parameters' names, and that of the inputs as <c>input</c>.</returns>
    public Dictionary<string, double[]> Backward(double[] inputs, double[] outputGradients, IReadOnlyDictionary<string, double[]> weights)
    {
        int samples = inputs.Length / InputLength;
        Dictionary<string, double[]> gradients = weights.ToDictionary(static tensor => tensor.Key, static tensor => new double[tensor.Value.Length]);
        double[] dx = Graph.Backward(
            TrainingValues(inputs, weights, out _),
            _summary.Outputs.Zip(_outputLayers, (output, layer) => (layer, ReferenceGraph.Part(outputGradients, samples, output.Offset, output.Length))),
            samples,
            weights,
            gradients);
        gradients.Add("input", dx);
        return gradients;
    }

    /// <summary>
    /// What labels mean: 1 for the output of that number and 0 for the others; with a single output and an element-wise loss, the
    /// label itself.
    /// </summary>
    /// <param name="labels">One class a sample, or one for each of its positions.</param>
    public double[] Targets(int[] labels)
    {
        int length = _trained.Sum(static output => output.Summary.Length);
        if (length == 1 && _summary.Loss is not CrossEntropyAttribute)
        {
            return [.. labels.Select(static label => (double)label)];
        }

        int positions = _summary.LabelLength;
        double[] targets = new double[labels.Length / positions * length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (_summary.Loss is not CrossEntropyAttribute loss || labels[i] != loss.IgnoredLabel)
            {
                targets[(i / positions * length) + (labels[i] * positions) + (i % positions)] = 1;
            }
        }

        return targets;
    }

    // Where the value of an output is made.
    private int Layer(OutputSummary output)
    {
        for (int i = 0; i < Graph.Layers.Count; i++)
        {
            if (Graph.Layers[i].Layer is OutputAttribute && Graph.Layers[i].Name == output.Name)
            {
                return i;
            }
        }

        return Graph.Layers.Count - 1;
    }

    // The layer whose output the loss takes. It takes logits where it can: the softmax or the sigmoid before it is a part of it, and a change of shape between the
    // two changes no value.
    private int LossLayer(NetworkLossAttribute loss, int layer)
    {
        int last = layer;
        while (last >= 0 && Graph.Layers[last].Layer is FlattenAttribute or OutputAttribute)
        {
            last = Graph.Inputs[last][0];
        }

        bool isFused = (loss, last < 0 || Graph.Layers[last].OutputShape.Length != Graph.Layers[layer].OutputShape.Length ? null : Graph.Layers[last].Layer) is
            (CrossEntropyAttribute, SoftmaxAttribute or LogSoftmaxAttribute) or
            (BinaryCrossEntropyAttribute, SigmoidAttribute);
        return isFused ? Graph.Inputs[last][0] : layer;
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

    /// <summary>An output with a loss.</summary>
    /// <param name="Summary">Its description.</param>
    /// <param name="Loss">The loss.</param>
    /// <param name="Layer">The layer whose values the loss takes.</param>
    private sealed record TrainedOutput(OutputSummary Summary, ReferenceLoss Loss, int Layer);
}
