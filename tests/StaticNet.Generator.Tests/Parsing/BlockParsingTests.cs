using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Parsing;

/// <summary>What Parsing makes of blocks: their layers, and the numbers in them with every parameter filled in.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class BlockParsingTests
{
    private const string BasicBlock = """
        [Block]
        [Conv2D(BasicBlock.Width, 3, Stride = BasicBlock.Stride, Padding = Padding.Same, Bias = false)] [ReLU]
        [Conv2D(BasicBlock.Width, 3, Padding = Padding.Same, Bias = false)]
        public abstract class BasicBlock { public const int Width = 16; public const int Stride = 1; }
        """;

    private const string Projection = """
        [Block] [Conv2D(Projection.Width, 1, Stride = Projection.Stride)]
        public abstract class Projection { public const int Width = 16, Stride = 1; }
        """;

    [Fact]
    public void A_block_has_its_defaults()
    {
        var residual = Assert.IsType<Residual>(Assert.Single(Layers("[Residual<BasicBlock>]", BasicBlock)));

        Assert.Null(residual.Shortcut);
        Assert.Empty(residual.Arguments);
        Assert.Equal(
            new BlockUse("global::BasicBlock", "BasicBlock", EquatableArray.Of<Layer>(Conv(16, stride: 1), new ReLU(), Conv(16, stride: 1))),
            residual.Body);
    }

    [Fact]
    public void Arguments_take_the_place_of_the_defaults_from_the_first_on()
    {
        Layer[] layers = Layers("[Apply<BasicBlock>(8)] [Apply<BasicBlock>(24, 2)] [Repeat<BasicBlock>(3, 32, Name = \"stage\")]", BasicBlock);

        Assert.Equal([Conv(8, stride: 1), new ReLU(), Conv(8, stride: 1)], Assert.IsType<Apply>(layers[0]).Body.Layers);
        Assert.Equal([Conv(24, stride: 2), new ReLU(), Conv(24, stride: 1)], Assert.IsType<Apply>(layers[1]).Body.Layers);
        Assert.Equal([24, 2], Assert.IsType<Apply>(layers[1]).Arguments);
        var repeat = Assert.IsType<Repeat>(layers[2]);
        Assert.Equal((3, "stage"), (repeat.Count, repeat.Name));
        Assert.Equal([32], repeat.Arguments);
        Assert.Equal([Conv(32, stride: 1), new ReLU(), Conv(32, stride: 1)], repeat.Body.Layers);
    }

    [Fact]
    public void A_residual_gives_both_sides_the_same_arguments_as_far_as_they_have_parameters()
    {
        const string Narrow = "[Block] [Conv2D(Narrow.Width, 1)] class Narrow { internal const int Width = 1; }";
        Layer[] layers = Layers("[Residual<BasicBlock, Projection>(32, 2)] [Residual<BasicBlock, Narrow>(8, 2)] [Residual<Narrow, BasicBlock>(8, 2)]", BasicBlock, Projection, Narrow);

        Residual[] residuals = [.. layers.Cast<Residual>()];
        Assert.Equal(Conv(32, stride: 2), residuals[0].Body.Layers[0]);
        Assert.Equal([new Conv2D(32, 1, 1, Moving.By(2, PaddingMode.None, 0, 1), 1, true)], residuals[0].Shortcut!.Layers);
        Assert.Equal([new Conv2D(8, 1, 1, Moving.By(1, PaddingMode.None, 0, 1), 1, true)], residuals[1].Shortcut!.Layers);
        Assert.Equal(residuals[1].Shortcut, residuals[2].Body);
        Assert.Equal(residuals[1].Body, residuals[2].Shortcut);
        Assert.Equal([residuals[0].Body, residuals[0].Shortcut!], residuals[0].Blocks);
    }

    [Fact]
    public void A_concat_deals_its_arguments_out()
    {
        const string Blocks = """
            [Block] [Conv2D(One.Width, 1)] class One { private const int Unused = 0; public const int Width = 1; }
            [Block] [Conv2D(Three.Reduce, 1)] [Conv2D(Three.Width, 3)] class Three { public const int Reduce = 2, Width = 3; }
            [Block] [MaxPool2D(3)] class Pool;
            [Block] [Conv2D(Five.Width, 5)] class Five { public const int Width = 5; }
            """;
        var concat = Assert.IsType<Concat>(Assert.Single(Layers("[Concat<One, Three, Pool, Five, Pool>(7, 64, 96, 128)]", Blocks)));

        Assert.Equal(["One", "Three", "Pool", "Five", "Pool"], concat.Blocks.Select(static block => block.Name));
        Assert.Equal([7, 64, 96, 128], concat.Arguments);
        Assert.Equal([64, 96, 128, 5], concat.Branches.SelectMany(static branch => branch.Layers).OfType<Conv2D>().Select(static conv => conv.Channels));
    }

    [Theory]
    [InlineData("P.A", 10)]
    [InlineData("(P.A)", 10)]
    [InlineData("global::P.A", 10)]
    [InlineData("2 * P.A + P.B", 23)]
    [InlineData("2 * (P.A + P.B)", 26)]
    [InlineData("-P.A + 40", 30)]
    [InlineData("+P.A - -P.B", 13)]
    [InlineData("P.A / P.B", 3)]
    [InlineData("-P.A / P.B + 10", 7)]
    [InlineData("P.A % P.B", 1)]
    [InlineData("-P.A % P.B + 10", 9)]
    [InlineData("P.A - P.B - 1", 6)]
    [InlineData("P.A + Constants.Twelve", 22)]
    [InlineData("P.A + (Constants.Twelve > 3 ? 1 : 2)", 11)]
    [InlineData("P.A + (int)3.9f", 13)]
    [InlineData("P.A + ' '", 42)]
    [InlineData("P.A + (byte)1", 11)]
    [InlineData("P.A * 0x10", 160)]
    [InlineData("Constants.Twelve", 12)]
    [InlineData("5 << 1", 10)]
    [InlineData("B", 3)]
    [InlineData("A * B", 30)]
    public void A_number_is_computed_from_the_parameters(string expression, int expected)
    {
        // Once given, once by default: the compiler's own value of the expression in the end.
        foreach ((string arguments, string a, string b) in new[] { ("(10, 3)", "1", "1"), ("", "10", "3") })
        {
            Layer[] layers = Layers($"[Apply<P>{arguments}]", $$"""
                using static P;
                [Block] [Dense({{expression}})] [Dense(1)] [MaxPool2D(kernelWidth: {{expression}}, kernelHeight: 2)] [Conv1D(1, 1, Stride = {{expression}})]
                class P { public const int A = {{a}}, B = {{b}}; }
                static class Constants { public const int Twelve = 12; }
                """);

            EquatableArray<Layer> read = Assert.IsType<Apply>(Assert.Single(layers)).Body.Layers;
            Assert.Equal(new Dense(expected, true), read[0]);
            Assert.Equal(new Dense(1, true), read[1]);
            Assert.Equal(new MaxPool2D(2, expected, Moving.By(), CeilMode: false), read[2]);
            Assert.Equal(expected, Assert.IsType<Conv1D>(read[3]).Sliding.Stride);
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("Part.A")]
    [InlineData("N.Part.A")]
    [InlineData("global::N.Part.A")]
    [InlineData("Space.Part.A")]
    [InlineData("Space::Part.A")]
    [InlineData("Alias.A")]
    [InlineData("(@Part.@A)")]
    public void A_parameter_is_known_by_every_name(string expression)
    {
        Layer[] layers = Layers("[Apply<N.Part>(7)]", $$"""
            using Space = N;
            using Alias = N.Part;
            namespace N
            {
                class Part<T> { public const int A = 5; }
                [Block] [Dense({{expression}})] class Part { public const int A = 10; }
            }
            """);

        Assert.Equal([new Dense(7, true)], Assert.IsType<Apply>(Assert.Single(layers)).Body.Layers);
    }

    [Fact]
    public void A_parameter_that_is_declared_through_another_follows_it_unless_it_is_given_itself()
    {
        const string Bottleneck = """
            [Block] [Dense(Bottleneck.Inner)] [Dense(Bottleneck.Outer)] [Dense(Bottleneck.Rest)]
            class Bottleneck { private const int Unused = 0; public const int Inner = 4, Outer = Expansion * Inner, Rest = Outer - Inner, Expansion = 4; }
            """;

        Assert.Equal([4, 16, 12], Units(""));
        Assert.Equal([10, 40, 30], Units("(0, 10)"));
        Assert.Equal([10, 7, -3], Units("(0, 10, 7)"));
        Assert.Equal([10, 20, 10], Units("(0, 10, 20)"));
        Assert.Equal([10, 20, 5], Units("(0, 10, 20, 5)"));
        Assert.Equal([10, 20, 5], Units("(0, 10, 20, 5, 99)"));

        IEnumerable<int> Units(string arguments)
            => ((Apply)Assert.Single(Layers($"[Apply<Bottleneck>{arguments}]", Bottleneck))).Body.Layers.Cast<Dense>().Select(static dense => dense.Units);
    }

    [Fact]
    public void Blocks_in_blocks_are_given_numbers_that_are_computed_from_those_of_the_outer_one()
    {
        const string Blocks = """
            [Block] [Dense(Inner.Units)] [Dense(Inner.Last)] class Inner { public const int Units = 1, Last = 2; }
            [Block] [Residual<Inner>(2 * Middle.Width, 5)] [Apply<Inner>(new[] { 7, Middle.Width })] [Repeat<Inner>(Middle.Times)] class Middle { public const int Width = 3, Times = 4; }
            [Block] [Apply<Middle>(Outer.Size + 1)] [Dense(Outer.Size)] class Outer { public const int Size = 100; }
            """;
        var outer = Assert.IsType<Apply>(Assert.Single(Layers("[Apply<Outer>(9)]", Blocks)));

        var middle = Assert.IsType<Apply>(outer.Body.Layers[0]);
        Assert.Equal(new Dense(9, true), outer.Body.Layers[1]);
        Assert.Equal([10], middle.Arguments);
        var residual = Assert.IsType<Residual>(middle.Body.Layers[0]);
        Assert.Equal([20, 5], residual.Arguments);
        Assert.Equal([new Dense(20, true), new Dense(5, true)], residual.Body.Layers);
        var apply = Assert.IsType<Apply>(middle.Body.Layers[1]);
        Assert.Equal([7, 10], apply.Arguments);
        Assert.Equal([new Dense(7, true), new Dense(10, true)], apply.Body.Layers);
        var repeat = Assert.IsType<Repeat>(middle.Body.Layers[2]);
        Assert.Equal(4, repeat.Count);
        Assert.Empty(repeat.Arguments);
        Assert.Equal([new Dense(1, true), new Dense(2, true)], repeat.Body.Layers);
    }

    [Fact]
    public void Only_the_numbers_that_a_block_declares_itself_are_its_parameters()
    {
        const string Blocks = """
            class Base { public const int Inherited = 5; }
            [Block] [Dense(Part.Inherited)] [LeakyReLU(Part.Slope)] [Dense(Part.Width, Bias = Part.HasBias, Name = nameof(Part.Width))]
            class Part : Base { public const float Slope = 0.5f; public const bool HasBias = false; public static readonly int Size = 3; public const long Long = 7; public const int Width = 2; }
            """;
        var apply = Assert.IsType<Apply>(Assert.Single(Layers("[Apply<Part>(11)]", Blocks)));

        Assert.Equal([new Dense(5, true), new LeakyReLU(0.5f), new Dense(11, false) { Name = "Width" }], apply.Body.Layers);
    }

    [Fact]
    public void A_networks_own_arguments_are_constants()
    {
        var apply = Assert.IsType<Apply>(Layers("[Apply<BasicBlock>(BasicBlock.Width * 2)] [Dense(BasicBlock.Width > 3 ? 4 : 5)]", BasicBlock)[0]);

        Assert.Equal([32], apply.Arguments);
    }

    [Theory]
    [InlineData("namespace @event.Inner; public static class Outer { [Block] [ReLU] internal class @record; }", "@event.Inner.Outer.@record", "global::@event.Inner.Outer.@record")]
    [InlineData("[Block, ReLU] sealed class Part;", "Part", "global::Part")]
    [InlineData("[Block, ReLU] abstract class Part;", "Part", "global::Part")]
    [InlineData("[Block, ReLU] abstract partial class Part; partial class Part { public static int Size; }", "Part", "global::Part")]
    [InlineData("[Block, ReLU] record Part(int X);", "Part", "global::Part")]
    [InlineData("public class Outer { [Block, ReLU] internal protected class Part; }", "Outer.Part", "global::Outer.Part")]
    [InlineData("public interface IOuter { [Block, ReLU] class Part; }", "IOuter.Part", "global::IOuter.Part")]
    [InlineData("[StaticNet.ReLU, StaticNet.Block] class Part;", "Part", "global::Part")]
    public void A_block_may_stand_there(string declaration, string use, string type)
    {
        var apply = Assert.IsType<Apply>(Assert.Single(Layers($"[Apply<{use}>]", declaration)));

        Assert.Equal(type, apply.Body.Type);
        Assert.Equal([new ReLU()], apply.Body.Layers);
    }

    [Fact]
    public void Layers_of_a_block_follow_in_source_order_whatever_the_lists_they_stand_in()
    {
        var apply = Assert.IsType<Apply>(Assert.Single(Layers("[Apply<Part>]", "[Tanh] [Block, ReLU, Dense(2)] [System.Serializable] [Dense(1), Sigmoid] class Part;")));

        Assert.Equal([new Tanh(), new ReLU(), new Dense(2, true), new Dense(1, true), new Sigmoid()], apply.Body.Layers);
    }

    [Fact]
    public void Equal_uses_are_equal_values_and_others_are_not()
    {
        Layer[] layers = Layers("[Apply<BasicBlock>(16, 1)] [Apply<BasicBlock>(16, 1)] [Apply<BasicBlock>(16)] [Apply<BasicBlock>(17, 1)]", BasicBlock);

        Assert.Equal(layers[0], layers[1]);
        Assert.NotEqual(layers[0], layers[2]);
        Assert.Equal(((Apply)layers[0]).Body, ((Apply)layers[2]).Body);
        Assert.NotEqual(((Apply)layers[0]).Body, ((Apply)layers[3]).Body);
    }

    [Fact]
    public void Everything_that_the_compiler_refuses_leaves_the_network_incomplete_and_without_a_problem()
    {
        foreach ((string use, string block) in new[]
        {
            ("[Apply<Missing>]", ""),
            ("[Apply<Part>]", "[Block] [Dense(\"many\")] class Part;"),
            ("[Apply<Part>]", "[Block] [Dense(Part.Width)] class Part { public const int Width = Width + 1; }"),
            ("[Apply<Part>]", "[Block] [Dense(Part.Width)] class Part { public const int Width; }"),
            ("[Apply<Part>]", "[Block] [ReLU] static class Part;"),
            ("[Apply<Part>]", "[Block] [ReLU] struct Part;"),
            ("[Apply<Part>(\"many\")]", "[Block] [ReLU] class Part;"),
            ("[Apply<Outer>]", "[Block] [Apply<Part>] class Outer; [Block] [Apply<Missing>] class Part;"),
        })
        {
            ParsedNetwork network = Parsed.Network("Net", $"[Network(1)] {use} partial class Net;", block);
            Assert.Empty(Parsed.Messages(network));
            Assert.False(network.Declaration.IsComplete, block);
        }
    }

    [Fact]
    public void A_misspelt_layer_in_a_block_is_seen()
    {
        Assert.False(Parsed.Network("Net", "[Network(1)] [Apply<Outer>] partial class Net;", "[Block] [Apply<Part>] class Outer; [Block] [RelU] [ReLU] class Part;").IsResolved);
        Assert.True(Parsed.Network("Net", "[Network(1)] [Apply<Outer>] partial class Net;", "[Block] [Apply<Part>] class Outer; [Block] [ReLU] class Part;").IsResolved);
    }

    private static Conv2D Conv(int channels, int stride) => new(channels, 3, 3, Moving.By(stride, PaddingMode.Same, 0, 1), 1, false);

    // The blocks stand in a file behind that of the network.
    private static Layer[] Layers(string layers, params string[] blocks)
        => Parsed.Layers($"[Network(3, 32, 32)] {layers} partial class Net;", string.Join("\n", blocks));
}
