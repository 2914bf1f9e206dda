using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.CodeFixes;

/// <summary>What is offered where the two sides of a residual differ.</summary>
public sealed class ResidualFixTests
{
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
    public Task A_transposed_convolution_gets_the_width_of_what_it_is_added_to() => FixTest<MatchWidthCodeFix>.Fixes(
        [
            "[Network(8, 6, 6)] [{|STN1009:Residual<Part>|}] [ReLU] partial class Net;",
            "[Block] [Conv2D(8, 3)] [GELU] [ConvTranspose2D(10, 3)] [Tanh] abstract class Part;",
        ],
        [
            "[Network(8, 6, 6)] [Residual<Part>] [ReLU] partial class Net;",
            "[Block] [Conv2D(8, 3)] [GELU] [ConvTranspose2D(8, 3)] [Tanh] abstract class Part;",
        ],
        title: "Give [ConvTranspose2D] of 'Part' 8 channels");

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
}
