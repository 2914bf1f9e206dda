using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.CodeFixes;

/// <summary>What is offered for selected layers.</summary>
public sealed class RefactoringTests
{
    [Fact]
    public async Task Selected_layers_become_a_block() => Assert.Equal(
        """
        namespace Nets
        {
            [Network(1, 8, 8)]
            [Apply<Conv2DBlock>]
            [Flatten]
            [Dense(10)] [Softmax]
            [CrossEntropy]
            internal sealed partial class Net;

            [Block]
            [Conv2D(8, 3)] [ReLU]
            [MaxPool2D(2)]
            internal abstract class Conv2DBlock;
        }
        """,
        await Refactoring.Apply(
            new ExtractBlockRefactoring(),
            """
            namespace Nets
            {
                [Network(1, 8, 8)]
                [[|Conv2D(8, 3)] [ReLU]
                [MaxPool2D(2)|]]
                [Flatten]
                [Dense(10)] [Softmax]
                [CrossEntropy]
                internal sealed partial class Net;
            }
            """,
            "Extract a block"));

    [Fact]
    public async Task Layers_that_keep_the_shape_can_be_wrapped_in_a_residual()
    {
        (string Title, string Text)[] offers = await Refactoring.Offers(
            new ExtractBlockRefactoring(),
            "[Network(8), Dense(8), [|LayerNorm, Dense(16), Tanh, Dense(8)|], ReLU, Dense(2)] partial class Net;\n");

        Assert.Equal(
            [
                ("Extract a block", "[Network(8), Dense(8), Apply<LayerNormBlock>, ReLU, Dense(2)] partial class Net;\n\n[Block]\n[LayerNorm, Dense(16), Tanh, Dense(8)]\ninternal abstract class LayerNormBlock;\n"),
                ("Wrap in [Residual]", "[Network(8), Dense(8), Residual<LayerNormBlock>, ReLU, Dense(2)] partial class Net;\n\n[Block]\n[LayerNorm, Dense(16), Tanh, Dense(8)]\ninternal abstract class LayerNormBlock;\n"),
            ],
            offers);
    }

    [Fact]
    public async Task A_block_is_extracted_from_a_block_under_a_name_that_is_free() => Assert.Equal(
        "[Network(8)] [Residual<Part>] [Dense(2)] partial class Net;\n[Block] [LayerNorm, Apply<DenseBlock2>, Dense(8)] abstract class Part;\n\n[Block]\n[Dense(16), Tanh]\ninternal abstract class DenseBlock2;\nclass DenseBlock;\n",
        await Refactoring.Apply(
            new ExtractBlockRefactoring(),
            "[Network(8)] [Residual<Part>] [Dense(2)] partial class Net;\n[Block] [LayerNorm, [|Dense(16), Tanh|], Dense(8)] abstract class Part;\nclass DenseBlock;\n",
            "Extract a block"));

    [Theory]
    [InlineData("[Network(8)] [[||]Dense(8), Tanh] partial class Net;")]
    [InlineData("[[|Network(8)] [Dense(8), Tanh|]] partial class Net;")]
    [InlineData("[Network(8)] [Dense(8), [|Tanh] [MeanSquaredError|]] partial class Net;")]
    [InlineData("[Network(8)] [[|Dense(8)] /* then */ [Tanh|]] partial class Net;")]
    [InlineData("[Network(8)] [[|Dense(Units), Tanh|]] partial class Net { public const int Units = 4; }")]
    [InlineData("[Network(8)] [Apply<Part>, Dense(1)] partial class Net; [Block] [[|Dense(Part.Units), Tanh|]] abstract class Part { public const int Units = 4; }")]
    public async Task No_block_is_extracted_that_could_not_be_or_would_lose_something(string source)
        => Assert.Empty(await Refactoring.Offers(new ExtractBlockRefactoring(), source));

    [Fact]
    public async Task Repeated_layers_become_a_repetition() => Assert.Equal(
        """
        [Network(8)]
        [Dense(16), ReLU]
        [Repeat<DenseBlock>(3)]
        [Dense(2)]
        partial class Net;

        [Block]
        [Dense(16), LayerNorm]
        [Tanh]
        internal abstract class DenseBlock;
        """,
        await Refactoring.Apply(
            new RepeatRefactoring(),
            """
            [Network(8)]
            [Dense(16), ReLU]
            [Dense(16), LayerNorm]
            [Tanh]
            [Dense( 16 ), LayerNorm] [[||]Tanh]
            [Dense(16), LayerNorm, Tanh]
            [Dense(2)]
            partial class Net;
            """,
            "Repeat 3 times"));

    [Theory]
    [InlineData("[Apply<Part>] [[||]Apply<Part>] [Apply<Part>]", "[Repeat<Part>(3)]", 3)]
    [InlineData("[Apply<Part>(4), [||]Apply<Part>(4)] [Dense(1)]", "[Repeat<Part>(2, 4)] [Dense(1)]", 2)]
    [InlineData("[Apply<Part>, [||]Apply<Part>(6), Apply<Part>(6)]", "[Apply<Part>, Repeat<Part>(2, 6)]", 2)]
    public async Task Applied_blocks_become_a_repetition(string layers, string expected, int count) => Assert.Equal(
        Source(expected), await Refactoring.Apply(new RepeatRefactoring(), Source(layers), $"Repeat {count} times"));

    [Theory]
    [InlineData("[Apply<Part>] [[||]Dense(4)] [Apply<Part>]")]
    [InlineData("[Apply<Part>] [[||]Dense(4)] /* here */ [Tanh] [Dense(4)] [Tanh]")]
    [InlineData("[[||]Apply<Part>] [Apply<Part>(7)]")]
    public async Task What_is_not_repeated_is_left_alone(string layers)
        => Assert.Empty(await Refactoring.Offers(new RepeatRefactoring(), Source(layers)));

    private static string Source(string layers)
        => $"[Network(8)] {layers} partial class Net;\n[Block] [Dense(Part.Units), Tanh] abstract class Part {{ public const int Units = 8; }}\n";
}
