using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.CodeFixes;

/// <summary>What is offered for hazards, one by one and all at once.</summary>
public sealed class HazardFixTests
{
    [Fact]
    public Task An_activation_is_put_between_linear_layers() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(1, 8, 8)]
        [Conv2D(8, 3)]
        [{|STN2001:Conv2D(8, 3)|}]
        [Flatten]
        [{|STN2001:Dense(16)|}, Dropout(0.5f), {|STN2001:Dense(10)|}]
        [CrossEntropy]
        partial class A;

        [Network(8)] [StaticNet.Dense(8, Bias = false)] [BatchNorm] [{|STN2001:StaticNet.Dense(8)|}] [MeanSquaredError] partial class B;
        """,
        """
        [Network(1, 8, 8)]
        [Conv2D(8, 3)] [ReLU]
        [Conv2D(8, 3)] [ReLU]
        [Flatten]
        [Dense(16), ReLU, Dropout(0.5f), Dense(10)]
        [CrossEntropy]
        partial class A;

        [Network(8)] [StaticNet.Dense(8, Bias = false)] [BatchNorm] [ReLU] [StaticNet.Dense(8)] [MeanSquaredError] partial class B;
        """);

    [Fact]
    public Task An_activation_is_put_into_a_block() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(8)] [Residual<Pair>] [MeanSquaredError] partial class Net;
        [Block] [Dense(8)] [{|STN2001:Dense(8)|}] abstract class Pair;
        """,
        """
        [Network(8)] [Residual<Pair>] [MeanSquaredError] partial class Net;
        [Block] [Dense(8)] [ReLU] [Dense(8)] abstract class Pair;
        """,
        title: "Put [ReLU] between the layers");

    [Fact]
    public Task An_activation_is_put_into_a_block_that_is_linear_where_it_is_used() => FixTest<ChangeLayerCodeFix>.Fixes(
        [
            "[Network(4)] [{|STN2001:Apply<Wider>|}] [MeanSquaredError] partial class Net;",
            "[Block] [Dense(8)] [Dense(16)] abstract class Wider;",
        ],
        [
            "[Network(4)] [Apply<Wider>] [MeanSquaredError] partial class Net;",
            "[Block] [Dense(8)] [ReLU] [Dense(16)] abstract class Wider;",
        ],
        title: "Put [ReLU] between the layers in 'Wider'");

    [Fact]
    public Task An_activation_is_put_between_uses_of_blocks() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(8)]
        [Apply<Layer>]
        [{|STN2001:Apply<Layer>|}, BatchNorm]
        [{|STN2001:Dense(4)|}]
        [MeanSquaredError]
        partial class Net;
        [Block] [Dense(8, Bias = false)] abstract class Layer;
        """,
        """
        [Network(8)]
        [Apply<Layer>] [ReLU]
        [Apply<Layer>, BatchNorm] [ReLU]
        [Dense(4)]
        [MeanSquaredError]
        partial class Net;
        [Block] [Dense(8, Bias = false)] abstract class Layer;
        """,
        title: "Put [ReLU] between the layers");

    [Fact]
    public Task An_activation_is_put_at_the_end_of_a_repeated_block() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(8)] [{|STN2001:Repeat<Layer>(5)|}] [{|STN2001:Dense(4)|}] [MeanSquaredError] partial class Net;
        [Block]
        [Dropout(0.5f)]
        [Dense(8)]
        abstract class Layer;
        """,
        """
        [Network(8)] [Repeat<Layer>(5)] [Dense(4)] [MeanSquaredError] partial class Net;
        [Block]
        [Dropout(0.5f)]
        [Dense(8)] [ReLU]
        abstract class Layer;
        """,
        title: "Put [ReLU] between the layers in 'Layer'");

    [Fact]
    public Task No_activation_is_put_into_a_repeated_block_that_makes_the_outputs() => FixTest<ChangeLayerCodeFix>.OffersNothing(
        """
        [Network(8)] [{|STN2001:Repeat<Layer>(5)|}] [MeanSquaredError] partial class Net;
        [Block] [Dense(8)] abstract class Layer;
        """);

    [Fact]
    public Task A_pair_that_arguments_make_is_mended_in_the_block() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(32)] [{|STN2001:Apply<Pair>(16)|}] [ReLU] [Dense(2)] [MeanSquaredError] partial class Net;
        [Block] [Dense(Pair.Hidden)] [Dense(8)] abstract class Pair { public const int Hidden = 4; }
        """,
        """
        [Network(32)] [Apply<Pair>(16)] [ReLU] [Dense(2)] [MeanSquaredError] partial class Net;
        [Block] [Dense(Pair.Hidden)] [ReLU] [Dense(8)] abstract class Pair { public const int Hidden = 4; }
        """);

    [Fact]
    public Task Layers_of_blocks_in_another_file_are_changed() => FixTest<ChangeLayerCodeFix>.Fixes(
        [
            """
            [Network(8)] [{|STN2005:Apply<Layer>|}] [BatchNorm] [ReLU] [Apply<End>, {|STN2008:CrossEntropy|}] partial class A;
            [Network(8)] [{|STN2005:Repeat<Layer>(3)|}, BatchNorm, ReLU] [Dense(8), {|STN2003:Apply<Rectified>|}, MeanSquaredError] partial class B;
            [Network(8)] [{|STN2011:Residual<Threshold>|}, MeanSquaredError] partial class C;
            """,
            """
            [Block, StaticNet.BatchNorm, ReLU]
            [StaticNet.Dense(8)]
            internal abstract class Layer;

            [Block, Dense(1), Softmax] internal abstract class End;
            [Block, Tanh, ReLU] internal abstract class Rectified;
            [Block] [Dense(8)] [Step] internal abstract class Threshold;
            """,
        ],
        [
            """
            [Network(8)] [Apply<Layer>] [BatchNorm] [ReLU] [Apply<End>, BinaryCrossEntropy] partial class A;
            [Network(8)] [Repeat<Layer>(3), BatchNorm, ReLU] [Dense(8), Apply<Rectified>, MeanSquaredError] partial class B;
            [Network(8)] [Residual<Threshold>, MeanSquaredError] partial class C;
            """,
            """
            [Block, StaticNet.BatchNorm, ReLU]
            [StaticNet.Dense(8, Bias = false)]
            internal abstract class Layer;

            [Block, Dense(1)] internal abstract class End;
            [Block, Tanh] internal abstract class Rectified;
            [Block] [Dense(8)] [Sigmoid] internal abstract class Threshold;
            """,
        ]);

    [Theory]
    [InlineData("[{|STN2005:Apply<Layer>|}] [BatchNorm] [ReLU] [Apply<Layer>]")]
    [InlineData("[Dense(8)] [{|STN2003:Apply<Rectified>|}] [MeanSquaredError]")]
    [InlineData("[Dense(8), Apply<Bent>, Dense(8)] [{|STN2003:Apply<Bent>|}] [MeanSquaredError]")]
    [InlineData("[{|STN2003:ReLU|}] [MeanSquaredError]")]
    public Task A_block_is_left_as_it_is_where_something_else_would_change(string layers) => FixTest<ChangeLayerCodeFix>.OffersNothing(
        $"""
        [Network(8)] {layers} partial class Net;
        [Block] [Dense(8)] abstract class Layer;
        [Block] [ReLU] abstract class Rectified;
        [Block] [Tanh, ReLU] abstract class Bent;
        """);

    [Fact]
    public Task Useless_biases_are_removed() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(1, 8, 8)]
        [{|STN2005:Conv2D(8, 3, Padding = Padding.Same)|}, BatchNorm, ReLU]
        [{|STN2005:DepthwiseConv2D(3, Bias = true, Stride = 2)|}] [BatchNorm] [ReLU]
        [Apply<Part>]
        [Flatten, Dense(3)]
        partial class Net;
        [Block, {|STN2005:Conv2D(8, 1)|}, BatchNorm, ReLU] abstract class Part;
        """,
        """
        [Network(1, 8, 8)]
        [Conv2D(8, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
        [DepthwiseConv2D(3, Bias = false, Stride = 2)] [BatchNorm] [ReLU]
        [Apply<Part>]
        [Flatten, Dense(3)]
        partial class Net;
        [Block, Conv2D(8, 1, Bias = false), BatchNorm, ReLU] abstract class Part;
        """,
        title: "Set Bias = false");

    [Theory]
    [InlineData("[Dense(3)] [{|STN2003:ReLU|}] [Softmax] [CrossEntropy]", "[Dense(3)] [Softmax] [CrossEntropy]", "Leave [ReLU] out")]
    [InlineData("[Dense(3), {|STN2003:ReLU|}, Softmax, CrossEntropy]", "[Dense(3), Softmax, CrossEntropy]", "Leave [ReLU] out")]
    [InlineData("[Dense(3)]\n[{|STN2004:Dropout(0.5f)|}]\n[CrossEntropy]", "[Dense(3)]\n[CrossEntropy]", "Leave [Dropout] out")]
    [InlineData("[Dense(3)] [{|STN2006:Softmax|}, Softmax]", "[Dense(3)] [Softmax]", "Leave [Softmax] out")]
    [InlineData("[Dense(3)] [{|STN2010:Tanh|}] // squashed\n[CrossEntropy]", "[Dense(3)] // squashed\n[CrossEntropy]", "Leave [Tanh] out")]
    [InlineData("[Dense(3)]\n[{|STN2010:Sigmoid|}] // squashed\n[CrossEntropy]", "[Dense(3)]\n // squashed\n[CrossEntropy]", "Leave [Sigmoid] out")]
    [InlineData("[Dense(3)] [{|STN2007:Softmax|}] [Huber(0.5f)]", "[Dense(3)] [Softmax] [CrossEntropy]", "Take [CrossEntropy]")]
    [InlineData("[Dense(1)] [{|STN2008:CrossEntropy|}]", "[Dense(1)] [BinaryCrossEntropy]", "Take [BinaryCrossEntropy]")]
    [InlineData("[Dense(1)] [Softmax] [{|STN2008:CrossEntropy|}]", "[Dense(1)] [BinaryCrossEntropy]", "Take [BinaryCrossEntropy]")]
    [InlineData("[Dense(4)] [{|STN2011:Step|}] [Dense(1)] [MeanSquaredError]", "[Dense(4)] [Sigmoid] [Dense(1)] [MeanSquaredError]", "Take [Sigmoid]")]
    public Task Layers_are_left_out_or_taken_instead(string layers, string expected, string title)
        => FixTest<ChangeLayerCodeFix>.Fixes($"[Network(4)]\n{layers}\npartial class Net;\n", $"[Network(4)]\n{expected}\npartial class Net;\n", title: title);

    [Theory]
    [InlineData("[Dense(3), Softmax]", "[Dense(3), Softmax] [CrossEntropy]", 0, "Put [CrossEntropy] behind the last layer")]
    [InlineData("[Dense(1)] [Sigmoid]", "[Dense(1)] [Sigmoid] [BinaryCrossEntropy]", 0, "Put [BinaryCrossEntropy] behind the last layer")]
    [InlineData("[Dense(1)]", "[Dense(1)] [MeanSquaredError]", 0, "Put [MeanSquaredError] behind the last layer")]
    [InlineData("[StaticNet.Dense(2), System.Serializable]", "[StaticNet.Dense(2), StaticNet.CrossEntropy, System.Serializable]", 1, "Put [StaticNet.CrossEntropy] behind the last layer")]
    public Task A_loss_is_added_to_a_network_in_another_file(string layers, string expected, int offer, string title) => FixTest<ChangeLayerCodeFix>.Fixes(
        [$"[Network(4)] {layers} partial class Net;", Use("{|STN2012:new Trainer<Net>(new Net(), new Adam(1e-3))|}")],
        [$"[Network(4)] {expected} partial class Net;", Use("new Trainer<Net>(new Net(), new Adam(1e-3))")],
        offer,
        title.Replace("StaticNet.", "", StringComparison.Ordinal),
        isUsed: true);

    [Fact]
    public Task A_loss_is_added_once_however_often_the_network_is_trained() => FixTest<ChangeLayerCodeFix>.Fixes(
        "[Network(4)] [Dense(3), Softmax] partial class Net;\n" + Use("(object[])[{|STN2012:new Trainer<Net>(new Net(), new Adam(1e-3))|}, {|STN2012:new Trainer<Net>(new Net(), new Sgd(0.1))|}]"),
        "[Network(4)] [Dense(3), Softmax] [CrossEntropy] partial class Net;\n" + Use("(object[])[new Trainer<Net>(new Net(), new Adam(1e-3)), new Trainer<Net>(new Net(), new Sgd(0.1))]"),
        isUsed: true);

    [Theory]
    [InlineData(0, 16, "Take 16 channels")]
    [InlineData(1, 32, "Take 32 channels")]
    public Task Channels_are_rounded(int offer, int channels, string title) => FixTest<RoundChannelsCodeFix>.Fixes(
        Source("{|STN3001:Conv2D(20, 3)|}", "{|STN3001:Apply<Wide>(18)|}", "{|STN3001:Apply<Wide>|}", 17, "{|STN3001:Residual<Same>|}"),
        Source($"Conv2D({channels}, 3)", $"Apply<Wide>({channels})", $"Apply<Wide>({channels})", 17, "Residual<Same>").Replace("Conv2D(19, 1)", $"Conv2D({channels}, 1)", StringComparison.Ordinal),
        offer,
        title);

    private static string Source(string first, string second, string third, int width, string fourth) => $$"""
        [Network(3, 32, 32)]
        [{{first}}, ReLU]
        [{{second}}, ReLU]
        [{{third}}, ReLU]
        [Conv2D(8, 1), ReLU, {{fourth}}, ReLU]
        [GlobalAveragePool, Dense(10), Softmax]
        [CrossEntropy]
        partial class Net;
        [Block] [Conv2D(Wide.Channels, 3)] abstract class Wide { public const int Channels = {{width}}; }
        [Block] [Conv2D(19, 1), ReLU, Conv2D(8, 1)] abstract class Same;
        """;

    [Fact]
    public Task Channels_that_something_is_added_to_are_left_alone() => FixTest<RoundChannelsCodeFix>.OffersNothing(
        """
        [Network(3, 32, 32)]
        [{|STN3001:Conv2D(20, 3)|}, ReLU, Residual<Same>]
        [GlobalAveragePool, Dense(10)]
        [CrossEntropy]
        partial class Net;
        [Block] [Conv2D(8, 1), ReLU, DepthwiseConv2D(1), PadChannels(6, 6)] abstract class Same;
        """);

    [Fact]
    public Task A_constant_is_rounded_where_all_that_have_it_have_to_agree() => FixTest<RoundChannelsCodeFix>.Fixes(
        """
        [Network(3, 32, 32)]
        [{|STN3001:Conv2D(Sizes.Width, 3)|}, ReLU, {|STN3001:Residual<Same>|}]
        [GlobalAveragePool, Dense(10)]
        [CrossEntropy]
        partial class Net;
        [Block] [Conv2D(8, 1), ReLU, Conv2D(Sizes.Width, 1)] abstract class Same;
        static class Sizes { public const int Width = 20; }
        """,
        """
        [Network(3, 32, 32)]
        [Conv2D(Sizes.Width, 3), ReLU, Residual<Same>]
        [GlobalAveragePool, Dense(10)]
        [CrossEntropy]
        partial class Net;
        [Block] [Conv2D(8, 1), ReLU, Conv2D(Sizes.Width, 1)] abstract class Same;
        static class Sizes { public const int Width = 16; }
        """);

    [Theory]
    [InlineData("[Dense(8, Bias = false), {|STN2009:Dropout(0.5f)|}, BatchNorm, ReLU]\n[Dense(4)]", "[Dense(8, Bias = false), BatchNorm, ReLU] [Dropout(0.5f)]\n[Dense(4)]", "Put [Dropout] behind [ReLU]")]
    [InlineData("[Dense(8)]\n[{|STN2009:Dropout(0.5f)|}]\n[Tanh, BatchNorm] [Dense(4)]", "[Dense(8)]\n[Tanh, BatchNorm] [Dropout(0.5f)] [Dense(4)]", "Put [Dropout] behind [BatchNorm]")]
    [InlineData("[{|STN2009:Dropout(0.5f)|}] [Apply<Normed>] [Dense(4)]", "[Apply<Normed>] [Dropout(0.5f)] [Dense(4)]", "Put [Dropout] behind [Apply]")]
    [InlineData("[{|STN2009:Dropout(0.5f)|}] [Apply<Normed>] [BatchNorm] [Dense(4)]", "[Apply<Normed>] [BatchNorm] [Dropout(0.5f)] [Dense(4)]", "Put [Dropout] behind [BatchNorm]")]
    [InlineData("[ReLU] [{|STN2009:Dropout(0.5f)|}] [Apply<Long>] [Dense(4)]", "[ReLU] [Apply<Long>] [Dense(4)]", "Leave [Dropout] out")]
    [InlineData("[Dense(8, Bias = false)] [{|STN2009:Dropout(0.5f)|}] [BatchNorm]", "[Dense(8, Bias = false)] [BatchNorm]", "Leave [Dropout] out")]
    [InlineData("[{|STN2009:Apply<Dropped>|}, BatchNorm] [Dense(4)]", "[Apply<Dropped>, BatchNorm] [Dense(4)]", "Leave [Dropout] out in 'Dropped'")]
    public Task A_dropout_goes_behind_the_norm(string layers, string expected, string title) => FixTest<ChangeLayerCodeFix>.Fixes(
        [$"[Network(8)]\n{layers}\n[MeanSquaredError]\npartial class Net;", Dropping + "[Block] [Tanh, Dropout(0.2f)] abstract class Dropped;"],
        [$"[Network(8)]\n{expected}\n[MeanSquaredError]\npartial class Net;", Dropping + (title.Contains("Dropped", StringComparison.Ordinal) ? "[Block] [Tanh] abstract class Dropped;" : "[Block] [Tanh, Dropout(0.2f)] abstract class Dropped;")],
        title: title);

    private const string Dropping = "[Block] [BatchNorm, ReLU] abstract class Normed; [Block] [BatchNorm, ReLU, Dense(8), Tanh] abstract class Long;\n";

    [Fact]
    public Task A_dropout_in_a_block_goes_behind_the_norm_there() => FixTest<ChangeLayerCodeFix>.Fixes(
        [
            "[Network(8)] [Apply<Unit>] [Dense(4)] [MeanSquaredError] partial class Net;",
            "[Block] [Dense(8)] [ReLU] [{|STN2009:Dropout(0.5f)|}] [BatchNorm] abstract class Unit;",
        ],
        [
            "[Network(8)] [Apply<Unit>] [Dense(4)] [MeanSquaredError] partial class Net;",
            "[Block] [Dense(8)] [ReLU] [BatchNorm] [Dropout(0.5f)] abstract class Unit;",
        ]);

    private static string Use(string expression) => $"internal static class User {{ public static object Make() => {expression}; }}";
}
