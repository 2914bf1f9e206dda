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
        ["Mish"] = [new DenseAttribute(5), new MishAttribute()],
        ["ReLU6"] = [new DenseAttribute(5), new ReLU6Attribute()],
        ["Clamp"] = [new DenseAttribute(5), new ClampAttribute(-0.5f, 0.75f)],
        ["Square"] = [new DenseAttribute(5), new SquareAttribute()],
        ["Sqrt"] = [new DenseAttribute(5), new SquareAttribute(), new ShiftAttribute(0.1f), new SqrtAttribute()],
        ["Exp"] = [new DenseAttribute(5), new ScaleAttribute(0.3f), new ExpAttribute()],
        ["Log"] = [new DenseAttribute(5), new SquareAttribute(), new ShiftAttribute(0.1f), new LogAttribute()],
        ["Abs"] = [new DenseAttribute(5), new AbsAttribute()],
        ["Scale"] = [new DenseAttribute(5), new ScaleAttribute(-0.5f)],
        ["Sigmoid"] = [new DenseAttribute(5), new SigmoidAttribute()],
        ["Tanh"] = [new DenseAttribute(5), new TanhAttribute()],
        ["Softplus"] = [new DenseAttribute(5), new SoftplusAttribute()],
        ["HardSigmoid"] = [new DenseAttribute(5), new HardSigmoidAttribute()],
        ["HardSwish"] = [new DenseAttribute(5), new HardSwishAttribute()],
        ["BatchNorm"] = [new DenseAttribute(5), new BatchNormAttribute(), new DenseAttribute(3)],
        ["Softmax"] = [new DenseAttribute(5), new SoftmaxAttribute()],
        ["LogSoftmax"] = [new DenseAttribute(5), new LogSoftmaxAttribute()],
        ["Dropout"] = [new DenseAttribute(7), new DropoutAttribute(0.3f), new DenseAttribute(5)],
        ["LayerNorm"] = [new DenseAttribute(5), new LayerNormAttribute()],
        ["RMSNorm"] = [new DenseAttribute(5), new RMSNormAttribute { Epsilon = 0.1f }, new DenseAttribute(3)],
        ["GroupNorm"] = [new DenseAttribute(9), new GroupNormAttribute(3), new DenseAttribute(5)],
        ["Step"] = [new DenseAttribute(5), new StepAttribute(), new DenseAttribute(2)],
        ["several"] = [new DenseAttribute(7), new PReLUAttribute(), new DenseAttribute(6), new TanhAttribute(), new DenseAttribute(5), new PReLUAttribute()],
    };

    // Each behind a convolution, so that its inputs' gradient is used too.
    private static readonly Dictionary<string, (int[] InputShape, LayerAttribute[] Layers)> SpatialLayers = new()
    {
        ["Conv2D"] = ([2, 5, 4], [new Conv2DAttribute(3, 2), new Conv2DAttribute(2, 3, 2)]),
        ["Conv2D with strides, padding and dilation"] = ([2, 7, 6], [new Conv2DAttribute(3, 2, 3) { Stride = 2, Pad = 3, Dilation = 2, Bias = false }, new Conv2DAttribute(2, 2)]),
        ["LayerNorm"] = ([2, 3, 4], [new Conv2DAttribute(5, 2), new LayerNormAttribute { Epsilon = 0.1f }]),
        ["GroupNorm"] = ([2, 3, 4], [new Conv2DAttribute(6, 2), new GroupNormAttribute(2)]),
        ["GroupNorm of a sequence"] = ([2, 5], [new Conv1DAttribute(3, 2), new GroupNormAttribute(3) { Epsilon = 0.1f }]),
        ["RMSNorm"] = ([2, 3, 4], [new Conv2DAttribute(5, 2), new RMSNormAttribute(), new Conv2DAttribute(2, 2)]),
        ["InstanceNorm"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new InstanceNormAttribute { Epsilon = 0.1f }, new Conv2DAttribute(2, 2)]),
        ["InstanceNorm of a sequence"] = ([2, 7], [new Conv1DAttribute(3, 2), new InstanceNormAttribute { Affine = true }, new Conv1DAttribute(2, 2)]),
        ["LayerNorm of a sequence"] = ([2, 5], [new Conv1DAttribute(3, 2), new LayerNormAttribute()]),
        ["Conv2D in groups"] = ([4, 4, 3], [new Conv2DAttribute(6, 3) { Padding = Padding.Same, Groups = 2 }, new Conv2DAttribute(3, 2) { Groups = 3 }]),
        ["BatchNorm"] = ([2, 4, 3], [new Conv2DAttribute(3, 2), new BatchNormAttribute { Epsilon = 0.1f }, new TanhAttribute(), new Conv2DAttribute(2, 2)]),
        ["BatchNorm of a sequence"] = ([2, 4], [new Conv1DAttribute(3, 2), new BatchNormAttribute(), new Conv1DAttribute(1, 2)]),
        ["Conv1D"] = ([2, 9], [new Conv1DAttribute(4, 3) { Padding = Padding.Same, Dilation = 3 }, new Conv1DAttribute(6, 2) { Stride = 3, Pad = 1, Groups = 2 }]),
        ["DepthwiseConv2D"] = ([2, 5, 5], [new DepthwiseConv2DAttribute(3) { Padding = Padding.Same }, new DepthwiseConv2DAttribute(2, 3) { Multiplier = 3, Stride = 2, Bias = false }]),
        ["ConvTranspose2D"] = ([2, 4, 3], [new Conv2DAttribute(3, 2), new ConvTranspose2DAttribute(2, 3, 2)]),
        ["ConvTranspose2D with strides, padding and dilation"] = ([2, 4, 3], [new Conv2DAttribute(4, 2), new ConvTranspose2DAttribute(6, 3, 2) { Stride = 2, Pad = 1, OutputPadding = 2, Dilation = 3, Groups = 2, Bias = false }]),
        ["ConvTranspose1D"] = ([2, 5], [new Conv1DAttribute(3, 2), new ConvTranspose1DAttribute(3, 2) { Stride = 3, Pad = 1, OutputPadding = 1, Groups = 3 }]),
        ["MaxPool2D"] = ([1, 6, 7], [new Conv2DAttribute(3, 2), new MaxPool2DAttribute(3, 2) { Stride = 2, Pad = 1 }]),
        ["MaxPool2D side by side"] = ([1, 6, 7], [new Conv2DAttribute(3, 2), new MaxPool2DAttribute(2, 3)]),
        ["AveragePool2D"] = ([1, 6, 7], [new Conv2DAttribute(3, 2), new AveragePool2DAttribute(3, 2) { Stride = 2, Pad = 1 }]),
        ["axes and sides of their own"] = ([2, 5, 6], [
            new Conv2DAttribute(3, 3, 2) { StrideWidth = 2, DilationHeight = 2, PadTop = 1, PadBottom = 2, PadRight = 1 },
            new ConvTranspose2DAttribute(2, 2) { StrideHeight = 2, PadLeft = 1, PadTop = 2, OutputPaddingHeight = 1 },
            new AveragePool2DAttribute(3, 2) { StrideHeight = 2, PadBottom = 1, CountIncludePad = false, CeilMode = true },
            new MaxPool2DAttribute(2) { StrideWidth = 1, PadTop = 1, CeilMode = true }]),
        ["pools of a sequence"] = ([2, 9], [new Conv1DAttribute(3, 2) { PadLeft = 2 }, new AveragePool1DAttribute(3) { Stride = 2, PadRight = 1 }, new MaxPool1DAttribute(2) { CeilMode = true }]),
        ["PadChannels"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new PadChannelsAttribute(2, 1), new Conv2DAttribute(2, 1)]),
        ["GlobalAveragePool"] = ([2, 3, 4], [new Conv2DAttribute(5, 2), new GlobalAveragePoolAttribute(), new DenseAttribute(2)]),
        ["GlobalAveragePool of a sequence"] = ([2, 6], [new Conv1DAttribute(5, 2), new GlobalAveragePoolAttribute()]),
        ["GlobalMaxPool"] = ([2, 3, 4], [new Conv2DAttribute(5, 2), new GlobalMaxPoolAttribute(), new DenseAttribute(2)]),
        ["ZeroPad"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new ZeroPadAttribute(1) { PadTop = 2, PadRight = 0 }, new Conv2DAttribute(2, 2)]),
        ["ReflectPad"] = ([2, 4, 4], [new Conv2DAttribute(3, 2), new ReflectPadAttribute(2) { PadLeft = 1 }, new Conv2DAttribute(2, 2)]),
        ["Upsample nearest"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new UpsampleAttribute(2, 3), new Conv2DAttribute(2, 2)]),
        ["Upsample bilinear"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new UpsampleAttribute(3, 2) { Mode = UpsampleMode.Bilinear }, new Conv2DAttribute(2, 2)]),
        ["Upsample bilinear with corners"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new UpsampleAttribute(2) { Mode = UpsampleMode.Bilinear, AlignCorners = true }]),
        ["Slice"] = ([2, 5, 4], [new Conv2DAttribute(5, 2), new SliceAttribute(1, 3), new SliceAttribute(1, 2) { Axis = 1 }, new SliceAttribute(0, 2) { Axis = 2 }]),
        ["Transpose"] = ([2, 5, 4], [new Conv2DAttribute(5, 2), new TransposeAttribute(0, 2), new Conv2DAttribute(2, 2), new TransposeAttribute(1, 2), new TransposeAttribute(1, 0)]),
        ["ReduceMean"] = ([2, 5, 4], [new Conv2DAttribute(5, 2), new ReduceMeanAttribute(1), new Conv1DAttribute(3, 2), new ReduceMeanAttribute(0)]),
        ["ReduceSum"] = ([2, 5, 4], [new Conv2DAttribute(5, 2), new ReduceSumAttribute(2), new ReduceSumAttribute(1), new ReduceSumAttribute(0)]),
        ["ReduceMax"] = ([2, 5, 4], [new Conv2DAttribute(5, 2), new ReduceMaxAttribute(0), new Conv1DAttribute(3, 2), new ReduceMaxAttribute(1), new DenseAttribute(2)]),
        ["MaxPool2D with dilation"] = ([2, 6, 7], [new Conv2DAttribute(5, 2), new MaxPool2DAttribute(2) { Stride = 1, Dilation = 2, DilationWidth = 3, PadLeft = 1 }]),
        ["Reshape"] = ([2, 3, 4], [new Conv2DAttribute(5, 2), new ReshapeAttribute(3, 10), new Conv1DAttribute(2, 3)]),
        ["activations of an image"] = ([2, 3, 4], [new Conv2DAttribute(3, 2), new TanhAttribute(), new Conv2DAttribute(2, 2), new PReLUAttribute(), new FlattenAttribute(), new DenseAttribute(2)]),
        ["activations of a sequence"] = ([2, 7], [new Conv1DAttribute(3, 2), new GELUAttribute(), new FlattenAttribute(), new DenseAttribute(2)]),
    };

    private static readonly Dictionary<string, (NetworkLossAttribute Loss, LayerAttribute[] Last)> Losses = new()
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

    public static TheoryData<string> SpatialLayerNames => [.. SpatialLayers.Keys];

    public static TheoryData<string> LossNames => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void A_layers_gradient_is_that_of_central_differences(string name)
        => AssertGradient(Describe.Network(Inputs, new MeanSquaredErrorAttribute(), Layers[name]));

    [Theory]
    [MemberData(nameof(SpatialLayerNames))]
    public void A_spatial_layers_gradient_is_that_of_central_differences(string name)
    {
        (int[] inputShape, LayerAttribute[] layers) = SpatialLayers[name];
        AssertGradient(Describe.Network(inputShape, new MeanSquaredErrorAttribute(), layers));
    }

    [Fact]
    public void A_transposed_convolution_by_hand()
    {
        // 1 0 2    The kernel puts a value where it is, and ten times that two lines below: in the middle two meet.
        // 0 0 0
        // 3 0 4
        var network = new ReferenceNetwork(Describe.Network([1, 2, 2], null, new ConvTranspose2DAttribute(1, 3, 1) { Stride = 2 }));
        Dictionary<string, double[]> weights = new() { ["convtranspose1.weight"] = [1, 0, 10], ["convtranspose1.bias"] = [100] };
        Assert.Equal([101.0, 100, 102, 100, 100, 100, 113, 100, 124, 100, 100, 100, 130, 100, 140], network.Forward([1, 2, 3, 4], weights));
    }

    [Fact]
    public void A_convolution_by_hand()
    {
        // 0 0 0 0 0
        // 0 1 2 3 0    The kernel takes the pixel right of the middle, and ten times the one below.
        // 0 4 5 6 0
        // 0 0 0 0 0
        var network = new ReferenceNetwork(Describe.Network([1, 2, 3], null, new Conv2DAttribute(1, 3) { Padding = Padding.Same }));
        Dictionary<string, double[]> weights = new() { ["conv1.weight"] = [0, 0, 0, 0, 0, 1, 0, 10, 0], ["conv1.bias"] = [100] };
        Assert.Equal([142.0, 153, 160, 105, 106, 100], network.Forward([1, 2, 3, 4, 5, 6], weights));
    }

    [Fact]
    public void Pools_by_hand()
    {
        // Of windows of 2 x 2 in steps of 2, with one pixel of padding around 3 x 3: one, two, two and four pixels are left.
        double[] image = [-1, -2, -3, -4, -5, -6, -7, -8, -8];
        Assert.Equal([-1.0, -2, -4, -5], Forward(new MaxPool2DAttribute(2) { Stride = 2, Pad = 1 }));
        Assert.Equal([-0.25, -1.25, -2.75, -6.75], Forward(new AveragePool2DAttribute(2) { Stride = 2, Pad = 1 }));
        Assert.Equal(-44.0 / 9, Forward(new GlobalAveragePoolAttribute()).Single(), 14);

        double[] Forward(LayerAttribute layer)
            => new ReferenceNetwork(Describe.Network([1, 3, 3], null, layer)).Forward(image, new Dictionary<string, double[]>());
    }

    [Fact]
    public void The_first_of_several_largest_gets_the_gradient()
    {
        var network = new ReferenceNetwork(Describe.Network([1, 2, 3], new MeanAbsoluteErrorAttribute(), new MaxPool2DAttribute(2) { Stride = 1 }));
        Dictionary<string, double[]> gradients = network.Gradient([3, 5, 5, 5, 1, 5], [0.0, 0.0], new Dictionary<string, double[]>(), out _);
        Assert.Equal([0, 1.0, 0, 0, 0, 0], gradients["input"]);
    }

    [Theory]
    [MemberData(nameof(LossNames))]
    public void A_loss_gradient_is_that_of_central_differences(string name)
    {
        (NetworkLossAttribute loss, LayerAttribute[] last) = Losses[name];
        AssertGradient(Describe.Network(Inputs, loss, [new DenseAttribute(4), .. last]));
    }

    [Theory]
    [MemberData(nameof(LossNames))]
    public void Labels_are_targets_of_ones_and_zeros(string name)
    {
        (NetworkLossAttribute loss, LayerAttribute[] last) = Losses[name];
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

        static double Loss(NetworkLossAttribute loss, double[] outputs, double[] targets)
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
        double[] inputs = Values(Samples * network.InputLength, random);
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

        Assert.True(moved > inputs.Length);
    }

    private static Dictionary<string, double[]> Weights(NetworkSummary summary, Random random)
        => summary.Layers.SelectMany(static layer => layer.Parameters).ToDictionary(static tensor => tensor.Name, tensor => Values(tensor.Count, random));

    private static double[] Values(int count, Random random)
        => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 2)];
}
