using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests;

/// <summary>What is offered for hazards and for declarations that do not come together, one by one and all at once.</summary>
public sealed class HazardFixTests
{
    [Fact]
    public Task An_activation_is_put_between_linear_layers() => FixTest<InsertActivationCodeFix>.Fixes(
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
        [Conv2D(8, 3)]
        [ReLU] [Conv2D(8, 3)]
        [ReLU] [Flatten]
        [Dense(16), ReLU, Dropout(0.5f), Dense(10)]
        [CrossEntropy]
        partial class A;

        [Network(8)] [StaticNet.Dense(8, Bias = false)] [BatchNorm] [StaticNet.ReLU] [StaticNet.Dense(8)] [MeanSquaredError] partial class B;
        """);

    [Fact]
    public Task An_activation_is_put_into_a_block() => FixTest<InsertActivationCodeFix>.Fixes(
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
    public Task Nothing_is_put_into_a_block_from_outside() => FixTest<InsertActivationCodeFix>.OffersNothing(
        """
        [Network(4)] [{|STN2001:Apply<Wider>|}] [MeanSquaredError] partial class Net;
        [Block] [Dense(8)] [Dense(16)] abstract class Wider;
        """);

    [Fact]
    public Task Useless_biases_are_removed() => FixTest<RemoveBiasCodeFix>.Fixes(
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

    [Theory]
    [InlineData("[Dense(3), Softmax]", "[Dense(3), Softmax] [CrossEntropy]", 0, "Put [CrossEntropy] behind the last layer")]
    [InlineData("[Dense(1)] [Sigmoid]", "[Dense(1)] [Sigmoid] [BinaryCrossEntropy]", 0, "Put [BinaryCrossEntropy] behind the last layer")]
    [InlineData("[Dense(1)]", "[Dense(1)] [MeanSquaredError]", 0, "Put [MeanSquaredError] behind the last layer")]
    [InlineData("[StaticNet.Dense(2), System.Serializable]", "[StaticNet.Dense(2), StaticNet.CrossEntropy, System.Serializable]", 1, "Put [StaticNet.CrossEntropy] behind the last layer")]
    public Task A_loss_is_added_to_a_network_in_another_file(string layers, string expected, int offer, string title) => FixTest<AddLossCodeFix>.Fixes(
        [$"[Network(4)] {layers} partial class Net;", Use("{|STN2012:new Trainer<Net>(new Net(), new Adam(1e-3))|}")],
        [$"[Network(4)] {expected} partial class Net;", Use("new Trainer<Net>(new Net(), new Adam(1e-3))")],
        offer,
        title.Replace("StaticNet.", "", StringComparison.Ordinal));

    [Fact]
    public Task A_loss_is_added_once_however_often_the_network_is_trained() => FixTest<AddLossCodeFix>.Fixes(
        "[Network(4)] [Dense(3), Softmax] partial class Net;\n" + Use("(object[])[{|STN2012:new Trainer<Net>(new Net(), new Adam(1e-3))|}, {|STN2012:new Trainer<Net>(new Net(), new Sgd(0.1))|}]"),
        "[Network(4)] [Dense(3), Softmax] [CrossEntropy] partial class Net;\n" + Use("(object[])[new Trainer<Net>(new Net(), new Adam(1e-3)), new Trainer<Net>(new Net(), new Sgd(0.1))]"));

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
    public Task A_width_that_is_a_parameter_is_left_alone() => FixTest<MatchWidthCodeFix>.OffersNothing(
        """
        [Network(8)] [{|STN1009:Residual<Part>|}] partial class Net;
        [Block] [Dense(Part.Units), Tanh] abstract class Part { public const int Units = 5; }
        """);

    private static string Use(string expression) => $"internal static class User {{ public static object Make() => {expression}; }}";
}
