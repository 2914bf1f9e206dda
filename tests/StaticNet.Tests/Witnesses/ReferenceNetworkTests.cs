using StaticNet.Reference;

namespace StaticNet.Tests.Witnesses;

/// <summary>The reference interpreter by itself: its gradients are the slopes of its own forward pass, and that is right by hand.</summary>
public sealed class ReferenceNetworkTests
{
    private const int Inputs = 3;
    private const int Samples = 4;

    private static readonly Dictionary<string, LayerAttribute[]> Layers = new()
    {
        ["Dense"] = [new DenseAttribute(5)],
        ["Dense without bias"] = [new DenseAttribute(5) { Bias = false }],
        ["Flatten"] = [new DenseAttribute(5), new FlattenAttribute()],
        ["ReLU"] = [new DenseAttribute(5), new ReLUAttribute()],
        ["LeakyReLU"] = [new DenseAttribute(5), new LeakyReLUAttribute(0.1f)],
        ["PReLU"] = [new DenseAttribute(5), new PReLUAttribute()],
        ["ELU"] = [new DenseAttribute(5), new ELUAttribute(1.5f)],
        ["GELU"] = [new DenseAttribute(5), new GELUAttribute()],
        ["SiLU"] = [new DenseAttribute(5), new SiLUAttribute()],
        ["Sigmoid"] = [new DenseAttribute(5), new SigmoidAttribute()],
        ["Tanh"] = [new DenseAttribute(5), new TanhAttribute()],
        ["Softplus"] = [new DenseAttribute(5), new SoftplusAttribute()],
        ["HardSigmoid"] = [new DenseAttribute(5), new HardSigmoidAttribute()],
        ["HardSwish"] = [new DenseAttribute(5), new HardSwishAttribute()],
        ["Softmax"] = [new DenseAttribute(5), new SoftmaxAttribute()],
        ["LogSoftmax"] = [new DenseAttribute(5), new LogSoftmaxAttribute()],
        ["Step"] = [new DenseAttribute(5), new StepAttribute(), new DenseAttribute(2)],
        ["several"] = [new DenseAttribute(7), new PReLUAttribute(), new DenseAttribute(6), new TanhAttribute(), new DenseAttribute(5), new PReLUAttribute()],
    };

    private static readonly Dictionary<string, (LossAttribute Loss, LayerAttribute[] Last)> Losses = new()
    {
        ["MeanSquaredError"] = (new MeanSquaredErrorAttribute(), []),
        ["MeanAbsoluteError"] = (new MeanAbsoluteErrorAttribute(), []),
        ["Huber"] = (new HuberAttribute(0.4f), []),
        ["CrossEntropy"] = (new CrossEntropyAttribute(), []),
        ["CrossEntropy after Softmax"] = (new CrossEntropyAttribute(), [new SoftmaxAttribute()]),
        ["CrossEntropy after LogSoftmax"] = (new CrossEntropyAttribute(), [new LogSoftmaxAttribute()]),
        ["BinaryCrossEntropy"] = (new BinaryCrossEntropyAttribute(), []),
        ["BinaryCrossEntropy after Sigmoid"] = (new BinaryCrossEntropyAttribute(), [new SigmoidAttribute()]),
        ["MeanSquaredError after Softmax"] = (new MeanSquaredErrorAttribute(), [new SoftmaxAttribute()]),
    };

    public static TheoryData<string> LayerNames => [.. Layers.Keys];

    public static TheoryData<string> LossNames => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void A_layers_gradient_is_that_of_central_differences(string name)
        => AssertGradient(Describe.Network(Inputs, new MeanSquaredErrorAttribute(), Layers[name]));

    [Theory]
    [MemberData(nameof(LossNames))]
    public void A_loss_gradient_is_that_of_central_differences(string name)
    {
        (LossAttribute loss, LayerAttribute[] last) = Losses[name];
        AssertGradient(Describe.Network(Inputs, loss, [new DenseAttribute(4), .. last]));
    }

    [Theory]
    [MemberData(nameof(LossNames))]
    public void Labels_are_targets_of_ones_and_zeros(string name)
    {
        (LossAttribute loss, LayerAttribute[] last) = Losses[name];
        NetworkSummary summary = Describe.Network(Inputs, loss, [new DenseAttribute(3), .. last]);
        var network = new ReferenceNetwork(summary);
        var random = new Random(5);
        Dictionary<string, double[]> weights = Weights(summary, random);
        double[] inputs = Values(2 * Inputs, random);

        Dictionary<string, double[]> expected = network.Gradient(inputs, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0], weights, out double expectedLoss);
        Dictionary<string, double[]> actual = network.Gradient(inputs, [2, 0], weights, out double actualLoss);

        Assert.Equal(expectedLoss, actualLoss);
        Assert.Equal(expected["dense1.weight"], actual["dense1.weight"]);
    }

    [Fact]
    public void A_label_is_the_target_itself_for_a_single_output()
    {
        var network = new ReferenceNetwork(Describe.Network(1, new BinaryCrossEntropyAttribute(), new DenseAttribute(1)));
        Assert.Equal([1.0, 0.0], network.Targets([1, 0]));
    }

    [Fact]
    public void Softmax_of_the_worksheet()
    {
        var network = new ReferenceNetwork(Describe.Network(3, null, new SoftmaxAttribute()));
        double[] y = network.Forward([2.0, 1.0, 0.1], new Dictionary<string, double[]>());
        Assert.Equal(0.6590, y[0], 4);
        Assert.Equal(0.2424, y[1], 4);
        Assert.Equal(0.0986, y[2], 4);
    }

    // Three sigmoids, each weight 0.5, input 0.5.
    [Fact]
    public void Chain_of_sigmoids_of_the_worksheet()
    {
        LayerAttribute[] layers = [.. Enumerable.Range(0, 3).SelectMany(static _ => (LayerAttribute[])[new DenseAttribute(1) { Bias = false }, new SigmoidAttribute()])];
        var network = new ReferenceNetwork(Describe.Network(1, new MeanAbsoluteErrorAttribute(), layers));
        Dictionary<string, double[]> weights = new() { ["dense1.weight"] = [0.5], ["dense2.weight"] = [0.5], ["dense3.weight"] = [0.5] };

        // The absolute error of a target below the output has the derivative 1: the gradient is that of the output.
        Dictionary<string, double[]> gradients = network.Gradient([0.5], [0.0], weights, out double loss);

        Assert.Equal(0.5707, loss, 4);
        Assert.Equal(0.00185, gradients["input"][0], 5);
    }

    [Fact]
    public void Losses_by_hand()
    {
        Assert.Equal((0.25 + 4) / 2, Loss(new MeanSquaredErrorAttribute(), [0.5, -1], [1, 1]), 12);
        Assert.Equal((0.5 + 2) / 2, Loss(new MeanAbsoluteErrorAttribute(), [0.5, -1], [1, 1]), 12);
        Assert.Equal((0.125 + 1.5) / 2, Loss(new HuberAttribute(), [0.5, -1], [1, 1]), 12);
        Assert.Equal(Math.Log(Math.Exp(0.5) + Math.Exp(-1)) - 0.5, Loss(new CrossEntropyAttribute(), [0.5, -1], [1, 0]), 12);
        double p = 1 / (1 + Math.Exp(-0.5));
        double q = 1 / (1 + Math.Exp(1));
        Assert.Equal(-(Math.Log(p) + Math.Log(1 - q)) / 2, Loss(new BinaryCrossEntropyAttribute(), [0.5, -1], [1, 0]), 12);

        static double Loss(LossAttribute loss, double[] outputs, double[] targets)
        {
            new ReferenceNetwork(Describe.Network(2, loss)).Gradient(outputs, targets, new Dictionary<string, double[]>(), out double value);
            return value;
        }
    }

    [Fact]
    public void Stable_losses_do_not_overflow()
    {
        var cross = new ReferenceNetwork(Describe.Network(2, new CrossEntropyAttribute(), new SoftmaxAttribute()));
        Dictionary<string, double[]> gradients = cross.Gradient([5000.0, -5000.0], [0.0, 1.0], new Dictionary<string, double[]>(), out double loss);
        Assert.Equal(10000, loss);
        Assert.Equal([1.0, -1.0], gradients["input"]);

        var binary = new ReferenceNetwork(Describe.Network(1, new BinaryCrossEntropyAttribute(), new SigmoidAttribute()));
        gradients = binary.Gradient([-5000.0], [1.0], new Dictionary<string, double[]>(), out loss);
        Assert.Equal(5000, loss);
        Assert.Equal([-1.0], gradients["input"]);
    }

    [Fact]
    public void Tensors_are_read_and_written_through_their_strides()
    {
        // [2, 3] as columns of 4 floats.
        var layout = new ParameterLayout(32, 32, new TensorDescription("dense1.weight", [2, 3], [1, 4], 16));
        var set = new ParameterSet(layout);
        Dictionary<string, double[]> tensors = new() { ["dense1.weight"] = [1, 2, 3, 4, 5, 6] };
        ReferenceNetwork.Store(tensors, set);
        Assert.Equal([1f, 4f, 0f, 0f, 2f, 5f, 0f, 0f, 3f, 6f], set.Flat[16..26].ToArray());
        Assert.Equal(tensors["dense1.weight"], ReferenceNetwork.Tensors(set)["dense1.weight"]);
    }

    /// <summary>Moves every weight and every input a little up and down, and compares the slope of the loss with its gradient.</summary>
    private static void AssertGradient(NetworkSummary summary)
    {
        const double H = 1e-5;
        var network = new ReferenceNetwork(summary);
        var random = new Random(17);
        Dictionary<string, double[]> weights = Weights(summary, random);
        double[] inputs = Values(Samples * Inputs, random);
        double[] targets = [.. Values(Samples * network.OutputLength, random).Select(static value => Math.Abs(value))];
        Dictionary<string, double[]> gradients = network.Gradient(inputs, targets, weights, out _);

        int moved = 0;
        foreach ((string name, double[] values) in weights.Append(new KeyValuePair<string, double[]>("input", inputs)))
        {
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                values[i] = value + H;
                network.Gradient(inputs, targets, weights, out double above);
                values[i] = value - H;
                network.Gradient(inputs, targets, weights, out double below);
                values[i] = value;

                double slope = (above - below) / (2 * H);
                Assert.True(
                    Math.Abs(slope - gradients[name][i]) <= 1e-8 + (1e-8 * Math.Abs(slope)),
                    $"{name}[{i}]: the gradient is {gradients[name][i]:R}, the slope {slope:R}");
                moved++;
            }
        }

        Assert.True(moved > Samples * Inputs);
    }

    private static Dictionary<string, double[]> Weights(NetworkSummary summary, Random random)
        => summary.Layers.SelectMany(static layer => layer.Parameters).ToDictionary(static tensor => tensor.Name, tensor => Values(tensor.Count, random));

    private static double[] Values(int count, Random random)
        => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 2)];
}
