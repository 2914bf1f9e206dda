using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>The diagnostics of convolutions and pools: id, place and message.</summary>
public sealed class ConvolutionDiagnosticTests
{
    [Fact]
    public Task A_sound_network_has_none() => Diagnosis.Finds("""
        using StaticNet;
        [Network(1, 28, 28)]
        [Conv2D(6, 5, Padding = Padding.Same)] [ReLU] [MaxPool2D(2)]
        [Conv2D(channels: 16, kernelHeight: 5, kernelWidth: 3, Pad = 1, Name = "second")] [ReLU] [AveragePool2D(3, Stride = 2, Pad = 1)]
        [DepthwiseConv2D(3, Multiplier = 2, Bias = false)] [PReLU] [Conv2D(10, 2, Groups = 2, Dilation = 2)]
        [GlobalAveragePool] [Softmax] [CrossEntropy]
        public sealed partial class Digits
        {
            public int Rank => Conv1.Weight.Rank + Second.Weight.Rank + Conv3.Weight.Rank + Conv4.Bias.Rank;
        }
        """);

    [Theory]
    [InlineData("28", "Conv2D(6, 28, Padding = Padding.Same)", "a kernel of 28 would have to pad (28 - 1)/2 = 13.5 on each side to make (6, 28, 28) of (1, 28, 28), and there is no such padding: use a kernel of 27 or 29")] // the worksheet's row 12
    [InlineData("28", "Conv2D(6, 3, 28, Padding = Padding.Same, Stride = 2)", "a kernel of 3x28 would have to pad (28 - 1)/2 = 13.5 on each side to make (6, 14, 14) of (1, 28, 28), and there is no such padding: use a kernel of 3x27 or 3x29")]
    [InlineData("28", "Conv2D(6, 4, 3, Padding = Padding.Same, Dilation = 3)", "a kernel of 4x3 would have to pad 3 * (4 - 1)/2 = 4.5 on each side to make (6, 28, 28) of (1, 28, 28), and there is no such padding: use a kernel of 3x3 or 5x3")]
    [InlineData("9", "DepthwiseConv2D(10, Padding = Padding.Same, Multiplier = 4)", "a kernel of 10 would have to pad (10 - 1)/2 = 4.5 on each side to make (4, 9, 9) of (1, 9, 9), and there is no such padding: use a kernel of 9 or 11")]
    public Task Same_padding_of_an_even_kernel(string size, string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(1, {{size}}, {{size}})] [{|STN1006:{{layer}}|}] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        $"[{layer[..layer.IndexOf('(')]}] has Padding.Same, but {message}");

    [Fact]
    public Task Same_padding_of_an_even_kernel_over_a_sequence() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2, 50)] [{|STN1006:Conv1D(8, 4, Padding = Padding.Same)|}] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "[Conv1D] has Padding.Same, but a kernel of 4 would have to pad (4 - 1)/2 = 1.5 on each side to make (8, 50) of (2, 50), and there is no such padding: use a kernel of 3 or 5");

    [Theory]
    [InlineData("1, 4, 4", "Conv2D(6, 5)", "The kernel of [Conv2D] spans 5x5, but its input of shape (1, 4, 4) only 4x4")]
    [InlineData("1, 9, 4", "Conv2D(6, 5)", "The kernel of [Conv2D] spans 5x5, but its input of shape (1, 9, 4) only 9x4")]
    [InlineData("1, 4, 4", "Conv2D(6, 8, 3, Pad = 1)", "The kernel of [Conv2D] spans 8x3, but its input of shape (1, 4, 4) only 6x6 with its padding")]
    [InlineData("1, 8, 8", "DepthwiseConv2D(3, Dilation = 4)", "The kernel of [DepthwiseConv2D] spans 9x9 with its dilation, but its input of shape (1, 8, 8) only 8x8")]
    [InlineData("1, 1, 8", "MaxPool2D(2)", "The kernel of [MaxPool2D] spans 2x2, but its input of shape (1, 1, 8) only 1x8")]
    [InlineData("1, 2, 8", "AveragePool2D(7, 5, Pad = 2)", "The kernel of [AveragePool2D] spans 7x5, but its input of shape (1, 2, 8) only 6x12 with its padding")]
    [InlineData("2, 6", "Conv1D(3, 7)", "The kernel of [Conv1D] spans 7, but its input of shape (2, 6) only 6")]
    public Task A_kernel_larger_than_its_input(string shape, string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{shape}})] [{|STN1005:{{layer}}|}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        message + ": make the kernel smaller, or the input or its padding larger");

    [Fact]
    public Task A_network_that_shrinks_too_far_is_told_once_where_it_does() => Diagnosis.Finds("""
        using StaticNet;
        [Network(3, 32, 32)]
        [Conv2D(8, 5)] [MaxPool2D(4)] [Conv2D(16, 5)] [Conv2D(16, 3)] [{|STN1005:MaxPool2D(2)|}] [Conv2D(32, 3)] [MaxPool2D(2)] [Flatten] [Dense(10)]
        public sealed partial class Net;
        """,
        "The kernel of [MaxPool2D] spans 2x2, but its input of shape (16, 1, 1) only 1x1: make the kernel smaller, or the input or its padding larger");

    [Theory]
    [InlineData("784", "Conv2D(6, 5)", "[Conv2D] takes an image (channels, height, width), but its input has the shape (784): declare the input as [Network(channels, height, width)]")]
    [InlineData("2, 50", "Conv2D(6, 5)", "[Conv2D] takes an image (channels, height, width), but its input has the shape (2, 50): use [Conv1D], or declare the input as [Network(channels, height, width)]")]
    [InlineData("2, 50", "DepthwiseConv2D(3)", "[DepthwiseConv2D] takes an image (channels, height, width), but its input has the shape (2, 50): declare the input as [Network(channels, height, width)]")]
    [InlineData("784", "MaxPool2D(2)", "[MaxPool2D] takes an image (channels, height, width), but its input has the shape (784): declare the input as [Network(channels, height, width)]")]
    [InlineData("2, 50", "AveragePool2D(2)", "[AveragePool2D] takes an image (channels, height, width), but its input has the shape (2, 50): declare the input as [Network(channels, height, width)]")]
    [InlineData("50", "Conv1D(6, 5)", "[Conv1D] takes a sequence (channels, length), but its input has the shape (50): declare the input as [Network(channels, length)]")]
    [InlineData("1, 28, 28", "Conv1D(6, 5)", "[Conv1D] takes a sequence (channels, length), but its input has the shape (1, 28, 28): use [Conv2D], or declare the input as [Network(channels, length)]")]
    [InlineData("784", "ConvTranspose2D(6, 5)", "[ConvTranspose2D] takes an image (channels, height, width), but its input has the shape (784): declare the input as [Network(channels, height, width)]")]
    [InlineData("2, 50", "ConvTranspose2D(6, 5)", "[ConvTranspose2D] takes an image (channels, height, width), but its input has the shape (2, 50): use [ConvTranspose1D], or declare the input as [Network(channels, height, width)]")]
    [InlineData("1, 28, 28", "ConvTranspose1D(6, 5)", "[ConvTranspose1D] takes a sequence (channels, length), but its input has the shape (1, 28, 28): use [ConvTranspose2D], or declare the input as [Network(channels, length)]")]
    [InlineData("50", "GlobalAveragePool", "[GlobalAveragePool] takes an image or a sequence, but its input has the shape (50): declare the input as [Network(channels, height, width)] or [Network(channels, length)]")]
    public Task A_layer_that_needs_an_image_or_a_sequence(string shape, string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{shape}})] [{|STN1004:{{layer}}|}] [MaxPool2D(2)] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        message);

    [Theory]
    [InlineData("1, 8, 8", "Conv2D(6, 5)", "[Conv2D] takes an image (channels, height, width), but its input has the shape (64): put it before the layer that flattens (1, 8, 8)")]
    [InlineData("4, 16", "Conv1D(6, 5)", "[Conv1D] takes a sequence (channels, length), but its input has the shape (64): put it before the layer that flattens (4, 16)")]
    [InlineData("4, 16", "GlobalAveragePool", "[GlobalAveragePool] takes an image or a sequence, but its input has the shape (64): put it before the layer that flattens (4, 16)")]
    public Task A_layer_behind_flatten(string shape, string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{shape}})] [Flatten] [{|STN1004:{{layer}}|}] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        message);

    [Theory]
    [InlineData("Conv2D(64, 3, Groups = 3)", "[Conv2D] makes (64, 6, 6) of (16, 8, 8), but 3 groups do not divide 16 input and 64 output channels: use a divisor such as 2")]
    [InlineData("Conv2D(66, 3, Groups = 3)", "[Conv2D] makes (66, 6, 6) of (16, 8, 8), but 3 groups do not divide 16 input channels: use a divisor such as 2")]
    [InlineData("Conv2D(6, 3, Groups = 16)", "[Conv2D] makes (6, 6, 6) of (16, 8, 8), but 16 groups do not divide 6 output channels: use a divisor such as 2")]
    [InlineData("Conv2D(7, 3, Groups = 2)", "[Conv2D] makes (7, 6, 6) of (16, 8, 8), but 2 groups do not divide 7 output channels: use a divisor such as 1")]
    public Task Channels_that_the_groups_do_not_divide(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(16, 8, 8)] [{|STN1007:{{layer}}|}] [ReLU]
        public sealed partial class Net
        {
            public int Rank => Conv1.Weight.Rank;
        }
        """,
        message);

    [Theory]
    [InlineData("ConvTranspose2D(66, 3, Groups = 3)", "[ConvTranspose2D] makes (66, 10, 10) of (16, 8, 8), but 3 groups do not divide 16 input channels: use a divisor such as 2")]
    [InlineData("ConvTranspose2D(6, 3, Groups = 16)", "[ConvTranspose2D] makes (6, 10, 10) of (16, 8, 8), but 16 groups do not divide 6 output channels: use a divisor such as 2")]
    public Task Channels_of_a_transposed_convolution_that_the_groups_do_not_divide(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(16, 8, 8)] [{|STN1007:{{layer}}|}] [ReLU]
        public sealed partial class Net
        {
            public int Rank => Convtranspose1.Weight.Rank;
        }
        """,
        message);

    [Theory]
    [InlineData("16, 7, 8", "MaxPool2D(2)", "[MaxPool2D] makes (16, 3, 4) of (16, 7, 8) and drops 1 row")]
    [InlineData("16, 8, 7", "AveragePool2D(2)", "[AveragePool2D] makes (16, 4, 3) of (16, 8, 7) and drops 1 column")]
    [InlineData("16, 11, 7", "MaxPool2D(3, 2)", "[MaxPool2D] makes (16, 3, 3) of (16, 11, 7) and drops 2 rows and 1 column")]
    [InlineData("16, 8, 8", "MaxPool2D(3, Stride = 2)", "[MaxPool2D] makes (16, 3, 3) of (16, 8, 8) and drops 1 row and 1 column")]
    [InlineData("1, 12, 12", "MaxPool2D(3, Stride = 4, Pad = 1)", "[MaxPool2D] makes (1, 3, 3) of (1, 12, 12) and drops 1 row and 1 column")]
    public async Task A_pool_that_drops_the_edge_is_warned_of(string shape, string layer, string message)
    {
        string source = $$"""
            using StaticNet;
            [Network({{shape}})] [{|STN1008:{{layer}}|}] [Flatten] [Dense(1)]
            public sealed partial class Net;
            """;
        await Diagnosis.Finds(source, message + " that no window reaches: choose a kernel, a Stride or a Pad that fits evenly");

        // It runs nevertheless.
        Assert.Contains("Net.Forward.g.cs", Run.Generate(MarkedSource.Parse(source).Text).HintNames);
    }

    [Theory]
    [InlineData("1, 112, 112", "MaxPool2D(3, Stride = 2, Pad = 1)")] // only padding is left over
    [InlineData("1, 7, 7", "MaxPool2D(1, Stride = 3)")]
    [InlineData("1, 8, 8", "MaxPool2D(1, Stride = 2)")] // the last row is skipped as every second is
    [InlineData("1, 8, 8", "AveragePool2D(2, Stride = 4)")]
    [InlineData("1, 7, 7", "AveragePool2D(7)")]
    public Task A_pool_that_comes_out_even_is_not(string shape, string layer) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{shape}})] [{{layer}}] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """);

    [Theory]
    [InlineData("Conv2D({|STN0008:0|}, 3)", "channels of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(6, {|STN0008:0|})", "kernel of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(6, {|STN0008:-3|}, -3)", "kernel of [Conv2D] is -3, but has to be at least 1")]
    [InlineData("Conv2D(6, 3, {|STN0008:0|})", "kernelWidth of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(kernelWidth: 3, {|STN0008:kernelHeight: 0|}, channels: 6)", "kernelHeight of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(6, 3, {|STN0008:Stride = 0|})", "Stride of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(6, 3, {|STN0008:Dilation = -1|})", "Dilation of [Conv2D] is -1, but has to be at least 1")]
    [InlineData("Conv2D(6, 3, {|STN0008:Groups = 0|})", "Groups of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(6, 3, {|STN0008:Pad = -1|})", "Pad of [Conv2D] is -1, but has to be at least 0")]
    [InlineData("Conv2D(6, 3, {|STN0008:Padding = (Padding)7|})", "Padding of [Conv2D] is 7, but has to be Padding.None or Padding.Same")]
    [InlineData("DepthwiseConv2D({|STN0008:0|})", "kernel of [DepthwiseConv2D] is 0, but has to be at least 1")]
    [InlineData("DepthwiseConv2D(3, {|STN0008:Multiplier = 0|})", "Multiplier of [DepthwiseConv2D] is 0, but has to be at least 1")]
    [InlineData("DepthwiseConv2D(3, {|STN0008:Stride = -2|})", "Stride of [DepthwiseConv2D] is -2, but has to be at least 1")]
    [InlineData("MaxPool2D({|STN0008:0|})", "kernel of [MaxPool2D] is 0, but has to be at least 1")]
    [InlineData("MaxPool2D(2, {|STN0008:Stride = 0|})", "Stride of [MaxPool2D] is 0, but has to be at least 1")]
    [InlineData("AveragePool2D(2, {|STN0008:Pad = -1|})", "Pad of [AveragePool2D] is -1, but has to be at least 0")]
    [InlineData("AveragePool2D(2, 4, {|STN0008:Pad = 2|})", "Pad of [AveragePool2D] is 2, but has to be at most 1, half of the kernel")]
    public Task An_argument_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2, 8, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);

    [Theory]
    [InlineData("Conv1D({|STN0008:-1|}, 3)", "channels of [Conv1D] is -1, but has to be at least 1")]
    [InlineData("Conv1D(6, {|STN0008:kernel: 0|})", "kernel of [Conv1D] is 0, but has to be at least 1")]
    [InlineData("Conv1D(6, 3, {|STN0008:Stride = 0|})", "Stride of [Conv1D] is 0, but has to be at least 1")]
    [InlineData("Conv1D(6, 3, {|STN0008:Pad = -1|})", "Pad of [Conv1D] is -1, but has to be at least 0")]
    [InlineData("Conv1D(6, 3, {|STN0008:Dilation = 0|})", "Dilation of [Conv1D] is 0, but has to be at least 1")]
    [InlineData("Conv1D(6, 3, {|STN0008:Groups = -1|})", "Groups of [Conv1D] is -1, but has to be at least 1")]
    public Task An_argument_out_of_range_over_a_sequence(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);

    [Theory]
    [InlineData("ConvTranspose2D({|STN0008:0|}, 3)", "channels of [ConvTranspose2D] is 0, but has to be at least 1")]
    [InlineData("ConvTranspose2D(6, {|STN0008:0|})", "kernel of [ConvTranspose2D] is 0, but has to be at least 1")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:-1|})", "kernelWidth of [ConvTranspose2D] is -1, but has to be at least 1")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:Stride = 0|}, OutputPadding = 1)", "Stride of [ConvTranspose2D] is 0, but has to be at least 1")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:Dilation = -1|}, OutputPadding = 1)", "Dilation of [ConvTranspose2D] is -1, but has to be at least 1")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:Groups = 0|})", "Groups of [ConvTranspose2D] is 0, but has to be at least 1")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:Pad = -1|})", "Pad of [ConvTranspose2D] is -1, but has to be at least 0")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:OutputPadding = -1|}, Stride = 2)", "OutputPadding of [ConvTranspose2D] is -1, but has to be at least 0")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:OutputPadding = 1|})", "OutputPadding of [ConvTranspose2D] is 1, but has to be at most 0, as it is less than the stride or the dilation")]
    [InlineData("ConvTranspose2D(6, 3, Stride = 2, Dilation = 3, {|STN0008:OutputPadding = 3|})", "OutputPadding of [ConvTranspose2D] is 3, but has to be at most 2, as it is less than the stride or the dilation")]
    [InlineData("ConvTranspose2D(6, 3, {|STN0008:Pad = 5|})", "Pad of [ConvTranspose2D] is 5, but has to be at most 4, less than half of the 10x10 without padding")]
    [InlineData("ConvTranspose2D(6, 3, 1, {|STN0008:Pad = int.MaxValue|})", "Pad of [ConvTranspose2D] is 2147483647, but has to be at most 3, less than half of the 10x8 without padding")]
    public Task An_argument_of_a_transposed_convolution_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2, 8, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);

    [Theory]
    [InlineData("ConvTranspose1D({|STN0008:-1|}, 3)", "channels of [ConvTranspose1D] is -1, but has to be at least 1")]
    [InlineData("ConvTranspose1D(6, {|STN0008:kernel: 0|})", "kernel of [ConvTranspose1D] is 0, but has to be at least 1")]
    [InlineData("ConvTranspose1D(6, 3, Stride = 3, {|STN0008:OutputPadding = 3|})", "OutputPadding of [ConvTranspose1D] is 3, but has to be at most 2, as it is less than the stride or the dilation")]
    [InlineData("ConvTranspose1D(6, 3, {|STN0008:Pad = 6|}, Stride = 1)", "Pad of [ConvTranspose1D] is 6, but has to be at most 4, less than half of the 10 without padding")]
    public Task An_argument_of_a_transposed_convolution_over_a_sequence_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);

    [Fact]
    public Task Padding_said_twice() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2, 8, 8)] [Conv2D(4, 3, {|STN0015:Pad = 1|}, Padding = Padding.Same)] [DepthwiseConv2D(3, Padding = Padding.Same, {|STN0015:Pad = 2|})]
        public sealed partial class Net;
        """,
        "[Conv2D] has Padding.Same and Pad = 1, and each says how much the input is padded: keep one",
        "[DepthwiseConv2D] has Padding.Same and Pad = 2, and each says how much the input is padded: keep one");

    [Fact]
    public Task Padding_said_for_a_side_as_well() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2, 8, 8)] [Conv2D(4, 3, {|STN0015:PadLeft = 0|}, Padding = Padding.Same)]
        public sealed partial class Net;
        """,
        "[Conv2D] has Padding.Same and PadLeft = 0, and each says how much the input is padded: keep one");

    [Theory]
    [InlineData("Conv2D(4, 3, {|STN0008:StrideHeight = 0|})", "StrideHeight of [Conv2D] is 0, but has to be at least 1")]
    [InlineData("Conv2D(4, 3, Dilation = 2, {|STN0008:DilationWidth = -1|})", "DilationWidth of [Conv2D] is -1, but has to be at least 1")]
    [InlineData("DepthwiseConv2D(3, {|STN0008:PadBottom = -1|})", "PadBottom of [DepthwiseConv2D] is -1, but has to be at least 0")]
    [InlineData("MaxPool2D(4, 3, PadTop = 2, {|STN0008:PadRight = 2|})", "PadRight of [MaxPool2D] is 2, but has to be at most 1, half of the kernel")]
    [InlineData("ConvTranspose2D(4, 3, StrideHeight = 2, {|STN0008:OutputPaddingWidth = 1|})", "OutputPaddingWidth of [ConvTranspose2D] is 1, but has to be at most 0, as it is less than the stride or the dilation")]
    [InlineData("ConvTranspose2D(4, 3, PadTop = 1, {|STN0008:PadBottom = 9|})", "PadBottom of [ConvTranspose2D] is 9, but has to be at most 8, as something is left of the 10 rows without padding")]
    [InlineData("ConvTranspose2D(4, 3, {|STN0008:PadWidth = 5|})", "PadWidth of [ConvTranspose2D] is 5, but has to be at most 4, as something is left of the 10 columns without padding")]
    public Task A_number_of_an_axis_or_a_side_out_of_range(string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2, 8, 8)] [{{layer}}] [ReLU] [Flatten] [Dense(1)]
        public sealed partial class Net;
        """,
        "The argument " + message);

    [Fact]
    public Task Dense_on_an_image() => Diagnosis.Finds("""
        using StaticNet;
        [Network(1, 8, 8)] [Conv2D(4, 3)] [{|STN1002:Dense(10)|}]
        public sealed partial class Net;
        """,
        "[Dense] takes a flat input, but its input has the shape (4, 6, 6): put [Flatten] before it, which makes that (144)");

    [Fact]
    public Task A_shape_that_cannot_be_is_told_alone() => Diagnosis.Finds("""
        using StaticNet;
        [Network(1, 28, {|STN1001:0|})] [Conv2D(6, 5)] [MaxPool2D(2)] [Conv2D(16, 5, {|STN0008:Stride = 0|})] [Flatten] [Dense(10)]
        public sealed partial class Net;
        """,
        "(1, 28, 0) cannot be the shape of a sample because a dimension is 0: write (features), (channels, length) or (channels, height, width), each at least 1",
        "The argument Stride of [Conv2D] is 0, but has to be at least 1");

    [Theory]
    [InlineData("1, 40000, 40000", "Conv2D(2, 1)", "the output of [Conv2D] takes 3,200,000,000 floats a sample")]
    [InlineData("1, 2, 2", "Conv2D(1, 3, Pad = int.MaxValue)", "the output of [Conv2D] takes 18,446,744,056,529,682,436 floats a sample")]
    [InlineData("1, 40, 40", "ConvTranspose2D(2, 1, Stride = 1000)", "the output of [ConvTranspose2D] takes 3,042,156,002 floats a sample")]
    [InlineData("1, 8", "ConvTranspose1D(1, 3, Stride = int.MaxValue, Dilation = int.MaxValue)", "the output of [ConvTranspose1D] takes 19,327,352,824 floats a sample")]
    [InlineData("65536, 1, 1", "DepthwiseConv2D(1, Multiplier = 65536)", "the output of [DepthwiseConv2D] takes 4,294,967,296 floats a sample")]
    public Task An_output_too_large_for_an_array(string shape, string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{shape}})] [{|STN1003:{{layer}}|}] [MaxPool2D(5)] [ReLU]
        public sealed partial class Net;
        """,
        $"This is too large: {message}, and one array holds 2,147,483,568");

    [Theory]
    [InlineData("65536, 1, 1", "Conv2D(65536, 1)", "the weight of [Conv2D] has shape (65536, 65536, 1, 1) and takes 4,294,967,296 floats")]
    [InlineData("65536, 1, 1", "ConvTranspose2D(65536, 1)", "the weight of [ConvTranspose2D] has shape (65536, 65536, 1, 1) and takes 4,294,967,296 floats")]
    [InlineData("65536, 1", "Conv1D(65536, 3, Padding = Padding.Same)", "the weight of [Conv1D] has shape (65536, 65536, 3) and takes 12,884,901,888 floats")]
    public Task A_weight_too_large_for_an_array(string shape, string layer, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{shape}})] [{|STN1003:{{layer}}|}] [ReLU]
        public sealed partial class Net;
        """,
        $"This is too large: {message}, and one array holds 2,147,483,568");

    [Theory]
    [InlineData("Conv2D(6, 5)", "new Conv2DAttribute(6, 5)")]
    [InlineData("Conv2D(6, 5, 5, Stride = 1, Padding = Padding.None, Pad = 0, Bias = true)", "new Conv2DAttribute(6, 5)")]
    [InlineData("Conv2D(kernelWidth: 3, channels: 6, kernelHeight: 5, Name = \"c\")", "new Conv2DAttribute(6, 5, 3) { Name = \"c\" }")]
    [InlineData("Conv2D(6, 3, Stride = 2, Pad = 3, Dilation = 2, Groups = 2, Bias = false)", "new Conv2DAttribute(6, 3) { Stride = 2, Pad = 3, Dilation = 2, Groups = 2, Bias = false }")]
    [InlineData("Conv2D(6, 3, Padding = Padding.Same)", "new Conv2DAttribute(6, 3) { Padding = Padding.Same }")]
    [InlineData("DepthwiseConv2D(3, 5, Multiplier = 2, Padding = Padding.Same)", "new DepthwiseConv2DAttribute(3, 5) { Padding = Padding.Same, Multiplier = 2 }")]
    [InlineData("ConvTranspose2D(6, 5)", "new ConvTranspose2DAttribute(6, 5)")]
    [InlineData("ConvTranspose2D(6, 5, 3, Stride = 2, Pad = 3, OutputPadding = 1)", "new ConvTranspose2DAttribute(6, 5, 3) { Stride = 2, Pad = 3, OutputPadding = 1 }")]
    [InlineData("ConvTranspose2D(6, 3, Bias = false, Groups = 2, Dilation = 2)", "new ConvTranspose2DAttribute(6, 3) { Dilation = 2, Groups = 2, Bias = false }")]
    [InlineData("MaxPool2D(2)", "new MaxPool2DAttribute(2)")]
    [InlineData("MaxPool2D(2, 4)", "new MaxPool2DAttribute(2, 4)")]
    [InlineData("AveragePool2D(2, Stride = 2)", "new AveragePool2DAttribute(2) { Stride = 2 }")]
    [InlineData("AveragePool2D(4, Stride = 2, Pad = 1)", "new AveragePool2DAttribute(4) { Stride = 2, Pad = 1 }")]
    [InlineData("GlobalAveragePool(Name = \"mean\")", "new GlobalAveragePoolAttribute() { Name = \"mean\" }")]
    public void Arguments_come_back_in_the_summary(string layer, string expression)
        => Assert.Contains($", {expression}, [2, 8, 8], ", Run.Generate($"""
            using StaticNet;
            [Network(2, 8, 8)] [{layer}]
            public sealed partial class Net;
            """).Compiles().Text("Net.g.cs"));

    [Fact]
    public void Arguments_come_back_in_the_summary_of_a_sequence()
        => Assert.Contains(", new Conv1DAttribute(6, 3) { Stride = 2, Padding = Padding.Same, Dilation = 2 }, [2, 8], [6, 4], [2, 5], ", Run.Generate("""
            using StaticNet;
            [Network(2, 8)] [Conv1D(6, 3, Stride = 2, Padding = Padding.Same, Dilation = 2)]
            public sealed partial class Net;
            """).Compiles().Text("Net.g.cs"));

    [Fact]
    public void Convolutions_have_typed_views_and_count_together()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(3, 9, 9)] [Conv2D(6, 5)] [DepthwiseConv2D(3, Bias = false)] [PReLU] [Conv2D(4, 3, Name = "head")] [ConvTranspose2D(3, 5)]
            public sealed partial class Image;
            [Network(3, 9)] [Conv1D(6, 5)] [ConvTranspose1D(2, 3, Bias = false)]
            public sealed partial class Sequence;
            """).Compiles();
        string image = run.Text("Image.g.cs");

        Assert.Contains("Conv2DParameters Conv1 => new(Parameters, 0, 1);", image);
        Assert.Contains("Conv2DParameters Conv2 => new(Parameters, 2, -1);", image);
        Assert.Contains("Conv2DParameters Head => new(Parameters, 4, 5);", image);
        Assert.Contains("new(\"conv1.weight\", [6, 3, 5, 5], [1, 16, 240, 48], 0) { FanIn = 75 },", image);
        Assert.Contains("ConvTranspose2DParameters Convtranspose1 => new(Parameters, 6, 7);", image);
        Assert.Contains("new(\"convtranspose1.weight\", [4, 3, 5, 5], [1, 16, 240, 48], 2256) { FanIn = 75 },", image);
        Assert.Contains("conv1           Conv2D", image);
        Assert.Contains("Conv1DParameters Conv1 => new(Parameters, 0, 1);", run.Text("Sequence.g.cs"));
        Assert.Contains("ConvTranspose1DParameters Convtranspose1 => new(Parameters, 2, -1);", run.Text("Sequence.g.cs"));
    }
}
