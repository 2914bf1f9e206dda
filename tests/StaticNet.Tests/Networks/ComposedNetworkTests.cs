using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Networks;

/// <summary>Networks of blocks, from the declaration to the numbers.</summary>
public sealed class ComposedNetworkTests
{
    [Fact]
    public void ResNet_20_costs_what_the_paper_says()
    {
        Assert.Equal(40_551_040, ResNet20.MultiplyAdds);
        Assert.Equal(268_346, ResNet20.ParameterCount);
        Assert.Equal(20, 1 + ResNet20.CreateParameters().Names.Count(static name => name.Contains("conv", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_first_block_of_GoogLeNet_costs_what_the_paper_says()
    {
        // 159 thousand weights, in the paper's thousands of 1,024, and 128 million operations.
        Assert.Equal(163_328 + 368, Inception3A.ParameterCount);
        Assert.Equal(163_328L * 28 * 28, Inception3A.MultiplyAdds);
        Assert.Equal([256, 28, 28], Inception3A.Summary.OutputShape);
    }

    [Fact]
    public void Parameters_are_named_by_the_path_to_them()
    {
        Assert.Equal(
            [
                "conv1.weight",
                "repeat1.block1.residual1.conv1.weight", "repeat1.block1.residual1.conv2.weight",
                "repeat1.block2.residual1.conv1.weight", "repeat1.block2.residual1.conv2.weight",
                "repeat1.block3.residual1.conv1.weight", "repeat1.block3.residual1.conv2.weight",
                "apply1.residual1.conv1.weight", "apply1.residual1.conv2.weight",
                "apply1.repeat1.block1.residual1.conv1.weight", "apply1.repeat1.block1.residual1.conv2.weight",
                "apply1.repeat1.block2.residual1.conv1.weight", "apply1.repeat1.block2.residual1.conv2.weight",
                "apply2.residual1.conv1.weight", "apply2.residual1.conv2.weight",
                "apply2.repeat1.block1.residual1.conv1.weight", "apply2.repeat1.block1.residual1.conv2.weight",
                "apply2.repeat1.block2.residual1.conv1.weight", "apply2.repeat1.block2.residual1.conv2.weight",
                "dense1.weight", "dense1.bias",
            ],
            ResNet20.CreateParameters().Names);
        Assert.Contains("inception3a.concat1.branch3.conv2.weight", Inception3A.CreateParameters().Names);
        Assert.Contains("residual2.shortcut.conv1.bias", SmallComposition.CreateParameters().Names);

        var network = new ResNet20(seed: 1);
        Assert.Equal(network.Parameters["apply2.repeat1.block1.residual1.conv2.weight"][3, 2, 1, 0], network.Apply2.Repeat1.Block1.Residual1.Conv2.Weight[3, 2, 1, 0]);
        Assert.Equal(network.Parameters["repeat1.block3.residual1.conv1.weight"][3, 2, 1, 0], network.Repeat1.Block3.Residual1.Conv1.Weight[3, 2, 1, 0]);
        network.Apply2.Repeat1.Block2.Residual1.Conv2.Weight[3, 2, 1, 0] = 7;
        Assert.Equal(7, network.Parameters["apply2.repeat1.block2.residual1.conv2.weight"][3, 2, 1, 0]);
    }

    [Fact]
    public void The_summary_shows_blocks_and_their_arguments()
    {
        LayerSummary stage = Assert.Single(ResNet20.Summary.Layers, static layer => layer.Name == "apply2");

        Assert.Equal("Apply<Stage>(64)", stage.Declaration);
        var apply = Assert.IsType<ApplyAttribute<Stage>>(stage.Layer);
        Assert.Equal([64], apply.Arguments);
        Assert.Equal([typeof(Stage)], apply.Blocks);
        Assert.Equal("Residual<BasicBlock, Halving>(64, 2)", stage.Branches[0].Layers[0].Declaration);
        Assert.Equal("PadChannels(16, 16)", stage.Branches[0].Layers[0].Branches[1].Layers[1].Declaration);
        Assert.Equal("Repeat<Unit>(2, 64)", stage.Branches[0].Layers[2].Declaration);
    }

    [Fact]
    public void ResNet_20_agrees_with_the_reference() => AssertAgrees<ResNet20>(samples: 2);

    // Large, and of kernels that the hashes of smaller networks compare at every width.
    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void The_first_block_of_GoogLeNet_agrees_with_the_reference()
    {
        Assert.SkipWhen(Configuration.IsDebug, "128 million multiply-adds, forward and backward, take long without optimisation: only in Release.");
        AssertAgrees<Inception3A>(samples: 1);
    }

    [Fact]
    public void A_small_composition_agrees_with_the_reference() => AssertAgrees<SmallComposition>(samples: 5);

    [Fact]
    public void Networks_whose_paths_cross_agree_with_the_reference()
    {
        AssertAgrees<CrossingPaths>(samples: 5);
        AssertAgrees<CrossingImages>(samples: 5);
    }

    [Fact]
    public void Networks_of_several_inputs_and_outputs_agree_with_the_reference()
    {
        AssertAgrees<ActorCritic>(samples: 5);
        AssertAgrees<ImageAndRow>(samples: 5);
    }

    [Fact]
    public void Summaries_say_what_each_layer_reads()
    {
        Assert.Equal([-1], CrossingPaths.Summary.Layers[0].Inputs);
        Assert.Equal([1], CrossingPaths.Summary.Layers[4].Inputs);
        Assert.Equal("Dense(32, From = \"trunk\")", CrossingPaths.Summary.Layers[4].Declaration);
        Assert.Equal([4, 3], CrossingPaths.Summary.Layers[5].Inputs);
        Assert.Equal("Multiply(\"gate\")", CrossingPaths.Summary.Layers[5].Declaration);
        Assert.Equal([9, 10, -1], CrossingPaths.Summary.Layers[11].Inputs);
        Assert.Equal([84], CrossingPaths.Summary.Layers[11].OutputShape);
    }

    [Fact]
    public void Kernels_too_long_to_be_written_out_agree_with_the_reference()
    {
        AssertAgrees<LongKernels>(samples: 3);
        AssertAgrees<WideKernels>(samples: 3);
        AssertAgrees<TallKernels>(samples: 3);
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void A_network_of_blocks_learns_and_its_loss_stays_that_of_the_reference()
    {
        float[] inputs = Inputs<SmallComposition>(8);
        int[] labels = [0, 1, 2, 3, 4, 5, 6, 7];
        var network = new SmallComposition(seed: 2);
        var reference = new ReferenceNetwork(SmallComposition.Summary);
        var trainer = new Trainer<SmallComposition>(network, new Adam(0.005));
        double[] x = [.. inputs.Select(static input => (double)input)];
        var losses = new List<float>();
        for (int step = 0; step < 30; step++)
        {
            reference.Gradient(x, reference.Targets(labels), ReferenceNetwork.Tensors(network.Parameters), out double expected);
            losses.Add(trainer.Step(inputs, labels));
            Assert.Equal(expected, losses[^1], 1e-5);
        }

        Assert.True(losses[^1] < 0.8f * losses[0], $"The losses were {string.Join(", ", losses)}.");
    }

    private static void AssertAgrees<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(5);
        float[] inputs = Inputs<TNetwork>(samples);
        float[] outputs = new float[samples * TNetwork.OutputLength];
        network.Forward(inputs, outputs);

        var reference = new ReferenceNetwork(TNetwork.Summary);
        Dictionary<string, double[]> weights = ReferenceNetwork.Tensors(network.Parameters);
        double[] x = [.. inputs.Select(static input => (double)input)];
        AssertClose("outputs", reference.Forward(x, weights), outputs);
        if (!TNetwork.Summary.IsTrained)
        {
            return;
        }

        float[] targets = new float[samples * TNetwork.TargetLength];
        for (int sample = 0; sample < samples; sample++)
        {
            targets[(sample * TNetwork.TargetLength) + (sample % TNetwork.TargetLength)] = 1;
        }

        ParameterSet gradients = TNetwork.CreateParameters();
        float loss = network.Gradient(inputs, targets, gradients);
        Dictionary<string, double[]> expected = reference.Gradient(x, [.. targets.Select(static target => (double)target)], weights, out double expectedLoss);
        Assert.Equal(expectedLoss, loss, 1e-5);
        Dictionary<string, double[]> found = ReferenceNetwork.Tensors(gradients);
        foreach (string name in gradients.Layout.Tensors.Where(static tensor => tensor.IsTrainable).Select(static tensor => tensor.Name))
        {
            AssertClose(name, expected[name], [.. found[name].Select(static value => (float)value)]);
        }
    }

    // To the rounding of the largest of them.
    private static void AssertClose(string name, double[] expected, float[] actual)
    {
        double scale = expected.Max(Math.Abs);
        Assert.True(scale > 0, $"{name} is 0 everywhere.");
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-5 * scale, $"{name}[{i}] is {actual[i]}, expected {expected[i]}.");
        }
    }

    private static float[] Inputs<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new RandomSource(17);
        float[] inputs = new float[samples * TNetwork.InputLength];
        foreach (ref float input in inputs.AsSpan())
        {
            input = (random.NextSingle() * 4) - 2;
        }

        return inputs;
    }
}
