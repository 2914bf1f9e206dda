using StaticNet.Generator.Layers;
using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests;

/// <summary>What is offered for hazards and for declarations that do not come together, one by one and all at once.</summary>
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

    [Fact]
    public Task A_stack_of_sigmoids_becomes_one_of_rectifiers() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(4)]
        [Dense(16), {|STN2002:Sigmoid|}, Dense(16), Sigmoid, Dense(16), Sigmoid]
        [Dense(16), Tanh, Dense(16), Sigmoid]
        [Dense(1), Sigmoid]
        [MeanSquaredError]
        partial class Net;
        """,
        """
        [Network(4)]
        [Dense(16), ReLU, Dense(16), ReLU, Dense(16), ReLU]
        [Dense(16), ReLU, Dense(16), ReLU]
        [Dense(1), Sigmoid]
        [MeanSquaredError]
        partial class Net;
        """,
        title: "Take [ReLU]");

    [Fact]
    public Task The_units_of_a_stack_are_changed_in_their_block() => FixTest<ChangeLayerCodeFix>.Fixes(
        """
        [Network(4)]
        [Dense(16), {|STN2002:Sigmoid|}, Repeat<Unit>(6), Dense(1)]
        [MeanSquaredError]
        partial class Net;
        [Block] [Dense(Unit.Width), Sigmoid] abstract class Unit { public const int Width = 16; }
        """,
        """
        [Network(4)]
        [Dense(16), ReLU, Repeat<Unit>(6), Dense(1)]
        [MeanSquaredError]
        partial class Net;
        [Block] [Dense(Unit.Width), ReLU] abstract class Unit { public const int Width = 16; }
        """,
        title: "Take [ReLU] in 'Unit'");

    [Fact]
    public Task The_layers_of_a_stack_are_wrapped_in_residuals() => FixTest<WrapInResidualCodeFix>.Fixes(
        """
        namespace Deep
        {
            [Network(4)]
            [Dense(16), {|STN2002:Sigmoid|}, Dense(16), Sigmoid]
            [Dense(16)] [Sigmoid]
            [Dense(16), Sigmoid, Dense(16),
             Sigmoid]
            [Dense(1)]
            [MeanSquaredError]
            internal sealed partial class Net;
        }
        """,
        """
        namespace Deep
        {
            [Network(4)]
            [Dense(16), Sigmoid, Residual<NetLayer>]
            [Residual<NetLayer>]
            [Residual<NetLayer>, Residual<NetLayer>]
            [Dense(1)]
            [MeanSquaredError]
            internal sealed partial class Net;

            [Block]
            [Dense(16), Sigmoid]
            internal abstract class NetLayer;
        }
        """,
        title: "Wrap the layers in [Residual]");

    [Fact]
    public Task Stacks_of_two_networks_are_wrapped_at_once() => FixTest<WrapInResidualCodeFix>.Fixes(
        """
        [Network(8)]
        [Dense(8)] [{|STN2002:Sigmoid|}] [Dense(8)] [Sigmoid] [Dense(8)] [Sigmoid] [Dense(8)] [Sigmoid] [Dense(8)] [Sigmoid]
        [Dense(1)] [MeanSquaredError]
        partial class A;

        [Network(3)]
        [Repeat<Unit>(3)]
        [Dense(3)] [{|STN2002:HardSigmoid|}] [Dense(3)] [HardSigmoid] [Dense(3)] [HardSigmoid] [Dense(3)] [HardSigmoid]
        [Dense(1)] [MeanSquaredError]
        partial class B;

        [Block] [Dense(3), ReLU] abstract class Unit;
        """,
        """
        [Network(8)]
        [Residual<ALayer>] [Residual<ALayer>] [Residual<ALayer>] [Residual<ALayer>] [Residual<ALayer>]
        [Dense(1)] [MeanSquaredError]
        partial class A;

        [Block]
        [Dense(8)] [Sigmoid]
        internal abstract class ALayer;

        [Network(3)]
        [Repeat<Unit>(3)]
        [Residual<BLayer>] [Residual<BLayer>] [Residual<BLayer>] [Residual<BLayer>]
        [Dense(1)] [MeanSquaredError]
        partial class B;

        [Block]
        [Dense(3)] [HardSigmoid]
        internal abstract class BLayer;

        [Block] [Dense(3), ReLU] abstract class Unit;
        """);

    [Fact]
    public Task Declarations_are_merged() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        """
        [{|STN0005:Dense(8)|}] [ReLU]
        partial class A;

        [Network(2)] [Dense(2)] [Tanh]
        public sealed partial class A;

        [Network(2)]
        [Dense(2)] [Tanh]
        [BinaryCrossEntropy]
        partial class B
        {
        }

        [{|STN0005:{|STN0006:Dense(1)|}|}, Sigmoid]
        partial class B
        {
            public int Kept => 1;
        }
        """,
        """
        [Network(2)] [Dense(2)] [Tanh] [Dense(8)] [ReLU]
        public sealed partial class A;

        [Network(2)]
        [Dense(2)] [Tanh] [Dense(1)] [Sigmoid]
        [BinaryCrossEntropy]
        partial class B
        {
        }

        partial class B
        {
            public int Kept => 1;
        }
        """);

    [Fact]
    public Task Declarations_in_two_files_are_merged() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        [
            "[Network(2)] [Dense(2)]\npublic sealed partial class Net;\n",
            "[{|STN0005:Tanh|}] [System.Serializable, Dense(1), MeanSquaredError] public partial class Net\n{\n}\n",
        ],
        [
            "[Network(2)] [Dense(2)] [Tanh] [Dense(1)] [MeanSquaredError]\npublic sealed partial class Net;\n",
            "[System.Serializable] public partial class Net\n{\n}\n",
        ],
        title: "Put all layers of 'Net' on one declaration");

    [Fact]
    public Task Names_that_mean_nothing_in_the_other_file_are_written_out() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        [
            "[Network(2)] [Dense(2)]\npublic sealed partial class Net;\n",
            """
            using Numbers;
            using static Numbers.Sizes;
            using Full = StaticNet.DenseAttribute;
            using Short = Numbers.Sizes;
            [{|STN0005:Tanh|}] [Dense(Short.Three), ReLU, Dense(units: Sizes.Three, Name = Sizes.Word), Tanh, Full(Three), Repeat<Numbers.Part>(Three), Dense(Net.One), MeanSquaredError] public partial class Net
            {
                public const int One = 1;
            }

            namespace Numbers
            {
                public static class Sizes { public const int Three = 3; public const string Word = "w"; }
                [Block, ReLU] public abstract class Part;
            }
            """,
        ],
        [
            "[Network(2)] [Dense(2)] [Tanh] [Dense(global::Numbers.Sizes.Three)] [ReLU] [Dense(units: global::Numbers.Sizes.Three, Name = global::Numbers.Sizes.Word)] [Tanh] [global::StaticNet.DenseAttribute(global::Numbers.Sizes.Three)] [Repeat<Numbers.Part>(global::Numbers.Sizes.Three)] [Dense(Net.One)] [MeanSquaredError]\npublic sealed partial class Net;\n",
            """
            using Numbers;
            using static Numbers.Sizes;
            using Full = StaticNet.DenseAttribute;
            using Short = Numbers.Sizes;
            public partial class Net
            {
                public const int One = 1;
            }

            namespace Numbers
            {
                public static class Sizes { public const int Three = 3; public const string Word = "w"; }
                [Block, ReLU] public abstract class Part;
            }
            """,
        ],
        title: "Put all layers of 'Net' on one declaration");

    [Fact]
    public Task Declarations_of_a_block_are_merged() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        [
            """
            [Network(2)] [{|STN0020:Apply<Parts.A>|}] [{|STN0020:Apply<Parts.B>|}] partial class Net;
            [Network(2)] [ReLU] [{|STN0020:Apply<Parts.C>|}] partial class Other;
            """,
            """
            namespace Parts
            {
                [Block]
                internal abstract partial class A;

                [Dense(A.Units), ReLU]
                internal abstract partial class A
                {
                    /// <summary>How wide it is.</summary>
                    public const int Units = 8;
                }

                [Block, Dense(B.Units)]
                internal abstract partial class B { public const int Units = 5; }

                internal abstract partial class B { public const int More = 2, Last = 2; public const float Kept = 1; }

                [Tanh]
                internal abstract partial class B;
            }
            """,
            """
            namespace Parts
            {
                [Block]
                internal abstract partial class C
                {
                    public const int Units = 5;
                }

                [Apply<A>] [Dense(C.More)] internal abstract partial class C
                {
                    public const int More = 2;
                }
            }
            """,
        ],
        [
            """
            [Network(2)] [Apply<Parts.A>] [Apply<Parts.B>] partial class Net;
            [Network(2)] [ReLU] [Apply<Parts.C>] partial class Other;
            """,
            """
            namespace Parts
            {
                [Block] [Dense(A.Units)] [ReLU]
                internal abstract partial class A
                {
                    /// <summary>How wide it is.</summary>
                    public const int Units = 8;
                }

                [Block, Dense(B.Units)] [Tanh]
                internal abstract partial class B { public const int Units = 5; public const int More = 2, Last = 2; }

                internal abstract partial class B { public const float Kept = 1; }

            }
            """,
            """
            namespace Parts
            {
                [Block] [Apply<A>] [Dense(C.More)]
                internal abstract partial class C
                {
                    public const int Units = 5;
                    public const int More = 2;
                }

            }
            """,
        ]);

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

    [Fact]
    public Task A_dense_layer_gets_the_width_of_what_it_is_added_to() => FixTest<MatchWidthCodeFix>.Fixes(
        [
            "[Network(8)] [Dense(12), ReLU] [{|STN1009:Residual<Part>|}] [Dense(2)] partial class Net;",
            "[Block] [Dense(20)] [GELU] [Dense(10)] [Tanh] abstract class Part;",
        ],
        [
            "[Network(8)] [Dense(12), ReLU] [Residual<Part>] [Dense(2)] partial class Net;",
            "[Block] [Dense(20)] [GELU] [Dense(12)] [Tanh] abstract class Part;",
        ],
        title: "Give [Dense] of 'Part' 12 units");

    [Fact]
    public Task A_dense_layer_gets_the_width_of_the_shortcut() => FixTest<MatchWidthCodeFix>.Fixes(
        """
        [Network(8)] [{|STN1009:Residual<Part, Short>|}] [ReLU] partial class Net;
        [Block] [Dense(20), Tanh] abstract class Part;
        [Block] [Dense(6)] abstract class Short;
        """,
        """
        [Network(8)] [Residual<Part, Short>] [ReLU] partial class Net;
        [Block] [Dense(6), Tanh] abstract class Part;
        [Block] [Dense(6)] abstract class Short;
        """);

    [Fact]
    public Task A_shortcut_gets_the_width_of_the_block() => FixTest<MatchWidthCodeFix>.Fixes(
        """
        [Network(8)] [{|STN1009:Residual<Part, Short>|}] [ReLU] partial class Net;
        [Block] [Dense(20), Tanh] abstract class Part;
        [Block] [Dense(6)] abstract class Short;
        """,
        """
        [Network(8)] [Residual<Part, Short>] [ReLU] partial class Net;
        [Block] [Dense(20), Tanh] abstract class Part;
        [Block] [Dense(20)] abstract class Short;
        """,
        offer: 1,
        title: "Give [Dense] of 'Short' 20 units");

    [Fact]
    public Task A_convolution_gets_the_channels_of_what_it_is_added_to() => FixTest<MatchWidthCodeFix>.Fixes(
        [
            "[Network(3, 9, 9)] [Conv2D(12, 3), ReLU] [{|STN1009:Residual<Part>|}] [Flatten, Dense(2)] partial class Net;",
            "[Network(4, 9)] [{|STN1009:Residual<Row>|}] partial class Sequence;",
            """
            [Block] [Conv2D(24, 3, Padding = Padding.Same)] [GELU] [Conv2D(channels: 10, kernel: 1), LayerNorm] abstract class Part;
            [Block] [Conv1D(Row.Width, 3, Padding = Padding.Same)] [GELU] [Conv1D(2 * Row.Width, 1)] abstract class Row { public const int Width = 3; }
            """,
        ],
        [
            "[Network(3, 9, 9)] [Conv2D(12, 3), ReLU] [Residual<Part>] [Flatten, Dense(2)] partial class Net;",
            "[Network(4, 9)] [Residual<Row>(2)] partial class Sequence;",
            """
            [Block] [Conv2D(24, 3, Padding = Padding.Same)] [GELU] [Conv2D(channels: 12, kernel: 1), LayerNorm] abstract class Part;
            [Block] [Conv1D(Row.Width, 3, Padding = Padding.Same)] [GELU] [Conv1D(2 * Row.Width, 1)] abstract class Row { public const int Width = 3; }
            """,
        ]);

    [Theory]
    [InlineData("Residual<Part>", "Residual<Part>(8)")]
    [InlineData("Residual<Part>()", "Residual<Part>(8)")]
    [InlineData("Residual<Part>(Name = \"r\")", "Residual<Part>(8, Name = \"r\")")]
    [InlineData("Residual<Part>(5)", "Residual<Part>(8)")]
    [InlineData("Residual<Part>(2 + 3)", "Residual<Part>(8)")]
    [InlineData("Residual<Part>(Sizes.Five, 7)", "Residual<Part>(8, 7)")]
    [InlineData("Residual<Part>(arguments: new int[] { 5, 7 })", "Residual<Part>(arguments: new int[] { 8, 7 })")]
    [InlineData("Residual<Outer>", "Residual<Outer>(4)")]
    [InlineData("Residual<Outer>(3)", "Residual<Outer>(4)")]
    [InlineData("Residual<Halved>(20, 10)", "Residual<Halved>(20, 16)")]
    [InlineData("Residual<Halved>(10)", "Residual<Halved>(10, 16)")]
    public Task A_width_that_comes_from_elsewhere_is_changed_there(string residual, string expected)
    {
        const string Blocks = """
            [Block] [Dense(Part.Units), Tanh] abstract class Part { public const int Units = 5, Other = 1; }
            [Block] [Dense(Outer.Half), ReLU] [Apply<Part>(2 * Outer.Half)] abstract class Outer { public const int Half = 3; }
            [Block] [Dense(Halved.Inner), ReLU] [Dense((Halved.Units) / 2)] abstract class Halved { public const int Inner = 4, Units = 10; }
            static class Sizes { public const int Five = 5; }
            """;
        return FixTest<MatchWidthCodeFix>.Fixes($"[Network(8)] [{{|STN1009:{residual}|}}] partial class Net;\n{Blocks}", $"[Network(8)] [{expected}] partial class Net;\n{Blocks}");
    }

    [Fact]
    public Task A_constant_of_many_layers_is_changed_where_a_single_one_would_not_do() => FixTest<MatchWidthCodeFix>.Fixes(
        """
        [Network(8)] [{|STN1009:Residual<Part>|}] partial class Net;
        [Block] [Residual<Inner>, Dense(Sizes.Width)] abstract class Part;
        [Block] [Dense(Sizes.Inner), ReLU, Dense(8)] abstract class Inner;
        static class Sizes { public const int Inner = 3, Width = 5; }
        """,
        """
        [Network(8)] [Residual<Part>] partial class Net;
        [Block] [Residual<Inner>, Dense(8)] abstract class Part;
        [Block] [Dense(Sizes.Inner), ReLU, Dense(8)] abstract class Inner;
        static class Sizes { public const int Inner = 3, Width = 5; }
        """);

    [Fact]
    public Task A_residual_gets_a_projection_as_its_shortcut() => FixTest<MatchWidthCodeFix>.Fixes(
        """
        namespace Images
        {
            [Network(16, 33, 32)]
            [{|STN1009:Residual<Halving>(64, Name = "first")|}, ReLU, Residual<Keeping>]
            public sealed partial class Net;

            [Block]
            [Conv2D(Halving.Width, 3, Stride = 2, Padding = Padding.Same)] [ReLU]
            [Conv2D(Halving.Width, 3, Padding = Padding.Same)]
            public abstract class Halving { public const int Width = 32; }

            [Block] [ReLU] public abstract class Keeping;
        }
        """,
        """
        namespace Images
        {
            [Network(16, 33, 32)]
            [Residual<Halving, NetProjection64By2>(64, Name = "first"), ReLU, Residual<Keeping>]
            public sealed partial class Net;

            [Block]
            [Conv2D(64, 1, Stride = 2)]
            internal abstract class NetProjection64By2;

            [Block]
            [Conv2D(Halving.Width, 3, Stride = 2, Padding = Padding.Same)] [ReLU]
            [Conv2D(Halving.Width, 3, Padding = Padding.Same)]
            public abstract class Halving { public const int Width = 32; }

            [Block] [ReLU] public abstract class Keeping;
        }
        """);

    [Fact]
    public Task A_residual_in_a_block_gets_a_projection_there() => FixTest<MatchWidthCodeFix>.Fixes(
        [
            "[Network(8)] [{|STN1009:Apply<Two>|}] [{|STN1009:Apply<Two>|}] partial class Net;",
            "[Block] [Residual<Part>] [ReLU] [Dense(8)] [ReLU] abstract class Two;\n[Block] [Dense(Part.Units), Tanh] abstract class Part { public const int Units = 5; }\n",
        ],
        [
            "[Network(8)] [Apply<Two>] [Apply<Two>] partial class Net;",
            """
            [Block] [Residual<Part, TwoProjection5>] [ReLU] [Dense(8)] [ReLU] abstract class Two;

            [Block]
            [Dense(5)]
            internal abstract class TwoProjection5;
            [Block] [Dense(Part.Units), Tanh] abstract class Part { public const int Units = 5; }

            """,
        ],
        offer: 1);

    [Theory]
    [InlineData("Residual<Smaller>")]
    [InlineData("Residual<Flat>")]
    [InlineData("Residual<Smaller, Keeping>")]
    public Task Nothing_is_offered_where_no_projection_fits(string residual) => FixTest<MatchWidthCodeFix>.OffersNothing(
        $"[Network(4, 9, 9)] [{{|STN1009:{residual}|}}] partial class Net;\n"
        + "[Block] [Conv2D(4, 3)] abstract class Smaller; [Block] [Flatten, Dense(3)] abstract class Flat; [Block] [ReLU] abstract class Keeping;");

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

    [Fact]
    public Task Blocks_of_a_stack_are_wrapped_in_residuals() => FixTest<WrapInResidualCodeFix>.Fixes(
        """
        [Network(4)]
        [Dense(16), {|STN2002:Sigmoid|}]
        [Repeat<Unit>(4, 16)]
        [Apply<Unit>(16, Name = "alone")]
        [Dropout(0.5f), Dense(16), Sigmoid]
        [Dense(1)]
        [MeanSquaredError]
        partial class Net;

        [Network(16)] [{|STN2002:Repeat<Unit>(count: 6)|}] [Dense(1)] [MeanSquaredError] partial class B;

        [Block] [Dense(Unit.Width), Sigmoid] abstract class Unit { public const int Width = 16; }
        """,
        """
        [Network(4)]
        [Dense(16), Sigmoid]
        [Repeat<NetLayer>(4)]
        [Residual<Unit>(16, Name = "alone")]
        [Residual<NetLayer2>]
        [Dense(1)]
        [MeanSquaredError]
        partial class Net;

        [Block]
        [Residual<Unit>(16)]
        internal abstract class NetLayer;

        [Block]
        [Dropout(0.5f), Dense(16), Sigmoid]
        internal abstract class NetLayer2;

        [Network(16)] [Repeat<BLayer>(count: 6)] [Dense(1)] [MeanSquaredError] partial class B;

        [Block]
        [Residual<Unit>]
        internal abstract class BLayer;

        [Block] [Dense(Unit.Width), Sigmoid] abstract class Unit { public const int Width = 16; }
        """,
        title: "Wrap the layers in [Residual]");

    [Fact]
    public Task A_long_stack_of_tanh_is_wrapped_in_residuals() => FixTest<WrapInResidualCodeFix>.Fixes(
        """
        [Network(16)]
        [{|STN2013:Repeat<Unit>(12)|}]
        [Dense(1)]
        [MeanSquaredError]
        partial class Net;
        [Block] [Dense(16), Tanh] abstract class Unit;
        """,
        """
        [Network(16)]
        [Repeat<NetLayer>(12)]
        [Dense(1)]
        [MeanSquaredError]
        partial class Net;

        [Block]
        [Residual<Unit>]
        internal abstract class NetLayer;
        [Block] [Dense(16), Tanh] abstract class Unit;
        """);

    [Fact]
    public Task A_long_stack_of_tanh_becomes_one_of_rectifiers() => FixTest<ChangeLayerCodeFix>.Fixes(
        "[Network(16)] [{|STN2013:Repeat<Unit>(12)|}] [Dense(1)] [MeanSquaredError] partial class Net;\n[Block] [Dense(16), Tanh] abstract class Unit;",
        "[Network(16)] [Repeat<Unit>(12)] [Dense(1)] [MeanSquaredError] partial class Net;\n[Block] [Dense(16), ReLU] abstract class Unit;",
        title: "Take [ReLU] in 'Unit'");

    private static string Use(string expression) => $"internal static class User {{ public static object Make() => {expression}; }}";
}
