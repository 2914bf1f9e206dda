using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CsCheck;
using StaticNet.Generator.Tests.Support;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Networks composed at random, from source text to numbers: generated, compiled, loaded, and compared with the reference interpreter.
/// </summary>
public sealed class RandomNetworkTests
{
    private const int NetworksPerCompilation = 8;

    // Relative to the largest value of a tensor, and what may be left where values cancel to nothing.
    private const double Tolerance = 3e-5;
    private const double Floor = 2e-6;

    // Where a value lies on the edge of a jump, floats may fall on its other side: other data is taken then.
    private const double EdgeDistance = 1e-5;
    private const double SumEdgeDistance = 1e-6;
    private const int MostAttempts = 30;

    [Fact]
    public void Generated_networks_are_the_reference() => Check(RandomNetwork.Dense, compilations: 8);

    [Fact]
    public void Generated_networks_on_images_and_sequences_are_the_reference() => Check(RandomNetwork.Spatial, compilations: 16);

    [Fact]
    public void Generated_networks_of_blocks_are_the_reference() => Check(RandomNetwork.Composed, compilations: 4);

    // Lanes along pixels, in one tile and in many; transposed weights, with strides that divide the lines, that do not, and that leave pixels out;
    // lines in blocks; a sum in the store of an input's gradient.
    [Fact]
    public void Convolutions_are_the_reference_whichever_way_they_are_computed() => Check(
    [
        Classifier([1, 8, 28], "Conv2D(6, 5, Padding = Padding.Same)", "ReLU", "MaxPool2D(2)", "Conv2D(16, 3)", "Flatten"),
        Classifier([3, 3, 100], "Conv2D(8, 3, Padding = Padding.Same)", "PReLU", "GlobalAveragePool"),
        Classifier([2, 5, 90], "Conv2D(7, 2, Bias = false)", "Tanh", "GlobalAveragePool"),
        Classifier([2, 4, 33], "Conv2D(3, 2, 3, Pad = 1, Dilation = 2)", "GlobalAveragePool"),
        Classifier([3, 8, 8], "Conv2D(17, 3, Padding = Padding.Same)", "ReLU", "Conv2D(20, 3, Padding = Padding.Same, Stride = 2)", "Conv2D(33, 1, Stride = 2)", "Flatten"),
        Classifier([3, 9, 8], "Conv2D(17, 3, Padding = Padding.Same)", "ReLU", "Conv2D(20, 3, Padding = Padding.Same, Stride = 2)", "Conv2D(33, 1, Stride = 2)", "Flatten"),
        Classifier([3, 32, 32], "Conv2D(16, 3, Padding = Padding.Same)", "ReLU", "Conv2D(16, 3, Padding = Padding.Same)", "ReLU", "GlobalAveragePool"),
    ]);

    // Patches in one block and in several, fewer of them in a line than a tile has rows; padding of none, one, two and three; channels that fill their
    // vectors and that do not; what is applied line by line, to lines as rows, and to many channels some at a time.
    [Fact]
    public void Convolutions_by_minimal_filtering_are_the_reference() => Check(
    [
        Classifier([2, 8, 8], "Conv2D(16, 3, Padding = Padding.Same)", "ReLU", "Conv2D(16, 3, Padding = Padding.Same)", "ReLU", "Flatten"),
        Classifier([2, 6, 20], "Conv2D(20, 3, Padding = Padding.Same)", "PReLU", "Conv2D(33, 3, Bias = false)", "Tanh", "GlobalAveragePool"),
        Classifier([1, 4, 2], "Conv2D(40, 1)", "GELU", "Conv2D(24, 3, Pad = 2)", "BatchNorm", "ReLU", "Flatten"),
        Classifier([1, 4, 6], "Conv2D(17, 1)", "Tanh", "Conv2D(80, 3, Padding = Padding.Same)", "BatchNorm", "SiLU", "GlobalAveragePool"),
        Classifier([1, 2, 2], "Conv2D(33, 1)", "Tanh", "Conv2D(18, 3, Pad = 3)", "LayerNorm", "Flatten"),
        Classifier([3, 12, 12], "Conv2D(48, 3)", "Softplus", "Conv2D(16, 3)", "MaxPool2D(2)", "Flatten"),
    ]);

    // Images of which the last line, or the last pixel of each, is in no window; strides; a learned slope and no function at all; one vector of pixels,
    // several, and one that overlaps the one before; a channel and eight of them; a padded image and the caller's own.
    [Fact]
    public void Pools_in_the_store_of_a_convolution_are_the_reference() => Check(
    [
        Classifier([1, 28, 28], "Conv2D(6, 5, Padding = Padding.Same)", "ReLU", "MaxPool2D(2)", "Flatten"),
        Classifier([2, 7, 21], "Conv2D(8, 3)", "PReLU", "MaxPool2D(2)", "Tanh", "GlobalAveragePool"),
        Classifier([1, 9, 70], "Conv2D(1, 3, Padding = Padding.Same)", "MaxPool2D(2)", "Flatten"),
        Classifier([3, 12, 34], "Conv2D(5, 3, Pad = 2)", "Sigmoid", "MaxPool2D(2)", "Conv2D(3, 2)", "Flatten"),
        Classifier([1, 6, 49], "Conv2D(4, 2, 4)", "GELU", "MaxPool2D(2)", "Flatten"),
    ]);

    private static RandomNetwork Classifier(int[] shape, params string[] layers)
        => new([.. shape], [.. layers, "Dense(4)"], "CrossEntropy", 3, true, 1);

    private static void Check(Gen<RandomNetwork> networks, int compilations)
    {
        int passed = 0;
        int leftOut = 0;
        networks.Array[NetworksPerCompilation].Sample(
            networks =>
            {
                int found = Check(networks);
                Interlocked.Add(ref passed, found);
                Interlocked.Add(ref leftOut, networks.Length - found);
            },
            iter: compilations,
            print: static networks => string.Join("\n", networks.Select(static network => network.ToString())));
        Assert.True(leftOut * 4 <= passed, $"{leftOut} networks had no data away from the edges, and only {passed} could be compared");
    }

    // How many of them could be compared.
    private static int Check(RandomNetwork[] networks)
    {
        string source = "using StaticNet;\n\n" + string.Join("\n", networks.Select(static (network, i) => network.Declaration($"Net{i}")));
        var context = new AssemblyLoadContext("random networks", isCollectible: true);
        try
        {
            Assembly assembly = Run.Generate(source).Load(context);
            return networks.Where((network, i) => Check(network, assembly.GetType($"Net{i}")!)).Count();
        }
        finally
        {
            context.Unload();
        }
    }

    private static bool Check(RandomNetwork network, Type type)
    {
        try
        {
            return (bool)CheckMethod.MakeGenericMethod(type).Invoke(null, [network])!;
        }
        catch (TargetInvocationException exception)
        {
            throw new InvalidOperationException($"{network}: {exception.InnerException!.Message}", exception.InnerException);
        }
    }

    private static readonly MethodInfo CheckMethod = typeof(RandomNetworkTests).GetMethod(
        nameof(CheckNetwork), BindingFlags.NonPublic | BindingFlags.Static)!;

    // False where no data was found away from the edges: two values of a window may be nearly the same whatever the data.
    private static bool CheckNetwork<TNetwork>(RandomNetwork declaration)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(declaration.Seed);
        TNetwork network = TNetwork.Create(declaration.Seed);
        foreach (ref float weight in network.Parameters.Flat)
        {
            // Twice the usual, so that activations leave their linear part. Padding stays 0.
            weight *= 2;
        }

        foreach (TensorDescription mean in network.Parameters.Layout.Tensors.Where(static tensor => tensor.Name.EndsWith(".running_mean", StringComparison.Ordinal)))
        {
            foreach (ref float value in network.Parameters.Flat.Slice(mean.Offset, mean.Count))
            {
                value = random.NextSingle() - 0.5f;
            }
        }

        // Norms start from ones and zeros: what they do with others is wanted, and zeros behind them are on the edge of every jump.
        foreach (TensorDescription tensor in TNetwork.Summary.AllLayers
            .Where(static layer => layer.Layer is LayerNormAttribute or GroupNormAttribute or BatchNormAttribute)
            .SelectMany(static layer => layer.Parameters.Where(static tensor => tensor.IsTrainable)))
        {
            foreach (ref float value in network.Parameters.Flat.Slice(tensor.Offset, tensor.Count))
            {
                value += random.NextSingle() - 0.5f;
            }
        }

        foreach (LayerSummary layer in TNetwork.Summary.AllLayers.Where(static layer => layer.Layer is not CompositionAttribute))
        {
            Assert.Equal(LayerShapes.Output(layer.Layer, layer.InputShape), layer.OutputShape);
            Assert.Equal(LayerShapes.Tensors(layer.Layer, layer.InputShape).Select(static tensor => tensor.Shape), layer.Parameters.Select(static tensor => tensor.Shape.ToArray()));
        }

        var reference = new ReferenceNetwork(TNetwork.Summary) { Dropout = { Seed = declaration.Seed } };
        Dictionary<string, double[]> weights = ReferenceNetwork.Tensors(network.Parameters);

        float[] inputs;
        float[] targets;
        int[] labels = [.. Enumerable.Range(0, declaration.Samples).Select(_ => random.Next(Math.Max(2, TNetwork.OutputLength)))];
        if (TNetwork.OutputLength == 1 && declaration.Loss == "CrossEntropy")
        {
            Array.Clear(labels);
        }

        IReadOnlyList<double[]> values;
        IReadOnlyList<double[]> trainingValues;
        Dictionary<string, double[]> statistics;
        double[] wanted;
        int attempts = 0;
        do
        {
            if (attempts++ == MostAttempts)
            {
                return false;
            }

            inputs = Singles(declaration.Samples * TNetwork.InputLength, -2, 2, random);
            targets = Singles(declaration.Samples * TNetwork.OutputLength, 0, 1, random);
            wanted = declaration.UsesLabels ? reference.Targets(labels) : Doubles(targets);
            values = reference.Values(Doubles(inputs), weights);
            trainingValues = reference.TrainingValues(Doubles(inputs), weights, out statistics);
        }
        while (IsOnEdge(reference.Layers, weights, values, declaration.Samples, training: null)
            || IsOnEdge(reference.Layers, weights, trainingValues, declaration.Samples, reference.Dropout)
            || IsOnLossEdge(TNetwork.Summary, values[^1], wanted)
            || IsOnLossEdge(TNetwork.Summary, trainingValues[^1], wanted));

        double amplification = Amplification(reference.Layers, weights, values, declaration.Samples, training: null);
        (double tolerance, double floor) = (Tolerance * amplification, Floor * amplification);
        float[] outputs = new float[declaration.Samples * TNetwork.OutputLength];
        network.Forward(inputs, outputs);
        AssertNear(values[^1], outputs, "output", floor + (tolerance * values[^1].Max(Math.Abs)));
        CheckSamplesAlone(network, inputs, outputs);

        ParameterSet gradients = TNetwork.CreateParameters();
        gradients.Flat.Fill(float.NaN);
        float loss;
        double expectedLoss;
        Dictionary<string, double[]> expected;
        if (declaration.UsesLabels)
        {
            loss = network.Gradient(inputs, labels, gradients);
            expected = reference.Gradient(Doubles(inputs), labels, weights, out expectedLoss);
        }
        else
        {
            loss = network.Gradient(inputs, targets, gradients);
            expected = reference.Gradient(Doubles(inputs), Doubles(targets), weights, out expectedLoss);
        }

        amplification = Amplification(reference.Layers, weights, trainingValues, declaration.Samples, reference.Dropout);
        (tolerance, floor) = (Tolerance * amplification, Floor * amplification);
        AssertNear([expectedLoss], [loss], "loss", floor + (tolerance * Math.Abs(expectedLoss)));

        // A norm makes gradients before it that are 0, such as that of a bias, out of terms as large as any.
        bool isNormalized = TNetwork.Summary.AllLayers.Any(static layer => layer.Layer is BatchNormAttribute or GroupNormAttribute or LayerNormAttribute);
        double largest = isNormalized ? expected.Values.Max(static gradient => gradient.Max(Math.Abs)) : 0;
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(gradients))
        {
            AssertNear(
                expected[name],
                [.. gradient.Select(static value => (float)value)],
                name,
                floor + (tolerance * Math.Max(largest, expected[name].Max(Math.Abs))));
        }

        Dictionary<string, double[]> moved = ReferenceNetwork.Tensors(network.Parameters);
        foreach ((string name, double[] before) in weights)
        {
            double[] after = statistics.GetValueOrDefault(name, before);
            AssertNear(after, [.. moved[name].Select(static value => (float)value)], name, statistics.ContainsKey(name) ? floor + (tolerance * after.Max(Math.Abs)) : 0);
        }

        CheckPadding(network.Parameters, gradients);
        return true;
    }

    // The first, the last and one between, alone and without the last.
    private static void CheckSamplesAlone<TNetwork>(TNetwork network, float[] inputs, float[] outputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        int samples = inputs.Length / TNetwork.InputLength;
        foreach ((int start, int count) in (ReadOnlySpan<(int, int)>)[(0, 1), (samples / 2, 1), (samples - 1, 1), (0, samples - 1), (1, samples - 1)])
        {
            float[] some = new float[count * TNetwork.OutputLength];
            network.Forward(inputs.AsSpan(start * TNetwork.InputLength, count * TNetwork.InputLength), some);
            ReadOnlySpan<float> same = outputs.AsSpan(start * TNetwork.OutputLength, some.Length);
            Assert.True(
                MemoryMarshal.AsBytes<float>(some).SequenceEqual(MemoryMarshal.AsBytes(same)),
                $"{count} of {samples} samples from {start} on have other bits than in the whole batch");
        }
    }

    // What is no element of a tensor is 0 in the weights, and has to be in the gradients, or optimizers would move it.
    private static void CheckPadding(ParameterSet weights, ParameterSet gradients)
    {
        ParameterSet elements = new(weights.Layout);
        ReferenceNetwork.Store(
            weights.Layout.Tensors.ToDictionary(static tensor => tensor.Name, static tensor => Enumerable.Repeat(1.0, tensor.Count).ToArray()),
            elements);
        for (int i = 0; i < gradients.Flat.Length; i++)
        {
            Assert.True(elements.Flat[i] == 1 || gradients.Flat[i] == 0, $"padding at {i} has the gradient {gradients.Flat[i]}");
        }
    }

    // A norm makes values that are large beside their deviation into small ones, and their rounding with them.
    private static double Amplification(
        IReadOnlyList<LayerSummary> layers, IReadOnlyDictionary<string, double[]> weights, IReadOnlyList<double[]> values, int samples, DropoutState? training)
    {
        double amplification = 1;
        for (int i = 0; i < layers.Count; i++)
        {
            foreach ((BranchSummary branch, IReadOnlyList<double[]> inner) in Branches(layers[i], weights, values[i], samples, training))
            {
                amplification *= Amplification(branch.Layers, weights, inner, samples, training);
            }

            float? epsilon = layers[i].Layer switch
            {
                LayerNormAttribute norm => norm.Epsilon,
                GroupNormAttribute norm => norm.Epsilon,
                BatchNormAttribute norm => norm.Epsilon,
                _ => null,
            };
            if (epsilon is { } added)
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

    // Whether a value is so near to where a function or its derivative jumps that rounding decides on which side it falls.
    private static bool IsOnEdge(
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

    // What is squashed approaches its limits as closely as it likes, and has no slope there.
    private static bool IsOnLossEdge(NetworkSummary summary, double[] outputs, double[] targets)
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
                case DenseAttribute or Conv1DAttribute or Conv2DAttribute or DepthwiseConv2DAttribute or AveragePool2DAttribute or GlobalAveragePoolAttribute:
                    double[] magnitudes = Magnitudes(layers[i], weights, values[i]);
                    return values[i + 1].Where((sum, k) => sum != 0 && Math.Abs(sum) < SumEdgeDistance * magnitudes[k]).Any();
                case CompositionAttribute { Composition: Composition.Sum }:
                    double[][] terms = [values[i], .. Branches(layers[i], weights, values[i], samples, training).Select(static branch => branch.Values[^1])];
                    double[][] added = terms.Length > 2 ? terms[1..] : terms;
                    return values[i + 1].Where((sum, k) => sum != 0 && Math.Abs(sum) < SumEdgeDistance * added.Sum(term => Math.Abs(term[k]))).Any();
                case CompositionAttribute:
                    return Branches(layers[i], weights, values[i], samples, training).Any(branch => HasDoubtfulSign(
                        branch.Branch.Layers, weights, branch.Values, branch.Branch.Layers.Length, samples, training, isStartDoubtful));
                case LayerNormAttribute or GroupNormAttribute or BatchNormAttribute:
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

    private static void AssertNear(double[] expected, float[] actual, string what, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}[{i}] is {actual[i]:R}, not {expected[i]:R}, by {tolerance:G2}");
        }
    }

    private static float[] Singles(int count, double low, double high, Random random)
        => [.. Enumerable.Range(0, count).Select(_ => (float)(low + ((high - low) * random.NextDouble())))];

    private static double[] Doubles(float[] values) => [.. values.Select(static value => (double)value)];
}
