using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CsCheck;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Tests.Support;
using StaticNet.Onnx.Tests;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Compares networks with the reference interpreter, from source text to numbers: generated, compiled, loaded; forward, loss, gradients and running
/// statistics, and what ONNX Runtime computes of the export; each sample alone and in a batch, by one thread and by several; with what the caller passes
/// between pages that may not be touched.
/// </summary>
internal static class NetworkComparison
{
    private const int NetworksPerCompilation = 8;
    private const int SeveralThreads = 3;

    // Relative to the largest value of a tensor, and what may be left where values cancel to nothing.
    private const double Tolerance = 3e-5;
    private const double Floor = 2e-6;

    // Products of many layers are as large as they like, and floats have an end.
    private const double Largest = 1e15;

    // Norms of norms have more to make larger than one value's rounding.
    private const double LargeAmplification = 16;

    // Where a value lies on the edge of a jump, floats may fall on its other side: other data is taken then.
    private const int MostAttempts = 30;

    /// <summary>Compares random networks.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="compilations">The number of compilations, with eight networks each.</param>
    public static void Check(Gen<RandomNetwork> networks, int compilations)
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

    /// <summary>What is wrong with networks, all of which are compared.</summary>
    public static IEnumerable<string> Failures(IEnumerable<RandomNetwork> networks)
        => networks.Chunk(NetworksPerCompilation).SelectMany(static some => Failures(some));

    private static IEnumerable<string> Failures(RandomNetwork[] networks)
    {
        try
        {
            Check(networks);
            return [];
        }
        catch (Exception exception) when (networks.Length == 1)
        {
            return [$"{networks[0]}: {exception.Message}"];
        }
        catch (Exception)
        {
            // Which of them, and whether others too.
            return networks.SelectMany(static network => Failures([network]));
        }
    }

    /// <summary>Compares some networks, compiled together.</summary>
    /// <returns>How many of them could be compared.</returns>
    public static int Check(params RandomNetwork[] networks)
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
        using var running = new RunningCase(network.ToString());
        try
        {
            return (bool)CheckMethod.MakeGenericMethod(type).Invoke(null, [network])!;
        }
        catch (TargetInvocationException exception)
        {
            throw new InvalidOperationException($"{network}: {exception.InnerException!.Message}", exception.InnerException);
        }
    }

    private static readonly MethodInfo CheckMethod = typeof(NetworkComparison).GetMethod(
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
            .Where(static layer => LayerShapes.Epsilon(layer.Layer) is not null)
            .SelectMany(static layer => layer.Parameters.Where(static tensor => tensor.IsTrainable)))
        {
            foreach (ref float value in network.Parameters.Flat.Slice(tensor.Offset, tensor.Count))
            {
                value += random.NextSingle() - 0.5f;
            }
        }

        foreach (LayerSummary layer in TNetwork.Summary.AllLayers.Where(static layer => layer.Layer is not CompositionAttribute))
        {
            if (layer.Layer is not JoinAttribute)
            {
                Assert.Equal(LayerShapes.Output(layer.Layer, layer.InputShape), layer.OutputShape);
            }

            Assert.Equal(LayerShapes.Tensors(layer.Layer, layer.InputShape).Select(static tensor => tensor.Shape), layer.Parameters.Select(static tensor => tensor.Shape.ToArray()));
        }

        var reference = new ReferenceNetwork(TNetwork.Summary) { Dropout = { Seed = declaration.Seed } };
        Dictionary<string, double[]> weights = ReferenceNetwork.Tensors(network.Parameters);

        float[] inputs;
        float[] targets;
        NetworkSummary summary = TNetwork.Summary;
        int? ignored = summary.Loss is CrossEntropyAttribute { IgnoredLabel: not CrossEntropyAttribute.NoLabel and var label } ? label : null;
        int[] labels = [.. Enumerable.Range(0, declaration.Samples * summary.LabelLength).Select(_ => random.Next(summary.ClassCount))];
        for (int i = 0; ignored is not null && i < labels.Length; i += 3)
        {
            labels[i] = ignored.Value;
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
            targets = Singles(declaration.Samples * TNetwork.TargetLength, 0, 1, random);
            wanted = declaration.Loss.Length == 0 ? [] : declaration.UsesLabels ? reference.Targets(labels) : Doubles(targets);
            values = reference.Values(Doubles(inputs), weights);
            trainingValues = reference.TrainingValues(Doubles(inputs), weights, out statistics);
        }
        while (values.Concat(trainingValues).Any(static value => value.Any(static x => Math.Abs(x) > Largest))
            || DoubtfulValues.IsOnEdge(reference.Graph, weights, values, declaration.Samples, training: null)
            || DoubtfulValues.IsOnEdge(reference.Graph, weights, trainingValues, declaration.Samples, reference.Dropout)
            || DoubtfulValues.IsOnLossEdge(TNetwork.Summary, reference.Outputs(values, declaration.Samples), wanted)
            || DoubtfulValues.IsOnLossEdge(TNetwork.Summary, reference.Outputs(trainingValues, declaration.Samples), wanted));

        double amplification = Amplification(reference.Graph, weights, values, declaration.Samples, training: null);
        (double tolerance, double floor) = (Tolerance * amplification, Floor * amplification);
        float[] outputs = new float[declaration.Samples * TNetwork.OutputLength];
        network.Forward(inputs, outputs);
        double[] expectedOutputs = reference.Outputs(values, declaration.Samples);
        AssertNear(expectedOutputs, outputs, "output", floor + (tolerance * expectedOutputs.Max(Math.Abs)));
        float[] exported = Peer.Run(OnnxModel.ToBytes(network), TNetwork.Summary, inputs);
        AssertNear(expectedOutputs, exported, "ONNX Runtime's output", floor + (tolerance * expectedOutputs.Max(Math.Abs)));
        CheckSamplesAlone(network, inputs, outputs);
        network.Forward([], []);
        foreach (GuardedEnd end in Enum.GetValues<GuardedEnd>())
        {
            GuardedCalls.CheckForward(network, inputs, outputs, end, threads: end == GuardedEnd.Start ? SeveralThreads : 1);
        }

        if (declaration.HasBackward)
        {
            CheckBackward(network, declaration, reference, inputs, weights, random);
        }

        if (declaration.Loss.Length == 0)
        {
            return true;
        }

        // The running statistics move, and the masks of dropout go on: each call is that of a new network.
        TNetwork[] copies = [.. Enum.GetValues<GuardedEnd>().Select(_ => Copy(network, declaration.Seed))];
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

        amplification = Amplification(reference.Graph, weights, trainingValues, declaration.Samples, reference.Dropout);
        (tolerance, floor) = (Tolerance * amplification, Floor * amplification);
        AssertNear([expectedLoss], [loss], "loss", floor + (tolerance * Math.Abs(expectedLoss)));

        floor *= DoubtfulValues.Slope(reference.Graph, weights, trainingValues, declaration.Samples, reference.Dropout);

        // A norm makes gradients before it that are 0, such as that of a bias, out of terms as large as any.
        bool isNormalized = TNetwork.Summary.AllLayers.Any(static layer => LayerShapes.Epsilon(layer.Layer) is not null);
        double largest = isNormalized ? expected.Values.Max(static gradient => gradient.Max(Math.Abs)) : 0;

        // A single value, such as the slope of a PReLU, has no other beside it that tells how large the terms are that cancel in it.
        double sum = Math.Sqrt(Math.Max(inputs.Length, outputs.Length));
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(gradients))
        {
            AssertNear(
                expected[name],
                [.. gradient.Select(static value => (float)value)],
                name,
                (gradient.Length == 1 ? floor * sum : floor) + (tolerance * Math.Max(largest, expected[name].Max(Math.Abs))));
        }

        floor = Floor * amplification;
        Dictionary<string, double[]> moved = ReferenceNetwork.Tensors(network.Parameters);
        foreach ((string name, double[] before) in weights)
        {
            double[] after = statistics.GetValueOrDefault(name, before);
            AssertNear(after, [.. moved[name].Select(static value => (float)value)], name, statistics.ContainsKey(name) ? floor + (tolerance * after.Max(Math.Abs)) : 0);
        }

        CheckPadding(network.Parameters, gradients);
        foreach (GuardedEnd end in Enum.GetValues<GuardedEnd>())
        {
            GuardedCalls.CheckGradient(
                copies[(int)end], inputs, targets, declaration.UsesLabels ? labels : null, loss, gradients, end, threads: end == GuardedEnd.Start ? SeveralThreads : 1);
            AssertSameBits(network.Parameters.Flat, copies[(int)end].Parameters.Flat, "the running statistics");
        }

        return true;
    }

    // Of gradients of the outputs that come from anywhere; of a new network each time, as running statistics move.
    private static void CheckBackward<TNetwork>(
        TNetwork network, RandomNetwork declaration, ReferenceNetwork reference, float[] inputs, Dictionary<string, double[]> weights, Random random)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] outputGradients = Singles(declaration.Samples * TNetwork.OutputLength, -1, 1, random);
        IReadOnlyList<double[]> values = reference.TrainingValues(Doubles(inputs), weights, out _);
        double amplification = Amplification(reference.Graph, weights, values, declaration.Samples, reference.Dropout);
        Dictionary<string, double[]> expected = reference.Backward(Doubles(inputs), Doubles(outputGradients), weights);
        bool isNormalized = TNetwork.Summary.AllLayers.Any(static layer => LayerShapes.Epsilon(layer.Layer) is not null);
        double largest = isNormalized ? expected.Values.Max(static gradient => gradient.Length == 0 ? 0 : gradient.Max(Math.Abs)) : 0;

        double floor = Floor * DoubtfulValues.Slope(reference.Graph, weights, values, declaration.Samples, reference.Dropout);

        // A parameter's gradient is a sum over samples and pixels, of as many terms: what cancels leaves the rounding of their random sum.
        double sum = Math.Sqrt(Math.Max(inputs.Length, outputGradients.Length));
        ParameterSet gradients = TNetwork.CreateParameters();
        gradients.Flat.Fill(float.NaN);
        float[] inputGradients = new float[inputs.Length];
        Copy(network, declaration.Seed).Backward(inputs, outputGradients, gradients, inputGradients);
        AssertGradient("input", expected["input"], inputGradients, floor);
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(gradients))
        {
            AssertGradient("Backward's " + name, expected[name], [.. gradient.Select(static value => (float)value)], floor * sum);
        }

        foreach (GuardedEnd end in Enum.GetValues<GuardedEnd>())
        {
            GuardedCalls.CheckBackward(
                () => Copy(network, declaration.Seed), inputs, outputGradients, inputGradients, gradients, end, threads: end == GuardedEnd.Start ? SeveralThreads : 1);
        }

        void AssertGradient(string name, double[] wanted, float[] found, double least)
            => AssertNear(wanted, found, name, amplification * (least + (Tolerance * Math.Max(largest, wanted.Length == 0 ? 0 : wanted.Max(Math.Abs)))));
    }

    private static double Amplification(ReferenceGraph graph, IReadOnlyDictionary<string, double[]> weights, IReadOnlyList<double[]> values, int samples, DropoutState? training)
    {
        double amplification = DoubtfulValues.Amplification(graph, weights, values, samples, training);
        return amplification * Math.Max(1, amplification / LargeAmplification);
    }

    private static TNetwork Copy<TNetwork>(TNetwork network, int seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork copy = TNetwork.Create(seed);
        network.Parameters.Flat.CopyTo(copy.Parameters.Flat);
        return copy;
    }

    /// <summary>Asserts that two results are the same bits.</summary>
    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
        => Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)), $"{what} have other bits");

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
