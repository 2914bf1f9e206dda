using StaticNet.Reference;

namespace StaticNet.Onnx.Tests;

/// <summary>Each layer by itself: ONNX Runtime on the export, against the layer's equation in double precision.</summary>
public sealed class LayerExportTests
{
    private static readonly float[] Points =
        [-30f, -8f, -4f, -3f, -2.5f, -1f, -0.5f, -1e-3f, -0f, 0f, 1e-3f, 0.5f, 1f, 2.5f, 3f, 4f, 8f, 30f];

    public static TheoryData<string> Activations => [.. Equations.Keys];

    private static Dictionary<string, (LayerAttribute Layer, Func<double, double> Equation)> Equations { get; } = new()
    {
        ["ReLU"] = (new ReLUAttribute(), static x => Math.Max(x, 0)),
        ["LeakyReLU"] = (new LeakyReLUAttribute(0.2f), static x => x > 0 ? x : 0.2f * x),
        ["LeakyReLU by default"] = (new LeakyReLUAttribute(), static x => x > 0 ? x : 0.01f * x),
        ["PReLU"] = (new PReLUAttribute(), static x => x > 0 ? x : 0.3f * x),
        ["ELU"] = (new ELUAttribute(0.7f), static x => x > 0 ? x : 0.7f * (Math.Exp(x) - 1)),
        ["ELU by default"] = (new ELUAttribute(), static x => x > 0 ? x : Math.Exp(x) - 1),
        ["GELU"] = (new GELUAttribute(), static x => x * (1 + ErrorFunction.Erf(x / Math.Sqrt(2))) / 2),
        ["SiLU"] = (new SiLUAttribute(), static x => x / (1 + Math.Exp(-x))),
        ["ReLU6"] = (new ReLU6Attribute(), static x => Math.Clamp(x, 0, 6)),
        ["Clamp"] = (new ClampAttribute(-0.5f, 0.75f), static x => Math.Clamp(x, -0.5, 0.75)),
        ["Square"] = (new SquareAttribute(), static x => x * x),
        ["Exp"] = (new ExpAttribute(), Math.Exp),
        ["Abs"] = (new AbsAttribute(), Math.Abs),
        ["Scale"] = (new ScaleAttribute(-0.5f), static x => -0.5 * x),
        ["Shift"] = (new ShiftAttribute(0.25f), static x => x + 0.25),
        ["Mish"] = (new MishAttribute(), static x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["Sigmoid"] = (new SigmoidAttribute(), static x => 1 / (1 + Math.Exp(-x))),
        ["Tanh"] = (new TanhAttribute(), Math.Tanh),
        ["Softplus"] = (new SoftplusAttribute(), static x => Math.Log(1 + Math.Exp(x))),
        ["HardSigmoid"] = (new HardSigmoidAttribute(), static x => Math.Clamp((x / 6) + 0.5, 0, 1)),
        ["HardSwish"] = (new HardSwishAttribute(), static x => x * Math.Clamp(x + 3, 0, 6) / 6),
        ["Step"] = (new StepAttribute(), static x => x > 0 ? 1 : 0),
    };

    private static Dictionary<string, (int[] InputShape, LayerAttribute Layer)> Spatial { get; } = new()
    {
        ["Conv2D"] = ([2, 6, 5], new Conv2DAttribute(3, 3)),
        ["Conv2D with everything set"] = ([4, 9, 8], new Conv2DAttribute(6, 3, 2) { Stride = 2, Pad = 3, Dilation = 2, Groups = 2, Bias = false }),
        ["Conv2D to the same size"] = ([2, 6, 5], new Conv2DAttribute(3, 5, 3) { Padding = Padding.Same }),
        ["DepthwiseConv2D"] = ([3, 6, 5], new DepthwiseConv2DAttribute(3, 2) { Multiplier = 2, Pad = 1, Stride = 2 }),
        ["DepthwiseConv2D to the same size"] = ([3, 7, 8], new DepthwiseConv2DAttribute(3, 5) { Padding = Padding.Same, Dilation = 2, Bias = false }),
        ["Conv1D"] = ([2, 9], new Conv1DAttribute(3, 2)),
        ["Conv1D with everything set"] = ([4, 17], new Conv1DAttribute(6, 3) { Stride = 3, Pad = 4, Dilation = 2, Groups = 2, Bias = false }),
        ["ConvTranspose2D"] = ([3, 4, 5], new ConvTranspose2DAttribute(2, 3, 2)),
        ["ConvTranspose2D with everything set"] = ([4, 3, 4], new ConvTranspose2DAttribute(6, 3, 2) { Stride = 3, Pad = 2, OutputPadding = 2, Dilation = 2, Groups = 2, Bias = false }),
        ["ConvTranspose2D longer than its stride"] = ([2, 3, 4], new ConvTranspose2DAttribute(3, 2) { Stride = 2, Dilation = 4, Pad = 1, OutputPadding = 3 }),
        ["ConvTranspose1D"] = ([2, 9], new ConvTranspose1DAttribute(3, 2)),
        ["ConvTranspose1D with everything set"] = ([4, 5], new ConvTranspose1DAttribute(6, 4) { Stride = 2, Pad = 3, OutputPadding = 1, Dilation = 2, Groups = 2, Bias = false }),
        ["ConvTranspose1D longer than its stride"] = ([2, 4], new ConvTranspose1DAttribute(3, 3) { Dilation = 3, OutputPadding = 2 }),
        ["MaxPool2D"] = ([2, 7, 6], new MaxPool2DAttribute(2, 3)),
        ["MaxPool2D that overlaps"] = ([2, 7, 6], new MaxPool2DAttribute(3, 2) { Stride = 1, Pad = 1 }),
        ["AveragePool2D"] = ([2, 7, 6], new AveragePool2DAttribute(2, 3)),
        ["AveragePool2D counts its padding"] = ([2, 7, 6], new AveragePool2DAttribute(3, 2) { Stride = 2, Pad = 1 }),
        ["Conv2D with axes and sides of their own"] = ([2, 9, 8], new Conv2DAttribute(3, 3, 2) { StrideHeight = 2, DilationWidth = 3, PadTop = 2, PadBottom = 1, PadRight = 3 }),
        ["DepthwiseConv2D padded as TensorFlow does"] = ([3, 8, 6], new DepthwiseConv2DAttribute(3) { Stride = 2, PadBottom = 1, PadRight = 1 }),
        ["Conv1D padded before"] = ([2, 9], new Conv1DAttribute(3, 3) { Dilation = 2, PadLeft = 4 }),
        ["ConvTranspose2D with axes and sides of their own"] = ([2, 4, 5], new ConvTranspose2DAttribute(3, 3) { StrideHeight = 3, StrideWidth = 2, PadTop = 1, PadRight = 2, OutputPaddingHeight = 2 }),
        ["ConvTranspose1D that leaves out its end"] = ([2, 9], new ConvTranspose1DAttribute(3, 4) { Stride = 2, PadRight = 3 }),
        ["MaxPool2D that rounds up"] = ([2, 8, 7], new MaxPool2DAttribute(3, 2) { Stride = 2, PadTop = 1, CeilMode = true }),
        ["MaxPool1D"] = ([2, 10], new MaxPool1DAttribute(3) { Stride = 2, PadRight = 1 }),
        ["AveragePool2D without its padding"] = ([2, 7, 6], new AveragePool2DAttribute(3, 2) { Stride = 2, Pad = 1, CountIncludePad = false }),
        ["AveragePool2D that rounds up without its padding"] = ([2, 8, 7], new AveragePool2DAttribute(3, 2) { Stride = 2, PadTop = 1, CountIncludePad = false, CeilMode = true }),
        ["AveragePool2D that rounds up"] = ([2, 8, 7], new AveragePool2DAttribute(3, 2) { Stride = 2, PadTop = 1, CeilMode = true }),
        ["AveragePool1D"] = ([2, 9], new AveragePool1DAttribute(3) { Pad = 1, Stride = 2 }),
        ["PadChannels"] = ([3, 4, 5], new PadChannelsAttribute(2, 4)),
        ["PadChannels of a sequence"] = ([3, 4], new PadChannelsAttribute(0, 1)),
        ["PadChannels of features"] = ([5], new PadChannelsAttribute(1, 0)),
        ["Dropout"] = ([2, 3], new DropoutAttribute()),
        ["GroupNorm"] = ([18], new GroupNormAttribute(3)),
        ["GroupNorm of a sequence"] = ([4, 7], new GroupNormAttribute(4) { Epsilon = 0.1f }),
        ["GroupNorm of an image"] = ([6, 4, 5], new GroupNormAttribute(2)),
        ["InstanceNorm"] = ([3, 4, 5], new InstanceNormAttribute { Epsilon = 0.1f }),
        ["InstanceNorm of a sequence"] = ([4, 7], new InstanceNormAttribute { Affine = true }),
        ["LayerNorm"] = ([17], new LayerNormAttribute()),
        ["LayerNorm of a sequence"] = ([5, 7], new LayerNormAttribute { Epsilon = 0.1f }),
        ["LayerNorm of an image"] = ([6, 4, 5], new LayerNormAttribute()),
        ["RMSNorm"] = ([17], new RMSNormAttribute()),
        ["RMSNorm of a sequence"] = ([5, 7], new RMSNormAttribute { Epsilon = 0.1f }),
        ["RMSNorm of an image"] = ([6, 4, 5], new RMSNormAttribute()),
        ["BatchNorm"] = ([3, 4, 5], new BatchNormAttribute()),
        ["BatchNorm of a sequence"] = ([3, 4], new BatchNormAttribute { Epsilon = 0.01f, Momentum = 0.5f }),
        ["BatchNorm of features"] = ([17], new BatchNormAttribute()),
        ["GlobalAveragePool"] = ([3, 4, 5], new GlobalAveragePoolAttribute()),
        ["GlobalAveragePool of a sequence"] = ([3, 4], new GlobalAveragePoolAttribute()),
        ["GlobalMaxPool"] = ([3, 4, 5], new GlobalMaxPoolAttribute()),
        ["GlobalMaxPool of a sequence"] = ([3, 4], new GlobalMaxPoolAttribute()),
        ["ZeroPad"] = ([2, 3, 4], new ZeroPadAttribute(1) { PadTop = 2, PadRight = 0 }),
        ["ZeroPad of a sequence"] = ([2, 4], new ZeroPadAttribute { PadLeft = 3 }),
        ["ReflectPad"] = ([2, 3, 4], new ReflectPadAttribute(2) { PadWidth = 3, PadBottom = 0 }),
        ["ReflectPad of a sequence"] = ([2, 4], new ReflectPadAttribute { PadRight = 3 }),
        ["Upsample nearest"] = ([2, 3, 4], new UpsampleAttribute(2, 3)),
        ["Upsample nearest of a sequence"] = ([2, 4], new UpsampleAttribute(3)),
        ["Upsample bilinear"] = ([2, 3, 4], new UpsampleAttribute(2, 3) { Mode = UpsampleMode.Bilinear }),
        ["Upsample bilinear of a sequence"] = ([2, 5], new UpsampleAttribute(4) { Mode = UpsampleMode.Bilinear }),
        ["Upsample bilinear with corners"] = ([2, 3, 4], new UpsampleAttribute(3, 2) { Mode = UpsampleMode.Bilinear, AlignCorners = true }),
        ["Slice of channels"] = ([5, 3, 4], new SliceAttribute(1, 3)),
        ["Slice of rows"] = ([2, 3, 4], new SliceAttribute(1, 2) { Axis = 1 }),
        ["Slice of columns"] = ([2, 3, 4], new SliceAttribute(2, 1) { Axis = 2 }),
        ["Slice of features"] = ([9], new SliceAttribute(4, 5)),
        ["ReduceMean of channels"] = ([5, 3, 4], new ReduceMeanAttribute(0)),
        ["ReduceMean of rows"] = ([2, 3, 4], new ReduceMeanAttribute(1)),
        ["ReduceMean of columns"] = ([2, 3, 4], new ReduceMeanAttribute(2)),
        ["ReduceMean of a sequence"] = ([5, 4], new ReduceMeanAttribute(1)),
        ["ReduceMean of the channels of a sequence"] = ([5, 4], new ReduceMeanAttribute(0)),
        ["ReduceMean of features"] = ([9], new ReduceMeanAttribute(0)),
        ["ReduceSum of channels"] = ([5, 3, 4], new ReduceSumAttribute(0)),
        ["ReduceSum of rows"] = ([2, 3, 4], new ReduceSumAttribute(1)),
        ["ReduceSum of columns"] = ([2, 3, 4], new ReduceSumAttribute(2)),
        ["ReduceSum of a sequence"] = ([5, 4], new ReduceSumAttribute(1)),
        ["ReduceSum of the channels of a sequence"] = ([5, 4], new ReduceSumAttribute(0)),
        ["ReduceSum of features"] = ([9], new ReduceSumAttribute(0)),
        ["ReduceMax of channels"] = ([5, 3, 4], new ReduceMaxAttribute(0)),
        ["ReduceMax of rows"] = ([2, 3, 4], new ReduceMaxAttribute(1)),
        ["ReduceMax of columns"] = ([2, 3, 4], new ReduceMaxAttribute(2)),
        ["ReduceMax of a sequence"] = ([5, 4], new ReduceMaxAttribute(1)),
        ["ReduceMax of the channels of a sequence"] = ([5, 4], new ReduceMaxAttribute(0)),
        ["ReduceMax of features"] = ([9], new ReduceMaxAttribute(0)),
        ["Transpose of axes 0 and 1"] = ([5, 3, 4], new TransposeAttribute(0, 1)),
        ["Transpose of axes 0 and 2"] = ([5, 3, 4], new TransposeAttribute(0, 2)),
        ["Transpose of axes 2 and 1"] = ([5, 3, 4], new TransposeAttribute(2, 1)),
        ["Transpose of a sequence"] = ([5, 4], new TransposeAttribute(0, 1)),
        ["MaxPool2D with dilation"] = ([2, 7, 8], new MaxPool2DAttribute(3, 2) { Stride = 1, DilationHeight = 2, DilationWidth = 3, PadTop = 1 }),
        ["MaxPool2D with dilation, rounded up"] = ([2, 7, 8], new MaxPool2DAttribute(2) { Stride = 2, Dilation = 2, CeilMode = true }),
        ["MaxPool1D with dilation"] = ([2, 9], new MaxPool1DAttribute(3) { Stride = 2, Dilation = 2, Pad = 1 }),
        ["Reshape of an image"] = ([2, 3, 4], new ReshapeAttribute(4, 6)),
        ["Reshape of features"] = ([12], new ReshapeAttribute(3, 2, 2)),
    };

    public static TheoryData<string> SpatialNames => [.. Spatial.Keys];

    [Theory]
    [MemberData(nameof(SpatialNames))]
    public void A_layer_of_images_and_sequences_exports_what_the_reference_computes(string name)
    {
        (int[] inputShape, LayerAttribute layer) = Spatial[name];
        (NetworkSummary summary, ParameterSet parameters) = Described.Network(inputShape, layer);
        var random = new Random(3);
        foreach (TensorDescription tensor in parameters.Layout.Tensors)
        {
            // No variance is negative.
            bool isVariance = tensor.Name.EndsWith(".running_var", StringComparison.Ordinal);
            parameters.Set(tensor.Name, [.. Values(tensor.Count).Select(value => isVariance ? Math.Abs(value) : value)]);
        }

        var reference = new ReferenceNetwork(summary);
        float[] inputs = Values(2 * reference.InputLength);
        double[] expected = reference.Forward([.. inputs.Select(static value => (double)value)], ReferenceNetwork.Tensors(parameters));
        Peer.AssertAgrees(expected, Peer.Run(OnnxModel.ToBytes(summary, parameters), inputShape, inputs));

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (4f * random.NextSingle()) - 2f)];
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_exports_its_equation(string activation)
    {
        (LayerAttribute layer, Func<double, double> equation) = Equations[activation];
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([Points.Length], layer);
        if (layer is PReLUAttribute)
        {
            parameters.Set("prelu1.weight", 0.3f);
        }

        float[] outputs = Peer.Run(OnnxModel.ToBytes(summary, parameters), [Points.Length], Points);

        // One point at a time: a large neighbour must not widen what is allowed. The floor is there for the peer, whose own
        // sigmoid is only good to 1e-7 absolute, which x = -8 multiplies by eight in SiLU.
        for (int i = 0; i < Points.Length; i++)
        {
            double expected = equation(Points[i]);
            double allowed = 1e-5 * Math.Max(Math.Abs(expected), 0.1);
            Assert.True(Math.Abs(expected - outputs[i]) <= allowed, $"x = {Points[i]}: expected {expected:R}, got {outputs[i]:R}.");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dense_exports_its_weights_in_logical_order(bool bias)
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([3], new DenseAttribute(2) { Bias = bias });
        parameters.Set("dense1.weight", 1, 2, 3, 4, 5, 6);
        if (bias)
        {
            parameters.Set("dense1.bias", 100, 200);
        }

        float[] outputs = Peer.Run(OnnxModel.ToBytes(summary, parameters), [3], [1, 10, 100, -1, 0, 1]);

        float[] products = [321, 654, 2, 2];
        Assert.Equal(bias ? [421, 854, 102, 202] : products, outputs);
    }

    [Fact]
    public void Flatten_keeps_channels_first()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([2, 3, 2], new FlattenAttribute());
        float[] inputs = [.. Enumerable.Range(0, 36).Select(static i => (float)i)];
        Assert.Equal(inputs, Peer.Run(OnnxModel.ToBytes(summary, parameters), [2, 3, 2], inputs));
    }

    [Fact]
    public void Softmax_normalises_each_sample()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([3], new SoftmaxAttribute());
        float[] outputs = Peer.Run(OnnxModel.ToBytes(summary, parameters), [3], [2f, 1f, 0.1f, 1000f, 1000f, 0f]);
        Peer.AssertAgrees([0.65900114, 0.24243297, 0.09856589, 0.5, 0.5, 0], outputs);
    }

    [Fact]
    public void LogSoftmax_is_the_logarithm_of_softmax()
    {
        (NetworkSummary summary, ParameterSet parameters) = Described.Network([3], new LogSoftmaxAttribute());
        float[] outputs = Peer.Run(OnnxModel.ToBytes(summary, parameters), [3], [2f, 1f, 0.1f]);
        Peer.AssertAgrees([-0.41703001, -1.41703001, -2.31703001], outputs);
    }
}
