using System.Collections.Immutable;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Where rounding decides what comes out: values on the edge of a jump, which floats may see on its other side, and norms that make values that are large
/// beside their deviation into small ones. A comparison takes other data there, or allows for it.
/// </summary>
internal static class DoubtfulValues
{
    private const double EdgeDistance = 1e-5;
    private const double SumEdgeDistance = 1e-6;

    /// <summary>How much larger norms make the rounding of values: they make those that are large beside their deviation into small ones.</summary>
    public static double Amplification(
        ReferenceGraph graph, IReadOnlyDictionary<string, double[]> weights, IReadOnlyList<double[]> values, int samples, DropoutState? training)
        => OfNorms(graph, weights, values, samples, training, static (layer, part, epsilon) =>
            // Without a mean that is subtracted, nothing cancels.
            layer is RMSNormAttribute ? 1 : part.Max(Math.Abs) / Deviation(part, part.Average(), epsilon));

    /// <summary>How much larger norms make gradients, of which paths that join before them leave differences.</summary>
    public static double Slope(
        ReferenceGraph graph, IReadOnlyDictionary<string, double[]> weights, IReadOnlyList<double[]> values, int samples, DropoutState? training)
        => OfNorms(graph, weights, values, samples, training, static (layer, part, epsilon) => 1 / Deviation(part, layer is RMSNormAttribute ? 0 : part.Average(), epsilon));

    private static double Deviation(double[] part, double mean, double epsilon) => Math.Sqrt(part.Average(x => (x - mean) * (x - mean)) + epsilon);

    // The product over all norms of the largest of a factor, where that is more than 1.
    private static double OfNorms(
        ReferenceGraph graph,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyList<double[]> values,
        int samples,
        DropoutState? training,
        Func<LayerAttribute, double[], double, double> factor)
    {
        double product = 1;
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            (LayerSummary layer, double[] x) = (graph.Layers[i], values[graph.Inputs[i][0] + 1]);
            foreach ((ReferenceGraph branch, IReadOnlyList<double[]> inner) in Branches(layer, weights, x, samples, training))
            {
                product *= OfNorms(branch, weights, inner, samples, training, factor);
            }

            if (LayerShapes.Epsilon(layer.Layer) is { } epsilon)
            {
                product *= Parts(layer, x).Max(part => Math.Max(1, factor(layer.Layer, part, epsilon)));
            }
        }

        return product;
    }

    // The values of all samples that a norm normalises together: those of a part of a sample, or of a channel of all samples.
    private static IEnumerable<double[]> Parts(LayerSummary layer, double[] inputs)
    {
        int length = layer.InputShape.Aggregate(1, static (product, dimension) => product * dimension);
        if (layer.Layer is BatchNormAttribute)
        {
            int pixels = length / layer.InputShape[0];
            return inputs.Select((value, i) => (Channel: i % length / pixels, Value: value))
                .GroupBy(static pair => pair.Channel, static (_, pairs) => pairs.Select(static pair => pair.Value).ToArray());
        }

        IReadOnlyList<int[]> parts = LayerShapes.Parts(layer.Layer, layer.InputShape);
        return Enumerable.Range(0, inputs.Length / length).SelectMany(n => parts.Select(part => part.Select(i => inputs[(n * length) + i]).ToArray()));
    }

    /// <summary>Whether a value is so near to where a function or its derivative jumps that rounding decides on which side it falls.</summary>
    public static bool IsOnEdge(
        ReferenceGraph graph,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyList<double[]> values,
        int samples,
        DropoutState? training,
        bool isStartDoubtful = false)
    {
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            LayerSummary layer = graph.Layers[i];
            double[][] inputs = [.. graph.Inputs[i].Select(input => values[input + 1])];
            bool isNear = layer.Layer switch
            {
                CompositionAttribute => Branches(layer, weights, inputs[0], samples, training)
                    .Any(branch => IsOnEdge(branch.Branch, weights, branch.Values, samples, training, IsSignDoubtful(i))),
                HardSigmoidAttribute or HardSwishAttribute => inputs[0].Any(static x => Math.Abs(Math.Abs(x) - 3) < EdgeDistance),
                ClampAttribute clamp => inputs[0].Any(x => Math.Abs(x - clamp.Min) < EdgeDistance || Math.Abs(x - clamp.Max) < EdgeDistance),
                ReLU6Attribute => IsSignDoubtful(i) || inputs[0].Any(static x => Math.Abs(x - 6) < EdgeDistance),
                MaxPool1DAttribute or MaxPool2DAttribute => HasDoubtfulMaximum(layer, inputs[0], values[i + 1]),
                ReduceMaxAttribute reduce => Along(inputs[0], layer.InputShape, reduce.Axis)
                    .Where((along, k) => along.Any(x => x != values[i + 1][k] && values[i + 1][k] - x < SumEdgeDistance * Math.Max(1, Math.Abs(x)))).Any(),
                GlobalMaxPoolAttribute => inputs[0].Chunk(inputs[0].Length / values[i + 1].Length)
                    .Where((channel, k) => channel.Any(x => x != values[i + 1][k] && values[i + 1][k] - x < SumEdgeDistance * Math.Max(1, Math.Abs(x)))).Any(),
                MaximumAttribute => inputs[0].Where((a, k) => a != inputs[1][k] && Math.Abs(a - inputs[1][k]) < EdgeDistance).Any(),
                ReLUAttribute or LeakyReLUAttribute or PReLUAttribute or ELUAttribute or StepAttribute or AbsAttribute => IsSignDoubtful(i),
                _ => false,
            };
            if (isNear)
            {
                return true;
            }
        }

        return false;

        bool IsSignDoubtful(int layer) => HasDoubtfulSign(graph, weights, values, graph.Inputs[layer][0], samples, training, isStartDoubtful);
    }

    // The values along an axis, for each place beside it.
    private static IEnumerable<double[]> Along(double[] x, ImmutableArray<int> shape, int axis)
    {
        int count = shape[axis], stride = shape.Skip(axis + 1).Aggregate(1, static (product, length) => product * length);
        return Enumerable.Range(0, x.Length / count).Select(i => (double[])[.. Enumerable.Range(0, count).Select(k => x[(i / stride * stride * count) + (i % stride) + (k * stride)])]);
    }

    // The branches of a layer made of blocks, with their inputs and the outputs of all their layers.
    private static IEnumerable<(ReferenceGraph Branch, IReadOnlyList<double[]> Values)> Branches(
        LayerSummary composition, IReadOnlyDictionary<string, double[]> weights, double[] x, int samples, DropoutState? training)
    {
        foreach (BranchSummary branch in composition.Branches)
        {
            var graph = ReferenceGraph.Of(branch.Layers, training ?? new());
            IReadOnlyList<double[]> values = graph.Values(x, samples, weights, training is null ? null : new Dictionary<string, double[]>());
            yield return (graph, values);

            // One block behind another; branches all begin at x.
            x = composition.Layer is CompositionAttribute { Composition: Composition.Chain } ? values[^1] : x;
        }
    }

    /// <summary>Whether an output is so near to its target that rounding decides the sign of the loss's gradient. What is squashed approaches its limits as closely as it likes, and has no slope there.</summary>
    public static bool IsOnLossEdge(NetworkSummary summary, double[] outputs, double[] targets)
    {
        int length = summary.Outputs.Sum(static output => output.Length);
        int targetLength = summary.Outputs.Where(static output => output.Loss is not null).Sum(static output => output.Length);
        return summary.Outputs.Any(output => output.Loss is MeanAbsoluteErrorAttribute
            && (summary.Outputs.Length > 1
                || summary.AllLayers.Last(static layer => layer.Layer is not OutputAttribute).Layer
                    is not (SoftmaxAttribute or LogSoftmaxAttribute or SigmoidAttribute or HardSigmoidAttribute or SoftplusAttribute or GELUAttribute))
            && outputs.Where((value, i) => i % length >= output.Offset && i % length < output.Offset + output.Length
                && Math.Abs(value - targets[(i / length * targetLength) + (i % length) - output.Offset + output.TargetOffset]) is > 0 and < EdgeDistance).Any());
    }

    // Only a sum can round to the other side of 0: activations keep the sign (or make every value positive), however small it is.
    private static bool HasDoubtfulSign(
        ReferenceGraph graph,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyList<double[]> values,
        int layer,
        int samples,
        DropoutState? training,
        bool isStartDoubtful)
    {
        if (layer < 0)
        {
            return isStartDoubtful;
        }

        LayerSummary summary = graph.Layers[layer];
        double[] y = values[layer + 1];
        double[][] x = [.. graph.Inputs[layer].Select(input => values[input + 1])];
        switch (summary.Layer)
        {
            case DenseAttribute or Conv1DAttribute or Conv2DAttribute or DepthwiseConv2DAttribute or ConvTranspose1DAttribute or ConvTranspose2DAttribute
                or AveragePool1DAttribute or AveragePool2DAttribute or GlobalAveragePoolAttribute or UpsampleAttribute { Mode: UpsampleMode.Bilinear }:
                double[] magnitudes = Magnitudes(summary, weights, x[0]);
                return y.Where((sum, k) => sum != 0 && Math.Abs(sum) < SumEdgeDistance * magnitudes[k]).Any();
            case CompositionAttribute { Composition: Composition.Sum }:
                double[][] terms = [x[0], .. Branches(summary, weights, x[0], samples, training).Select(static branch => branch.Values[^1])];
                return IsSumDoubtful(terms.Length > 2 ? terms[1..] : terms);
            case AddAttribute or SubtractAttribute:
                return IsSumDoubtful(x);
            case CompositionAttribute { Composition: Composition.Gate } when HasDoubtfulSign(graph, weights, values, graph.Inputs[layer][0], samples, training, isStartDoubtful):
                return true;
            case CompositionAttribute:
                return Branches(summary, weights, x[0], samples, training).Any(branch => HasDoubtfulSign(
                    branch.Branch, weights, branch.Values, branch.Branch.Layers.Count - 1, samples, training, isStartDoubtful));
            case { } norm when LayerShapes.Epsilon(norm) is not null:
                return y.Any(static value => value != 0 && Math.Abs(value) < EdgeDistance);
            case SoftmaxAttribute or LogSoftmaxAttribute or SoftplusAttribute or SigmoidAttribute or HardSigmoidAttribute:
                return false;
            default:
                return graph.Inputs[layer].Any(input => HasDoubtfulSign(graph, weights, values, input, samples, training, isStartDoubtful));
        }

        bool IsSumDoubtful(double[][] added) => y.Where((sum, k) => sum != 0 && Math.Abs(sum) < SumEdgeDistance * added.Sum(term => Math.Abs(term[k / (y.Length / term.Length)]))).Any();
    }

    // Whether a window has two largest values that are nearly, but not quite, the same.
    private static bool HasDoubtfulMaximum(LayerSummary layer, double[] inputs, double[] largest)
    {
        (SlidingWindow down, SlidingWindow across) = LayerShapes.Windows(layer.Layer, layer.InputShape);
        for (int i = 0; i < largest.Length; i++)
        {
            int channel = i / (down.Count * across.Count);
            foreach ((_, int line) in down.Positions(i / across.Count % down.Count))
            {
                foreach ((_, int pixel) in across.Positions(i % across.Count))
                {
                    double distance = largest[i] - inputs[(((channel * down.Length) + line) * across.Length) + pixel];
                    if (distance != 0 && distance < SumEdgeDistance * Math.Max(1, Math.Abs(largest[i])))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    // Of each output of a layer that sums, the sum of the absolute values of what is added.
    private static double[] Magnitudes(LayerSummary layer, IReadOnlyDictionary<string, double[]> weights, double[] inputs)
    {
        var alone = new LayerSummary(layer.Name, layer.Layer, [.. layer.InputShape], [.. layer.OutputShape], [.. layer.ReceptiveField], 0, [.. layer.Parameters]);
        var sum = new ReferenceNetwork(new NetworkSummary(layer.Name, [.. layer.InputShape], [alone], null, 0, 0));
        return sum.Forward(
            [.. inputs.Select(Math.Abs)], layer.Parameters.ToDictionary(static tensor => tensor.Name, tensor => weights[tensor.Name].Select(Math.Abs).ToArray()));
    }
}
