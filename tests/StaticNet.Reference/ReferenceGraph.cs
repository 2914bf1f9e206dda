namespace StaticNet.Reference;

/// <summary>Layers with what each of them reads: those of a network or of a block.</summary>
public sealed class ReferenceGraph
{
    private readonly ReferenceLayer?[] _layers;

    private ReferenceGraph(IReadOnlyList<(LayerSummary Layer, int[] Inputs)> nodes, DropoutState dropout)
    {
        Layers = [.. nodes.Select(static node => node.Layer)];
        Inputs = [.. nodes.Select(static node => node.Inputs)];
        _layers = [.. Layers.Select(layer => layer.Layer is JoinAttribute or InputAttribute or OutputAttribute ? null : ReferenceLayer.Create(layer, dropout))];
    }

    /// <summary>The descriptions of the layers in order.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>For each layer the indices of those that it reads; -1 for what goes into the list.</summary>
    public IReadOnlyList<int[]> Inputs { get; }

    /// <summary>The layers of a list as they are.</summary>
    /// <param name="layers">Their descriptions.</param>
    /// <param name="dropout">What the masks of dropout depend on.</param>
    public static ReferenceGraph Of(IEnumerable<LayerSummary> layers, DropoutState dropout)
        => new([.. layers.Select(static layer => (layer, layer.Inputs.ToArray()))], dropout);

    /// <summary>The layers of a list, with those of blocks in sequence in place of the layer that they make up.</summary>
    /// <param name="layers">Their descriptions.</param>
    /// <param name="dropout">What the masks of dropout depend on.</param>
    public static ReferenceGraph OfParts(IEnumerable<LayerSummary> layers, DropoutState dropout)
    {
        List<(LayerSummary, int[])> nodes = [];
        Add(layers, -1);
        return new(nodes, dropout);

        int Add(IEnumerable<LayerSummary> list, int input)
        {
            List<int> ends = [];
            foreach (LayerSummary layer in list)
            {
                int[] inputs = [.. layer.Inputs.Select(source => source < 0 ? input : ends[source])];
                if (layer.Layer is CompositionAttribute { Composition: Composition.Chain })
                {
                    ends.Add(layer.Branches.Aggregate(inputs[0], (at, branch) => Add(branch.Layers, at)));
                }
                else
                {
                    nodes.Add((layer, inputs));
                    ends.Add(nodes.Count - 1);
                }
            }

            return ends.Count == 0 ? input : ends[^1];
        }
    }

    /// <summary>The inputs, and the outputs of every layer.</summary>
    /// <param name="x">The inputs of all samples, one after another.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name, row by row in their logical shapes.</param>
    /// <param name="statistics">In training, gets what becomes of running statistics; null for prediction.</param>
    public IReadOnlyList<double[]> Values(
        double[] x, int samples, IReadOnlyDictionary<string, double[]> weights, IDictionary<string, double[]>? statistics = null)
    {
        List<double[]> values = [x];
        for (int i = 0; i < _layers.Length; i++)
        {
            double[][] inputs = [.. Inputs[i].Select(input => values[input + 1])];
            values.Add(
                Layers[i].Layer is OutputAttribute ? inputs[0]
                : Layers[i].Layer is InputAttribute ? Part(x, samples, Offset(i), Length(i))
                : _layers[i] is not { } layer ? ReferenceJoin.Forward(Layers[i].Layer, inputs, samples)
                : statistics is null ? layer.Forward(inputs[0], samples, weights)
                : layer.ForwardTraining(inputs[0], samples, weights, statistics));
        }

        return values;
    }

    /// <summary>The gradient of the inputs; those of the layers' parameters are added to <paramref name="gradients"/>.</summary>
    /// <param name="values">The inputs, and the outputs of every layer.</param>
    /// <param name="outputs">The layers whose outputs' gradients are given, with the gradients; -1 for the inputs.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="weights">All weights by name.</param>
    /// <param name="gradients">The gradients of all weights by name.</param>
    public double[] Backward(
        IReadOnlyList<double[]> values,
        IEnumerable<(int Layer, double[] Gradient)> outputs,
        int samples,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyDictionary<string, double[]> gradients)
    {
        double[][] sums = [.. values.Select(static value => new double[value.Length])];
        foreach ((int layer, double[] dy) in outputs)
        {
            sums[layer + 1] = [.. sums[layer + 1].Zip(dy, static (a, b) => a + b)];
        }

        for (int i = outputs.Max(static output => output.Layer); i >= 0; i--)
        {
            double[][] inputs = [.. Inputs[i].Select(input => values[input + 1])];
            double[][] parts = Layers[i].Layer is OutputAttribute ? [sums[i + 1]]
                : Layers[i].Layer is InputAttribute ? [Whole(sums[i + 1], samples, Offset(i), values[0].Length / samples)]
                : _layers[i] is { } layer
                ? [layer.Backward(inputs[0], values[i + 1], sums[i + 1], samples, weights, gradients)]
                : ReferenceJoin.Backward(Layers[i].Layer, inputs, sums[i + 1], samples);
            for (int k = 0; k < parts.Length; k++)
            {
                double[] sum = sums[Inputs[i][k] + 1];
                for (int n = 0; n < sum.Length; n++)
                {
                    sum[n] += parts[k][n];
                }
            }
        }

        return sums[0];
    }

    // Inputs lie one behind another in a sample.
    private int Offset(int input) => Enumerable.Range(0, input).Where(i => Layers[i].Layer is InputAttribute).Sum(Length);

    private int Length(int layer) => Layers[layer].OutputShape.Aggregate(1, static (product, length) => product * length);

    /// <summary>A part of every sample.</summary>
    internal static double[] Part(double[] values, int samples, int offset, int length)
        => [.. Enumerable.Range(0, samples).SelectMany(n => values.Skip((n * (values.Length / samples)) + offset).Take(length))];

    /// <summary>Samples of zeros but for a part.</summary>
    internal static double[] Whole(double[] part, int samples, int offset, int length)
    {
        double[] whole = new double[samples * length];
        int own = part.Length / samples;
        for (int n = 0; n < samples; n++)
        {
            Array.Copy(part, n * own, whole, (n * length) + offset, own);
        }

        return whole;
    }
}
