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
        IReadOnlyList<LayerSummary> layers, IReadOnlyDictionary<string, double[]> weights, IReadOnlyList<double[]> values, int samples, DropoutState? training)
    {
        double amplification = 1;
        for (int i = 0; i < layers.Count; i++)
        {
            foreach ((BranchSummary branch, IReadOnlyList<double[]> inner) in Branches(layers[i], weights, values[i], samples, training))
            {
                amplification *= Amplification(branch.Layers, weights, inner, samples, training);
            }

            // Without a mean that is subtracted, nothing cancels.
            if (layers[i].Layer is not RMSNormAttribute && LayerShapes.Epsilon(layers[i].Layer) is { } added)
            {
                amplification *= Parts(layers[i], values[i]).Max(part =>
                {
                    double mean = part.Average();
                    double deviation = Math.Sqrt(part.Average(x => (x - mean) * (x - mean)) + added);
                    return Math.Max(1, part.Max(Math.Abs) / deviation);
                });
            }
        }

        return amplification;
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
        IReadOnlyList<LayerSummary> layers,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyList<double[]> values,
        int samples,
        DropoutState? training,
        bool isStartDoubtful = false)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            bool isNear = layers[i].Layer switch
            {
                CompositionAttribute => Branches(layers[i], weights, values[i], samples, training)
                    .Any(branch => IsOnEdge(branch.Branch.Layers, weights, branch.Values, samples, training, IsSignDoubtful(i))),
                HardSigmoidAttribute or HardSwishAttribute => values[i].Any(static x => Math.Abs(Math.Abs(x) - 3) < EdgeDistance),
                MaxPool2DAttribute => HasDoubtfulMaximum(layers[i], values[i], values[i + 1]),
                ReLUAttribute or LeakyReLUAttribute or PReLUAttribute or ELUAttribute or StepAttribute => IsSignDoubtful(i),
                _ => false,
            };
            if (isNear)
            {
                return true;
            }
        }

        return false;

        bool IsSignDoubtful(int layer) => HasDoubtfulSign(layers, weights, values, layer, samples, training, isStartDoubtful);
    }

    // The branches of a layer made of blocks, with their inputs and the outputs of all their layers.
    private static IEnumerable<(BranchSummary Branch, IReadOnlyList<double[]> Values)> Branches(
        LayerSummary composition, IReadOnlyDictionary<string, double[]> weights, double[] x, int samples, DropoutState? training)
    {
        foreach (BranchSummary branch in composition.Branches)
        {
            IReadOnlyList<double[]> values = new ReferenceChain(branch.Layers, training ?? new()).Values(
                x, samples, weights, training is null ? null : new Dictionary<string, double[]>());
            yield return (branch, values);

            // One block behind another; branches all begin at x.
            x = composition.Layer is CompositionAttribute { Composition: Composition.Chain } ? values[^1] : x;
        }
    }

    /// <summary>Whether an output is so near to its target that rounding decides the sign of the loss's gradient. What is squashed approaches its limits as closely as it likes, and has no slope there.</summary>
    public static bool IsOnLossEdge(NetworkSummary summary, double[] outputs, double[] targets)
        => summary.Loss is MeanAbsoluteErrorAttribute
            && summary.AllLayers.Last().Layer is not (SoftmaxAttribute or LogSoftmaxAttribute or SigmoidAttribute or HardSigmoidAttribute or SoftplusAttribute or GELUAttribute)
            && outputs.Where((output, i) => output != targets[i] && Math.Abs(output - targets[i]) < EdgeDistance).Any();

    // Only a sum can round to the other side of 0: activations keep the sign (or make every value positive), however small it is.
    private static bool HasDoubtfulSign(
        IReadOnlyList<LayerSummary> layers,
        IReadOnlyDictionary<string, double[]> weights,
        IReadOnlyList<double[]> values,
        int layer,
        int samples,
        DropoutState? training,
        bool isStartDoubtful)
    {
        for (int i = layer - 1; i >= 0; i--)
        {
            switch (layers[i].Layer)
            {
                case DenseAttribute or Conv1DAttribute or Conv2DAttribute or DepthwiseConv2DAttribute or ConvTranspose1DAttribute or ConvTranspose2DAttribute
                    or AveragePool2DAttribute or GlobalAveragePoolAttribute:
                    double[] magnitudes = Magnitudes(layers[i], weights, values[i]);
                    return values[i + 1].Where((sum, k) => sum != 0 && Math.Abs(sum) < SumEdgeDistance * magnitudes[k]).Any();
                case CompositionAttribute { Composition: Composition.Sum }:
                    double[][] terms = [values[i], .. Branches(layers[i], weights, values[i], samples, training).Select(static branch => branch.Values[^1])];
                    double[][] added = terms.Length > 2 ? terms[1..] : terms;
                    return values[i + 1].Where((sum, k) => sum != 0 && Math.Abs(sum) < SumEdgeDistance * added.Sum(term => Math.Abs(term[k]))).Any();
                case CompositionAttribute:
                    return Branches(layers[i], weights, values[i], samples, training).Any(branch => HasDoubtfulSign(
                        branch.Branch.Layers, weights, branch.Values, branch.Branch.Layers.Length, samples, training, isStartDoubtful));
                case { } norm when LayerShapes.Epsilon(norm) is not null:
                    return values[i + 1].Any(static y => y != 0 && Math.Abs(y) < EdgeDistance);
                case SoftmaxAttribute or LogSoftmaxAttribute or SoftplusAttribute or SigmoidAttribute or HardSigmoidAttribute:
                    return false;
            }
        }

        return isStartDoubtful;
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
        var sum = new ReferenceNetwork(new NetworkSummary(layer.Name, [.. layer.InputShape], [layer], null, 0, 0));
        return sum.Forward(
            [.. inputs.Select(Math.Abs)], layer.Parameters.ToDictionary(static tensor => tensor.Name, tensor => weights[tensor.Name].Select(Math.Abs).ToArray()));
    }
}
