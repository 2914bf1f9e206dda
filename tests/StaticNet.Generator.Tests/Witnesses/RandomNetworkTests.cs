using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Networks composed at random, from source text to numbers: generated, compiled, loaded, and compared with the reference interpreter.
/// </summary>
public sealed class RandomNetworkTests
{
    [Fact]
    public void Generated_networks_are_the_reference() => NetworkComparison.Check(RandomNetwork.Dense, LongRun.Cases(2, 4));

    [Fact]
    public void Generated_networks_on_images_and_sequences_are_the_reference() => NetworkComparison.Check(RandomNetwork.Spatial, LongRun.Cases(2, 8));

    [Fact]
    public void Generated_networks_of_blocks_are_the_reference() => NetworkComparison.Check(RandomNetwork.Composed, LongRun.Cases(2, 3));

    // Lanes along pixels, in one tile and in many; transposed weights, with strides that divide the lines, that do not, and that leave pixels out;
    // lines in blocks; a sum in the store of an input's gradient.
    [Fact]
    public void Convolutions_are_the_reference_whichever_way_they_are_computed() => NetworkComparison.Check(
    [
        Classifier([1, 8, 28], "Conv2D(6, 5, Padding = Padding.Same)", "ReLU", "MaxPool2D(2)", "Conv2D(16, 3)", "Flatten"),
        Classifier([3, 3, 100], "Conv2D(8, 3, Padding = Padding.Same)", "PReLU", "GlobalAveragePool"),
        Classifier([2, 5, 90], "Conv2D(7, 2, Bias = false)", "Tanh", "GlobalAveragePool"),
        Classifier([2, 4, 33], "Conv2D(3, 2, 3, Pad = 1, Dilation = 2)", "GlobalAveragePool"),
        Classifier([3, 8, 8], "Conv2D(17, 3, Padding = Padding.Same)", "ReLU", "Conv2D(20, 3, Padding = Padding.Same, Stride = 2)", "Conv2D(33, 1, Stride = 2)", "Flatten"),
        Classifier([3, 9, 8], "Conv2D(17, 3, Padding = Padding.Same)", "ReLU", "Conv2D(20, 3, Padding = Padding.Same, Stride = 2)", "Conv2D(33, 1, Stride = 2)", "Flatten"),
        Classifier([3, 32, 32], "Conv2D(16, 3, Padding = Padding.Same)", "ReLU", "Conv2D(16, 3, Padding = Padding.Same)", "ReLU", "GlobalAveragePool"),
    ]);

    // Folded sums and transposed weights, each with a bias, without one and before an activation; strides that divide the lines, that do not, and that leave
    // pixels out; outputs longer than the stride alone allows; a single value; groups, as many as channels, and channels of more than a vector; patches.
    [Fact]
    public void Transposed_convolutions_are_the_reference() => NetworkComparison.Check(
    [
        Classifier([3, 4, 5], "ConvTranspose2D(20, 3)", "ReLU", "ConvTranspose2D(3, 4, Stride = 2, Pad = 1)", "Tanh", "Flatten"),
        Classifier([18, 4, 3], "ConvTranspose2D(35, 4, Stride = 2, Pad = 1)", "ReLU", "ConvTranspose2D(17, 3, 2, Stride = 2, OutputPadding = 1, Bias = false)", "PReLU", "GlobalAveragePool"),
        Classifier([16, 3, 3], "ConvTranspose2D(32, 4, Stride = 2, Pad = 1, Bias = false)", "BatchNorm", "SiLU", "Conv2D(5, 2)", "Flatten"),
        Classifier([20, 3, 2], "ConvTranspose2D(20, 2, Stride = 3)", "ReLU", "ConvTranspose2D(18, 1, Stride = 2, OutputPadding = 1, Bias = false)", "GlobalAveragePool"),
        Classifier([2, 3, 4], "ConvTranspose2D(19, 2, Stride = 2, Dilation = 4, OutputPadding = 3)", "GELU", "ConvTranspose2D(2, 2, Dilation = 3, Pad = 2, OutputPadding = 2)", "Flatten"),
        Classifier([4, 1, 1], "ConvTranspose2D(24, 4)", "ReLU", "ConvTranspose2D(6, 4, Stride = 2, Pad = 1, Groups = 3)", "Softplus", "Flatten"),
        Classifier([6, 3, 3], "ConvTranspose2D(6, 3, Stride = 2, Pad = 1, OutputPadding = 1, Groups = 6)", "PReLU", "ConvTranspose2D(6, 2, Stride = 3, Groups = 6)", "Flatten"),
        Classifier([33, 3, 3], "ConvTranspose2D(33, 3, Pad = 1, Groups = 33)", "ReLU", "ConvTranspose2D(66, 2, Groups = 33, Bias = false)", "GlobalAveragePool"),
        Classifier([2, 8, 8], "ConvTranspose2D(16, 3, Pad = 1)", "ReLU", "ConvTranspose2D(20, 3, Pad = 1)", "ReLU", "ConvTranspose2D(16, 3, Pad = 2)", "ReLU", "Flatten"),
        Classifier([20, 9], "ConvTranspose1D(18, 4, Stride = 3, Pad = 2, OutputPadding = 2)", "Tanh", "ConvTranspose1D(17, 2, Stride = 4)", "ReLU", "ConvTranspose1D(1, 5)", "Flatten"),
        Of([3, 4, 4], "MeanSquaredError", [], "ConvTranspose2D(2, 4, Stride = 2, Pad = 1)"),
        Of([17, 5], "", [], "ConvTranspose1D(20, 3, Stride = 2)", "Sigmoid"),
    ]);

    // Patches in one block and in several, fewer of them in a line than a tile has rows; padding of none, one, two and three; channels that fill their
    // vectors and that do not; what is applied line by line, to lines as rows, and to many channels some at a time.
    [Fact]
    public void Convolutions_by_minimal_filtering_are_the_reference() => NetworkComparison.Check(
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
    public void Pools_in_the_store_of_a_convolution_are_the_reference() => NetworkComparison.Check(
    [
        Classifier([1, 28, 28], "Conv2D(6, 5, Padding = Padding.Same)", "ReLU", "MaxPool2D(2)", "Flatten"),
        Classifier([2, 7, 21], "Conv2D(8, 3)", "PReLU", "MaxPool2D(2)", "Tanh", "GlobalAveragePool"),
        Classifier([1, 9, 70], "Conv2D(1, 3, Padding = Padding.Same)", "MaxPool2D(2)", "Flatten"),
        Classifier([3, 12, 34], "Conv2D(5, 3, Pad = 2)", "Sigmoid", "MaxPool2D(2)", "Conv2D(3, 2)", "Flatten"),
        Classifier([1, 6, 49], "Conv2D(4, 2, 4)", "GELU", "MaxPool2D(2)", "Flatten"),
    ]);

    // One pixel is a row, unless a window behind it reads a border around it.
    [Fact]
    public void Images_of_one_pixel_are_the_reference() => NetworkComparison.Check(
    [
        Of([7, 1, 1], "MeanSquaredError", [], "HardSwish", "ReduceMax(0)", "ELU", "Conv1D(3, 3, Padding = Padding.Same)"),
        Of([7, 1, 1], "MeanSquaredError", [], "ReduceSum(1)", "Tanh", "Conv1D(3, 3, Padding = Padding.Same)"),
        Of([1, 1, 7], "MeanSquaredError", [], "ReduceMean(2)", "SiLU", "Conv1D(20, 5, Padding = Padding.Same)", "ReduceMean(1)"),
        Of([7, 1, 1], "MeanSquaredError", [], "Softmax", "Conv2D(20, 3, Padding = Padding.Same)", "LogSoftmax", "Conv2D(2, 3, Padding = Padding.Same)"),
        Of([7, 1, 1], "CrossEntropy", [], "Conv2D(20, 3, Padding = Padding.Same)", "Transpose(0, 2)", "Conv2D(3, 3, Padding = Padding.Same)"),
        Of([7, 1], "CrossEntropy", [], "Softmax", "Conv1D(3, 3, Padding = Padding.Same)", "Transpose(1, 0)"),
    ]);

    // What the caller brings lies channels first, and is a row of that order as it is: by each layer that can be next, once and twice, through a block, in a
    // branch, behind nothing but dropout, and with nothing behind it.
    [Fact]
    public void Networks_that_begin_with_a_flatten_are_the_reference() => NetworkComparison.Check(
    [
        Classifier([3, 2, 4], "Flatten", "ReLU"),
        Classifier([2, 12], "Flatten", "PReLU", "Dense(17)", "Tanh"),
        Classifier([3, 2, 4], "Flatten", "Flatten", "LayerNorm"),
        Classifier([3, 2, 4], "Flatten", "BatchNorm", "ReLU"),
        Classifier([3, 2, 4], "Flatten", "GroupNorm(4)"),
        Classifier([3, 2, 4], "Flatten", "Dropout", "GELU"),
        Classifier([3, 2, 4], "Flatten", "PadChannels(3, 5)", "Sigmoid"),
        Classifier([3, 2, 4], "Dropout", "Flatten", "Softmax"),
        Classifier([24], "Flatten", "ReLU"),
        Of([3, 2, 4], "MeanSquaredError", [], "Flatten", "LayerNorm"),
        Of([3, 2, 4], "MeanSquaredError", [], "Flatten"),
        Of([2, 12], "", [], "Flatten", "Flatten"),
        Of([3, 2, 4], "Huber", [], "ReLU", "Flatten"),
        Of([3, 2, 4], "MeanSquaredError", [], "Dropout"),
        Of([3, 2, 4], "BinaryCrossEntropy", [], "Sigmoid"),
        Of([5, 1, 1], "CrossEntropy", [], "Flatten", "LogSoftmax"),
        Of([3, 2, 4], "MeanSquaredError", ["[Block] [Flatten] public abstract class $F;"], "Apply<$F>", "Tanh", "Dense(3)", "PReLU"),
        Of([3, 2, 4], "MeanSquaredError", ["[Block] [ReLU] [Dense(24)] public abstract class $F;"], "Flatten", "Residual<$F>", "Dense(3)"),
        Of([3, 2, 4], "MeanSquaredError", ["[Block] [Flatten] [SiLU] public abstract class $F;", "[Block] [Flatten] [LayerNorm] public abstract class $G;"], "Concat<$F, $G>"),
        Of([2, 12], "MeanSquaredError", ["[Block] [Flatten] [SiLU] [Dense(9)] public abstract class $F;", "[Block] [Flatten] [Dense(9)] public abstract class $G;"], "Residual<$F, $G>"),
    ]);

    private static RandomNetwork Of(int[] shape, string loss, string[] blocks, params string[] layers)
        => new([.. shape], [.. layers], loss, 5, false, 1) { Blocks = [.. blocks] };

    private static RandomNetwork Classifier(int[] shape, params string[] layers)
        => new([.. shape], [.. layers, "Dense(4)"], "CrossEntropy", 3, true, 1);
}
