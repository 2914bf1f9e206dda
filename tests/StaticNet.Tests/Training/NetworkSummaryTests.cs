namespace StaticNet.Tests.Training;

[Trait(Width.Trait, Width.Any)]
public sealed class NetworkSummaryTests
{
    [Fact]
    public void The_table_has_a_row_for_each_layer_and_the_totals()
    {
        TensorDescription[] tensors = [new("dense1.weight", [128, 784], [1, 128], 0), new("dense1.bias", [128], [1], 784 * 128)];
        NetworkSummary summary = new(
            "Digits",
            [784],
            [
                new LayerSummary("dense1", new DenseAttribute(128), [784], [128], [784], 100_352, tensors),
                new LayerSummary("leakyrelu1", new LeakyReLUAttribute(0.2f), [128], [128], [784], 0, []),
                new LayerSummary("logits", new DenseAttribute(10) { Bias = false }, [128], [10], [784], 1280, [new("logits.weight", [10, 128], [128, 1], 0)]),
                new LayerSummary("softmax1", new SoftmaxAttribute(), [10], [10], [784], 0, []),
            ],
            new CrossEntropyAttribute(),
            512,
            2_097_152);
        Assert.Equal(
            """
            Digits, loss CrossEntropy
            name        layer                    output  parameters  multiply-adds   memory  receptive field
            ------------------------------------------------------------------------------------------------
                        input                     (784)                             3.1 KiB
            dense1      Dense(128)                (128)     100,480        100,352    512 B            (784)
            leakyrelu1  LeakyReLU(0.2)            (128)           0              0    512 B            (784)
            logits      Dense(10, Bias = false)    (10)       1,280          1,280     40 B            (784)
            softmax1    Softmax                    (10)           0              0     40 B            (784)
            ------------------------------------------------------------------------------------------------
                        total                      (10)     101,760        101,632
            weights 397.5 KiB; scratch memory of one sample: Forward 512 B, Gradient 2.0 MiB
            """,
            summary.ToString());
    }

    [Fact]
    public void A_network_of_nothing_has_a_table_too()
        => Assert.StartsWith("Net, no loss\nname", new NetworkSummary("Net", [1], [], null, 0, 0).ToString());

    [Theory]
    [InlineData(1, typeof(BinaryCrossEntropyAttribute), 2)]
    [InlineData(1, typeof(MeanSquaredErrorAttribute), 2)]
    [InlineData(1, null, 2)]
    [InlineData(1, typeof(CrossEntropyAttribute), 1)]
    [InlineData(3, typeof(BinaryCrossEntropyAttribute), 3)]
    [InlineData(3, typeof(CrossEntropyAttribute), 3)]
    [InlineData(3, null, 3)]
    public void A_single_output_tells_two_classes_apart_unless_its_loss_is_cross_entropy(int outputs, Type? loss, int expected)
    {
        LayerSummary layer = new("dense1", new DenseAttribute(outputs), [2], [outputs], [2], 0, []);
        Assert.Equal(expected, new NetworkSummary("Net", [2], [layer], loss is null ? null : (NetworkLossAttribute)Activator.CreateInstance(loss)!, 0, 0).ClassCount);
    }

    [Fact]
    public void Cross_entropy_tells_the_channels_of_an_image_apart_at_each_position()
    {
        var summary = new NetworkSummary("Net", [3, 2, 4], [], new CrossEntropyAttribute(), 0, 0);
        Assert.Equal((3, 8), (summary.ClassCount, summary.LabelLength));
        Assert.Equal((24, 1), (new NetworkSummary("Net", [3, 2, 4], [], new MeanSquaredErrorAttribute(), 0, 0) is var other ? other.ClassCount : 0, other.LabelLength));
    }

    [Theory]
    [InlineData("Dense(3)", typeof(DenseAttribute), 3)]
    [InlineData("PReLU(0.25)", typeof(PReLUAttribute), 0.25f)]
    [InlineData("ELU(1.5)", typeof(ELUAttribute), 1.5f)]
    [InlineData("GELU", typeof(GELUAttribute))]
    [InlineData("Conv2D(6, 5)", typeof(Conv2DAttribute), 6, 5)]
    [InlineData("Conv2D(6, 5, 3)", typeof(Conv2DAttribute), 6, 5, 3)]
    [InlineData("Conv1D(6, 5)", typeof(Conv1DAttribute), 6, 5)]
    [InlineData("DepthwiseConv2D(3)", typeof(DepthwiseConv2DAttribute), 3)]
    [InlineData("ConvTranspose2D(6, 4)", typeof(ConvTranspose2DAttribute), 6, 4)]
    [InlineData("ConvTranspose2D(6, 5, 3)", typeof(ConvTranspose2DAttribute), 6, 5, 3)]
    [InlineData("ConvTranspose1D(6, 4)", typeof(ConvTranspose1DAttribute), 6, 4)]
    [InlineData("MaxPool2D(2)", typeof(MaxPool2DAttribute), 2)]
    [InlineData("AveragePool2D(2, 4)", typeof(AveragePool2DAttribute), 2, 4)]
    [InlineData("PadChannels(2, 3)", typeof(PadChannelsAttribute), 2, 3)]
    [InlineData("GlobalAveragePool", typeof(GlobalAveragePoolAttribute))]
    public void A_layer_is_shown_as_it_is_declared(string expected, Type attribute, params object[] arguments)
        => Assert.Equal(expected, new LayerSummary("x", (LayerAttribute)Activator.CreateInstance(attribute, arguments)!, [1], [1], [1], 0, []).Declaration);

    public static TheoryData<string, LayerAttribute> WithProperties => new()
    {
        { "Conv2D(6, 3, Stride = 2, Padding = Padding.Same, Bias = false)", new Conv2DAttribute(6, 3) { Stride = 2, Padding = Padding.Same, Bias = false } },
        { "Conv2D(6, 3, Pad = 2, Dilation = 3, Groups = 2)", new Conv2DAttribute(6, 3) { Pad = 2, Dilation = 3, Groups = 2 } },
        { "Conv1D(6, 3, Stride = 2, Pad = 1, Groups = 3)", new Conv1DAttribute(6, 3) { Stride = 2, Pad = 1, Groups = 3 } },
        { "DepthwiseConv2D(3, 5, Padding = Padding.Same, Multiplier = 2)", new DepthwiseConv2DAttribute(3, 5) { Padding = Padding.Same, Multiplier = 2 } },
        { "ConvTranspose2D(6, 3, Stride = 2, Pad = 1, OutputPadding = 1, Bias = false)", new ConvTranspose2DAttribute(6, 3) { Stride = 2, Pad = 1, OutputPadding = 1, Bias = false } },
        { "ConvTranspose1D(6, 3, Dilation = 2, OutputPadding = 1, Groups = 3)", new ConvTranspose1DAttribute(6, 3) { OutputPadding = 1, Dilation = 2, Groups = 3 } },
        { "ZeroPad(1, PadTop = 2, PadRight = 0)", new ZeroPadAttribute(1) { PadTop = 2, PadRight = 0 } },
        { "ReflectPad(PadLeft = 3)", new ReflectPadAttribute { PadLeft = 3 } },
        { "Upsample(2, 3)", new UpsampleAttribute(2, 3) },
        { "Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true)", new UpsampleAttribute(2) { Mode = UpsampleMode.Bilinear, AlignCorners = true } },
        { "Slice(1, 3, Axis = 2)", new SliceAttribute(1, 3) { Axis = 2 } },
        { "Transpose(0, 2)", new TransposeAttribute(0, 2) },
        { "ReduceMean(1)", new ReduceMeanAttribute(1) },
        { "ReduceSum(0)", new ReduceSumAttribute(0) },
        { "ReduceMax(2)", new ReduceMaxAttribute(2) },
        { "Reshape(4, 2, 3)", new ReshapeAttribute(4, 2, 3) },
        { "GlobalMaxPool", new GlobalMaxPoolAttribute() },
        { "MaxPool2D(3, Stride = 2, Pad = 1)", new MaxPool2DAttribute(3) { Stride = 2, Pad = 1 } },
        { "AveragePool2D(3, Stride = 1)", new AveragePool2DAttribute(3) { Stride = 1 } },
    };

    [Theory]
    [MemberData(nameof(WithProperties))]
    public void Properties_that_are_set_are_shown(string expected, LayerAttribute layer)
        => Assert.Equal(expected, new LayerSummary("x", layer, [1], [1], [1], 0, []).Declaration);

    [Fact]
    public void A_layer_tells_its_padding_and_its_strides_as_numbers()
    {
        Conv2DAttribute same = new(8, 5, 3) { Padding = Padding.Same, Dilation = 2 };
        Assert.Equal((4, 2), (same.PadHeight, same.PadWidth));
        Conv2DAttribute padded = new(8, 5, 3) { Pad = 1 };
        Assert.Equal((1, 1), (padded.PadHeight, padded.PadWidth));
        DepthwiseConv2DAttribute depthwise = new(7, 1) { Padding = Padding.Same };
        Assert.Equal((3, 0), (depthwise.PadHeight, depthwise.PadWidth));
        Assert.Equal(6, new Conv1DAttribute(8, 5) { Padding = Padding.Same, Dilation = 3 }.PadRight);
        Assert.Equal(0, new Conv1DAttribute(8, 5).PadLeft);

        MaxPool2DAttribute pool = new(2, 3);
        Assert.Equal((0, 2, 3), (pool.Stride, pool.StrideHeight, pool.StrideWidth));
        AveragePool2DAttribute strided = new(2, 3) { Stride = 4 };
        Assert.Equal((4, 4), (strided.StrideHeight, strided.StrideWidth));
    }
}
