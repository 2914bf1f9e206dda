using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.CodeFixes;

/// <summary>What is offered for stacks of layers that saturate.</summary>
public sealed class StackFixTests
{
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
}
