using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Each hazard: where it is found, in which words, and what is like it and is none.</summary>
public sealed class HazardTests
{
    [Fact]
    public Task Two_dense_layers_are_one() => Network(
        "[Dense(128)] [{|STN2001:Dense(10)|}] [Softmax] [CrossEntropy]",
        "Nothing non-linear is between 'dense1' and 'dense2', so together they compute what one [Dense(10)] computes with 7,850 parameters "
        + "where they have 101,770: put an activation such as [ReLU] between them, or leave one out",
        input: "784");

    [Theory]
    [InlineData("[Dense(16)] [Dropout(0.5f)] [{|STN2001:Dense(16)|}]")]
    [InlineData("[Dense(16)] [BatchNorm] [{|STN2001:Dense(16)|}]", true)]
    [InlineData("[Dense(32)] [{|STN2001:Dense(16)|}]")]
    [InlineData("[Dense(12)] [{|STN2001:Dense(10)|}]")]
    [InlineData("[Dense(16)] [{|STN2001:Dense(20)|}]")]
    [InlineData("[Dense(8)] [Dense(20)]")]
    [InlineData("[Dense(8)] [Dense(9)]")]
    [InlineData("[Dense(16)] [LayerNorm] [Dense(16)]")]
    [InlineData("[Dense(16)] [Softmax] [Dense(16)]")]
    [InlineData("[Dense(16)] [PReLU] [Dense(16)]")]
    [InlineData("[Residual<Layer>] [Dense(16)] [Tanh] [Residual<Layer>]")]
    [InlineData("[Apply<Layer>] [{|STN2001:Dense(16)|}]")]
    [InlineData("[Dense(16)] [{|STN2001:Apply<Layer>|}]")]
    [InlineData("[{|STN2001:Repeat<Layer>(5)|}]")]
    [InlineData("[Residual<Layer>] [Residual<Layer>]")]
    [InlineData("[Dense(16)] [Residual<Layer>]")]
    [InlineData("[Dense(16)] [Concat<Layer, Layer>] [Dense(16)]")]
    public Task Linear_layers_in_a_row(string layers, bool hasBias = false) => Ids(layers, "16", hasBias);

    [Theory]
    [InlineData("[Conv2D(8, 3)] [{|STN2001:Conv2D(8, 3)|}]")]
    [InlineData("[Conv2D(8, 3)] [AveragePool2D(2)] [{|STN2001:Conv2D(8, 1)|}]")]
    [InlineData("[Conv2D(8, 3)] [{|STN2001:Conv2D(32, 1)|}]")]
    [InlineData("[Conv2D(8, 3)] [Flatten] [{|STN2001:Dense(10)|}]")]
    [InlineData("[Conv2D(16, 3)] [GlobalAveragePool] [{|STN2001:Dense(10)|}]")]
    [InlineData("[Conv2D(8, 3)] [MaxPool2D(2)] [Conv2D(8, 3)]")]
    [InlineData("[Conv2D(2, 1)] [Conv2D(8, 3)]")]
    [InlineData("[Conv2D(2, 1)] [{|STN2001:Conv2D(2, 3)|}] [ReLU] [Conv2D(8, 1)]")]
    [InlineData("[DepthwiseConv2D(3)] [Conv2D(8, 1)]")]
    [InlineData("[Conv2D(8, 1)] [DepthwiseConv2D(3)] [Conv2D(8, 1)]")]
    [InlineData("[Conv2D(8, 3, Groups = 4)] [Conv2D(8, 1)]")]
    [InlineData("[Conv2D(8, 1, 7)] [Conv2D(8, 7, 1)]")]
    [InlineData("[Conv2D(8, 3)] [Residual<Image>] [Residual<Image>]")]
    [InlineData("[ConvTranspose2D(8, 3)] [{|STN2001:ConvTranspose2D(8, 3, Stride = 2)|}]")]
    [InlineData("[Conv2D(8, 3)] [{|STN2001:ConvTranspose2D(8, 4, Stride = 2)|}]")]
    [InlineData("[ConvTranspose2D(8, 4, Stride = 2)] [{|STN2001:Conv2D(8, 3)|}]")]
    [InlineData("[ConvTranspose2D(8, 4)] [{|STN2001:Conv2D(8, 3, Stride = 2)|}]")]
    [InlineData("[ConvTranspose2D(8, 4, Stride = 2)] [Flatten] [{|STN2001:Dense(10)|}]")]
    [InlineData("[Conv2D(8, 3, Stride = 2)] [ConvTranspose2D(8, 4, Stride = 2)]")]
    [InlineData("[Conv2D(8, 3)] [AveragePool2D(2)] [ConvTranspose2D(8, 4, Stride = 2)]")]
    [InlineData("[ConvTranspose2D(8, 4, Stride = 2)] [Conv2D(8, 3, Stride = 2)]")]
    [InlineData("[ConvTranspose2D(8, 3, Groups = 4)] [Conv2D(8, 1)]")]
    public Task Convolutions_in_a_row(string layers) => Ids(layers, "4, 14, 14");

    [Fact]
    public Task A_pair_in_a_block_is_reported_at_the_block_once() => Diagnosis.Finds("""
        using StaticNet;
        [Network(8)] [Apply<Pair>] [ReLU] [Repeat<Two>(2)] [MeanSquaredError] partial class A;
        [Network(8)] [Residual<Pair>] [MeanSquaredError] partial class B;
        [Block] [Dense(8)] [{|STN2001:Dense(8)|}] abstract class Pair;
        [Block] [Apply<Pair>] [Tanh] abstract class Two;
        """,
        "Nothing non-linear is between 'dense1' and 'dense2', so together they compute what one [Dense(8)] computes: "
        + "put an activation such as [ReLU] between them, or leave one out");

    [Fact]
    public Task A_pair_that_depends_on_what_the_block_gets_is_reported_where_it_is_used() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [{|STN2001:Apply<Wider>|}] [MeanSquaredError] partial class Narrow;
        [Network(20)] [Apply<Wider>] [MeanSquaredError] partial class Wide;
        [Block] [Dense(8)] [Dense(16)] abstract class Wider;
        """,
        "In 'apply1.dense2' of Wider: Nothing non-linear is between 'apply1.dense1' and 'apply1.dense2', so together they compute what one "
        + "[Dense(16)] computes with 80 parameters where they have 184: put an activation such as [ReLU] between them, or leave one out");

    [Fact]
    public Task A_pair_that_arguments_make_is_reported_where_they_are_given() => Diagnosis.Finds("""
        using StaticNet;
        [Network(32)] [Apply<Pair>(4)] [ReLU] [{|STN2001:Apply<Pair>(16)|}] [ReLU] [Apply<Two>] [MeanSquaredError] partial class A;
        [Network(32)] [Apply<Pair>] [MeanSquaredError] partial class B;
        [Network(32)] [{|STN2001:Apply<Row>(3)|}] [Dense(1)] [MeanSquaredError] partial class C;
        [Block] [Dense(Pair.Hidden)] [Dense(8)] abstract class Pair { public const int Hidden = 4; }
        [Block] [{|STN2001:Apply<Pair>(12)|}] [Tanh] abstract class Two;
        [Block] [Repeat<Layer>(Row.Count)] [ReLU] abstract class Row { public const int Count = 1; }
        [Block] [Dense(8)] abstract class Layer;
        """,
        "In 'apply2.dense2' of Pair: Nothing non-linear is between 'apply2.dense1' and 'apply2.dense2', so together they compute what one "
        + "[Dense(8)] computes with 72 parameters where they have 280: put an activation such as [ReLU] between them, or leave one out",
        "In 'apply1.repeat1.block2.dense1' of Layer: Nothing non-linear is between 'apply1.repeat1.block1.dense1' and 'apply1.repeat1.block2.dense1', so together they compute what one "
        + "[Dense(8)] computes with 264 parameters where they have 336: put an activation such as [ReLU] between them, or leave one out",
        "In 'apply1.dense2' of Pair: Nothing non-linear is between 'apply1.dense1' and 'apply1.dense2', so together they compute what one "
        + "[Dense(8)] computes: put an activation such as [ReLU] between them, or leave one out");

    [Fact]
    public Task A_norm_that_an_argument_puts_behind_a_layer_is_reported_where_it_is_given() => Diagnosis.Finds("""
        using StaticNet;
        [Network(8)] [Apply<Row>(1)] [{|STN2005:Apply<Row>(2)|}] [Dense(1)] [MeanSquaredError] partial class Net;
        [Block] [Repeat<Normed>(Row.Count)] [ReLU] abstract class Row { public const int Count = 1; }
        [Block] [BatchNorm, ReLU, Dense(8)] abstract class Normed;
        """,
        "In 'apply2.repeat1.block1.dense1' of Normed: The bias of 'apply2.repeat1.block1.dense1' has no effect, as 'apply2.repeat1.block2.batchnorm1' subtracts the mean of every channel: set Bias = false on [Dense]");

    [Fact]
    public Task A_long_stack_of_sigmoids() => Network(
        "[Dense(16)] [{|STN2002:Sigmoid|}] [Dense(16)] [Sigmoid] [Dense(16)] [Sigmoid] [Dense(16)] [Sigmoid] [Dense(16)] [Sigmoid] [Dense(16)] [Sigmoid] [MeanSquaredError]",
        "From 'sigmoid1' to 'sigmoid6' there are 6 saturating units with no norm and no residual between: their largest derivatives multiply to "
        + "(1/4)^6 = 2.4E-4, so at most that share of the gradient's scale reaches 'dense1'; wrap their layers in [Residual], or take [ReLU]");

    [Fact]
    public Task A_long_stack_of_different_units() => Network(
        "[Dense(16)] [{|STN2002:Tanh|}] [Dense(16)] [HardSigmoid] [Dense(16)] [Sigmoid] [Dense(16)] [HardSigmoid] [Dense(16)] [HardSigmoid] [Dense(9)] [Sigmoid] [Dense(1)] [MeanSquaredError]",
        "From 'tanh1' to 'sigmoid2' there are 6 saturating units with no norm and no residual between: their largest derivatives multiply to "
        + "(1/6)^3 (1/4)^2 = 2.9E-4, so at most that share of the gradient's scale reaches 'dense1'; wrap their layers in [Residual], or take [ReLU]");

    [Fact]
    public Task A_long_stack_of_tanh() => Network(
        "[{|STN2013:Repeat<Hyperbolic>(12)|}] [Dense(1)] [MeanSquaredError]",
        "In 'repeat1.block1.tanh1' of Hyperbolic: From 'repeat1.block1.tanh1' to 'repeat1.block12.tanh1' there are 12 saturating units with no norm and no residual between: "
        + "their largest derivatives multiply to 1, but only at zero; halfway to their limits at most 3.2E-2 of the gradient's scale reaches 'repeat1.block1.dense1', "
        + "and closer to them less; wrap their layers in [Residual], put a norm between them, or take [ReLU]");

    [Theory]
    [InlineData("[Repeat<Unit>(4)] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2002:Repeat<Unit>(5)|}] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2002:Repeat<Unit>(50)|}] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Repeat<Unit>(50)] [Dense(1)]")]
    [InlineData("[Repeat<Unit>(4)] [Dense(1)] [Sigmoid] [BinaryCrossEntropy]")]
    [InlineData("[{|STN2002:Repeat<Unit>(4)|}] [Dense(1)] [Sigmoid] [MeanSquaredError]")]
    [InlineData("[Repeat<Unit>(4)] [BatchNorm] [Repeat<Unit>(4)] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2002:Repeat<Unit>(6)|}] [LayerNorm] [{|STN2002:Repeat<Unit>(5)|}] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Residual<Unit>] [Residual<Unit>] [Residual<Unit>] [Residual<Unit>] [Residual<Unit>] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Repeat<Skipped>(8)] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Sigmoid, Sigmoid, Sigmoid, Sigmoid, Sigmoid] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2002:Residual<Deep>|}] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Repeat<Hyperbolic>(9)] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2013:Repeat<Hyperbolic>(10)|}] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2013:Repeat<Hyperbolic>(30)|}] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Repeat<Hyperbolic>(30)] [Dense(1)]")]
    [InlineData("[Repeat<Hyperbolic>(9)] [BatchNorm] [Repeat<Hyperbolic>(9)] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2013:Repeat<Hyperbolic>(9)|}] [Dense(16)] [Sigmoid] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[{|STN2002:Repeat<Hyperbolic>(9)|}] [Repeat<Unit>(5)] [Dense(1)] [MeanSquaredError]")]
    [InlineData("[Apply<Hyperbolic>] [Residual<Hyperbolic>] [Repeat<Hyperbolic>(8)] [Dense(1)] [MeanSquaredError]")]
    public Task Stacks_of_saturating_units(string layers) => Ids(layers, "16");

    [Theory]
    [InlineData("[Dense(10)] [{|STN2003:ReLU|}] [CrossEntropy]")]
    [InlineData("[Dense(10)] [{|STN2003:ReLU|}] [Softmax] [CrossEntropy]")]
    [InlineData("[Dense(10)] [{|STN2003:ReLU|}] [Sigmoid] [BinaryCrossEntropy]")]
    [InlineData("[Dense(10)] [{|STN2003:ReLU|}] [Flatten] [MeanSquaredError]")]
    [InlineData("[Dense(10)] [{|STN2003:Apply<Rectified>|}] [Huber]")]
    [InlineData("[Dense(10)] [ReLU]")]
    [InlineData("[Dense(10)] [LeakyReLU] [MeanSquaredError]")]
    [InlineData("[Dense(10)] [Softplus] [MeanSquaredError]")]
    [InlineData("[Residual<Rectified>] [MeanSquaredError]")]
    public Task A_rectifier_before_the_loss(string layers) => Ids(layers, "16");

    [Fact]
    public Task A_rectifier_before_each_kind_of_loss_has_its_reason() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(3)] [{|STN2003:ReLU|}] [Softmax] [CrossEntropy] partial class A;
        [Network(4)] [Dense(3)] [{|STN2003:ReLU|}] [MeanAbsoluteError] partial class B;
        """,
        "[ReLU] is right before [CrossEntropy]: logits below 0, by which the loss tells what a sample is not, are cut off and get no gradient; leave it out",
        "[ReLU] is right before [MeanAbsoluteError]: outputs below 0 are cut off and get no gradient, so that one which is there for all samples stays there; "
        + "leave it out, or take [Softplus] for outputs above 0");

    [Fact]
    public Task A_dropout_before_the_loss() => Network(
        "[Dense(10)] [{|STN2004:Dropout(0.25f)|}] [CrossEntropy]",
        "[Dropout] is right before [CrossEntropy] and sets 25 % of the outputs to 0, which the loss takes for predictions: put it before the last layer with weights");

    [Theory]
    [InlineData("[Dense(8)] [Dropout(0.5f)] [ReLU] [Dense(2)] [CrossEntropy]")]
    [InlineData("[Dense(8)] [Dropout(0.5f)]")]
    [InlineData("[Dense(8)] [{|STN2004:Dropout(0.5f)|}] [Flatten] [MeanSquaredError]")]
    [InlineData("[Dense(8)] [{|STN2006:Softmax|}] [{|STN2004:Dropout(0.5f)|}] [CrossEntropy]")]
    public Task Dropout_at_the_end(string layers) => Ids(layers, "16");

    [Fact]
    public Task A_bias_before_a_norm() => Network(
        "[{|STN2005:Dense(8)|}] [BatchNorm] [ReLU] [Dense(2)] [CrossEntropy]",
        "The bias of 'dense1' has no effect, as 'batchnorm1' subtracts the mean of every channel: set Bias = false on [Dense]");

    [Theory]
    [InlineData("[Dense(8, Bias = false)] [BatchNorm] [ReLU]")]
    [InlineData("[Dense(8)] [LayerNorm] [ReLU]")]
    [InlineData("[Dense(8)] [ReLU] [BatchNorm]")]
    [InlineData("[Dense(8)] [Residual<Normed>]")]
    [InlineData("[{|STN2005:Dense(8)|}] [Apply<Normed>]")]
    [InlineData("[{|STN2005:Apply<Layer>|}] [BatchNorm]")]
    public Task Biases_and_norms(string layers) => Ids(layers, "16");

    [Fact]
    public Task A_bias_before_an_instance_norm() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 9, 9)] [{|STN2005:Conv2D(3, 3)|}] [InstanceNorm] [ReLU] [Conv2D(3, 3)] [GroupNorm(3)] [ReLU] [Flatten] [Dense(2)] [CrossEntropy] partial class Net;
        """,
        "The bias of 'conv1' has no effect, as 'instancenorm1' subtracts the mean of every channel: set Bias = false on [Conv2D]");

    [Fact]
    public Task A_bias_of_a_transposed_convolution_before_a_norm() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 4, 4)] [{|STN2005:ConvTranspose2D(16, 4, Stride = 2, Pad = 1)|}] [BatchNorm] [ReLU] [ConvTranspose2D(3, 3)] [MeanSquaredError] partial class Net;
        """,
        "The bias of 'convtranspose1' has no effect, as 'batchnorm1' subtracts the mean of every channel: set Bias = false on [ConvTranspose2D]");

    [Fact]
    public Task A_bias_before_a_norm_in_a_block_is_reported_at_the_block() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 9, 9)] [Residual<Basic>, ReLU, Residual<Basic>] partial class Net;
        [Block] [{|STN2005:Conv2D(3, 3, Padding = Padding.Same)|}, BatchNorm] [ReLU] [DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm] abstract class Basic;
        """,
        "The bias of 'conv1' has no effect, as 'batchnorm1' subtracts the mean of every channel: set Bias = false on [Conv2D]");

    [Fact]
    public Task A_softmax_of_a_softmax() => Network(
        "[Dense(10)] [{|STN2006:Softmax|}] [Flatten] [Softmax] [CrossEntropy]",
        "The outputs of 'softmax1' go through another softmax, that of 'softmax2', which makes them nearly equal: remove one");

    [Theory]
    [InlineData("[{|STN2006:Softmax|}] [LogSoftmax]")]
    [InlineData("[{|STN2006:Softmax|}] [Softmax]")]
    [InlineData("[LogSoftmax] [LogSoftmax]")]
    [InlineData("[Softmax] [CrossEntropy]")]
    [InlineData("[Softmax] [Flatten] [CrossEntropy]")]
    [InlineData("[Softmax] [Dense(10)] [Softmax] [CrossEntropy]")]
    public Task Softmaxes(string layers) => Ids(layers, "16");

    [Fact]
    public Task A_softmax_before_the_squared_error() => Network(
        "[Dense(10)] [{|STN2007:Softmax|}] [MeanSquaredError]",
        "[Softmax] is before [MeanSquaredError], whose gradient goes to zero where the softmax is confident, even if it is wrong: use [CrossEntropy]");

    [Theory]
    [InlineData("[{|STN2007:Softmax|}] [Huber]")]
    [InlineData("[{|STN2007:Softmax|}] [MeanAbsoluteError]")]
    [InlineData("[{|STN2007:Softmax|}] [BinaryCrossEntropy]")]
    [InlineData("[Softmax] [Dense(3)] [MeanSquaredError]")]
    [InlineData("[Softmax]")]
    public Task Softmaxes_and_losses(string layers) => Ids(layers, "16");

    [Fact]
    public Task Cross_entropy_over_one_output() => Network(
        "[Dense(1)] [{|STN2008:CrossEntropy|}]",
        "[CrossEntropy] has one output, whose softmax is always 1, so that the loss and its gradient are 0: take [BinaryCrossEntropy], or an output for each class");

    [Theory]
    [InlineData("[Dense(1)] [Softmax] [{|STN2008:CrossEntropy|}]")]
    [InlineData("[Dense(1)] [Sigmoid] [{|STN2008:CrossEntropy|}]")]
    [InlineData("[Dense(1)] [BinaryCrossEntropy]")]
    [InlineData("[Dense(2)] [CrossEntropy]")]
    public Task Cross_entropy_over_few_outputs(string layers) => Ids(layers, "16");

    [Fact]
    public Task A_dropout_before_a_norm() => Network(
        "[Dense(8, Bias = false)] [{|STN2009:Dropout(0.2f)|}] [BatchNorm] [ReLU] [Dense(2)] [CrossEntropy]",
        "'dropout1' drops values before 'batchnorm1', which learns a variance at least 1.25 times as large as that at prediction, where nothing is dropped: "
        + "put [Dropout] after the last [BatchNorm]");

    [Theory]
    [InlineData("[Dense(8)] [{|STN2009:Dropout(0.2f)|}] [ReLU] [BatchNorm]")]
    [InlineData("[Dense(8)] [ReLU] [Dropout(0.2f)] [Dense(8, Bias = false)] [BatchNorm]")]
    [InlineData("[Dense(8, Bias = false)] [BatchNorm] [Dropout(0.2f)]")]
    [InlineData("[Dense(8)] [Dropout(0)] [BatchNorm]")]
    public Task Dropouts_and_norms(string layers) => Ids(layers, "16");

    [Fact]
    public Task Sigmoids_before_cross_entropy() => Network(
        "[Dense(10)] [{|STN2010:Sigmoid|}] [CrossEntropy]",
        "[Sigmoid] keeps the logits of [CrossEntropy] between 0 and 1, and the softmax over 10 classes can give none of them more than 0.232: leave it out");

    [Theory]
    [InlineData("[Dense(10)] [{|STN2010:Tanh|}] [Softmax] [CrossEntropy]")]
    [InlineData("[Dense(10)] [{|STN2010:HardSigmoid|}] [CrossEntropy]")]
    [InlineData("[Dense(10)] [Sigmoid] [BinaryCrossEntropy]")]
    [InlineData("[Dense(10)] [Sigmoid] [MeanSquaredError]")]
    [InlineData("[Dense(10)] [Tanh] [Dense(3)] [CrossEntropy]")]
    public Task Bounded_outputs(string layers) => Ids(layers, "16");

    [Fact]
    public Task A_step_in_a_trained_network() => Network(
        "[Dense(3)] [{|STN2011:Step|}] [Dense(2)] [CrossEntropy]",
        "The gradient of 'step1' is zero, so that 'dense1' stays as it is in training: take [Sigmoid] in its place, or leave the loss out where weights are set by hand");

    [Theory]
    [InlineData("[Dense(3)] [Step]")]
    [InlineData("[Step] [Dense(3)] [MeanSquaredError]")]
    [InlineData("[Dense(16)] [ReLU] [Residual<Threshold>] [Dense(2)] [MeanSquaredError]")]
    [InlineData("[Dense(16)] [ReLU] [{|STN2011:Residual<Trained>|}] [Dense(2)] [MeanSquaredError]")]
    [InlineData("[Dense(3)] [{|STN2011:Step|}] [Dense(3)] [{|STN2011:Step|}] [MeanSquaredError]")]
    public Task Steps(string layers) => Ids(layers, "16");

    [Fact]
    public Task Channels_just_above_a_multiple_of_16() => Network(
        "[{|STN3001:Conv2D(20, 3, Padding = Padding.Same)|}] [ReLU] [GlobalAveragePool] [Dense(10)] [CrossEntropy]",
        "The 20 channels of 'conv1' are computed as 32, in whole vectors of 16, and 331,776 of 884,736 multiply-adds are wasted: "
        + "16 channels would save 50 % of them, and 32 would cost no more",
        input: "3, 32, 32");

    [Theory]
    [InlineData("[{|STN3001:Conv2D(17, 3)|}] [ReLU] [Conv2D(5, 1)]")]
    [InlineData("[{|STN3001:Conv2D(33, 3)|}] [ReLU] [Conv2D(5, 1)]")]
    [InlineData("[{|STN3001:Conv2D(17, 3)|}] [ReLU] [ConvTranspose2D(5, 1)]")]
    [InlineData("[Conv2D(21, 3)] [ReLU] [Conv2D(5, 1)]")]
    [InlineData("[Conv2D(97, 3)] [ReLU] [Conv2D(5, 1)]")]
    [InlineData("[Conv2D(3, 3)] [ReLU] [Conv2D(5, 1)]")]
    [InlineData("[Conv2D(8, 3)] [ReLU] [Conv2D(20, 1)] [GlobalAveragePool]")]
    [InlineData("[Conv2D(20, 3, Groups = 4)] [ReLU] [Conv2D(5, 1)]")]
    [InlineData("[{|STN3001:Apply<Wide>(20)|}] [ReLU] [Apply<Wide>(16)] [ReLU] [Conv2D(5, 1)]")]
    public Task Channels(string layers) => Ids(layers, "4, 14, 14");

    [Fact]
    public async Task A_hazard_can_be_suppressed_by_a_pragma_and_by_the_project()
    {
        const string Source = """
            using StaticNet;
            [Network(8)]
            [Dense(8)]
            [Dense(8), ReLU]
            [Dense(8)]
            #pragma warning disable STN2001 // Shown to be suppressible.
            [Dense(8)]
            #pragma warning restore STN2001
            [MeanSquaredError]
            public sealed partial class Net;
            """;
        Compilation compilation = Run.Generate(Source).Output;
        Assert.Equal(["STN2001"], (await Diagnosis.Find(compilation)).Select(static diagnostic => diagnostic.Id));

        // What .editorconfig says comes to the compiler like this.
        Compilation silent = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("STN2001", ReportDiagnostic.Suppress)));
        Assert.Empty(await Diagnosis.Find(silent));
    }

    [Fact]
    public async Task A_network_with_an_error_has_no_hazards_beside_it()
    {
        Run run = Run.Generate("using StaticNet; [Network(1, 8, 8)] [Dense(8)] [Dense(8)] [ReLU] [MeanSquaredError] partial class Net;");
        Assert.Equal(["STN1002"], (await Diagnosis.Find(run)).Select(static diagnostic => diagnostic.Id));
    }

    // Blocks for use in the cases.
    private const string Blocks = """
        [Block] [Dense(16)] abstract class Layer;
        [Block] [Conv2D(8, 3, Padding = Padding.Same)] abstract class Image;
        [Block] [Dense(16), Sigmoid] abstract class Unit;
        [Block] [Dense(16), Tanh] abstract class Hyperbolic;
        [Block] [Residual<Unit>] abstract class Skipped;
        [Block] [Repeat<Unit>(6), LayerNorm] abstract class Deep;
        [Block] [ReLU] abstract class Rectified;
        [Block] [BatchNorm, ReLU] abstract class Normed;
        [Block] [Step] abstract class Threshold;
        [Block] [Dense(16), Step] abstract class Trained;
        [Block] [Conv2D(Wide.Channels, 3, Padding = Padding.Same)] abstract class Wide { public const int Channels = 16; }
        """;

    private static Task Network(string layers, string message, string input = "16") => Diagnosis.Finds(Source(layers, input), message);

    // Where hazards are marked they are found, and nothing else is.
    private static async Task Ids(string layers, string input, bool hasBias = false)
    {
        var source = MarkedSource.Parse(Source(layers, input));
        Run run = Run.Generate(source.Text);
        ImmutableArray<Diagnostic> found = await Diagnosis.Find(run);
        Assert.Equal(
            source.Marks.Select(static mark => $"{mark.Id} {mark.Span}"),
            found.Where(diagnostic => !hasBias || diagnostic.Id != "STN2005").Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan}"));
        Assert.All(found, static diagnostic => Assert.DoesNotContain("{", diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        if (LongRun.IsAskedFor)
        {
            run.Compiles();
        }
    }

    private static string Source(string layers, string input) => $"using StaticNet;\n[Network({input})]\n{layers}\npartial class Net;\n{Blocks}";
}
