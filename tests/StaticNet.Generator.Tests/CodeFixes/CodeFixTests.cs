using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.CodeFixes;

/// <summary>What the code fixes write; that nothing is left to report afterwards is part of each.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("public sealed class Net;", "public sealed partial class Net;")]
    [InlineData("class Net { }", "partial class Net { }")]
    [InlineData("/* here */ class Net { }", "/* here */ partial class Net { }")]
    public async Task A_class_is_made_partial(string declaration, string expected)
    {
        const string Attributes = "using StaticNet;\n[Network(2)]\n[Dense(1)]\n";
        (string title, string text) = await Fixing.FixFirst(new MakePartialCodeFix(), Attributes + declaration);

        Assert.Equal("Make 'Net' partial", title);
        Assert.Equal(Attributes + expected, text);
        await IsSound(text);
    }

    [Theory]
    [InlineData("Dense(4, From = \"trunc\")", "Dense(4, From = \"trunk\")", "trunk")]
    [InlineData("Add(\"trunk\", \"imput\", \"dense1\")", "Add(\"trunk\", \"input\", \"dense1\")", "input")]
    [InlineData("Multiply(first: \"trunk\", second: @\"dense11\")", "Multiply(first: \"trunk\", second: \"dense1\")", "dense1")]
    public async Task The_nearest_name_takes_the_place_of_one_that_is_not_there(string layer, string expected, string name)
    {
        static string Source(string layer) => $"using StaticNet;\n[Network(4)] [Dense(4)] [ReLU(Name = \"trunk\")] [{layer}] [Tanh] [Dense(1)]\npartial class Net;";
        (string title, string text) = await Fixing.FixFirst(new NearestNameCodeFix(), Source(layer));

        Assert.Equal($"Read '{name}'", title);
        Assert.Equal(Source(expected), text);
        await IsSound(text);
    }

    [Theory]
    [InlineData("Network(28, 28, 1)", "Network(1, 28, 28)", "1, 28, 28")]
    [InlineData("Network(new[] { Net.Side, Net.Side, 3 })", "Network(new[] { 3, Net.Side, Net.Side })", "3, Net.Side, Net.Side")]
    [InlineData("Network] [Input(\"image\", 24, 32, 3)", "Network] [Input(\"image\", 3, 24, 32)", "3, 24, 32")]
    public async Task The_channels_of_a_shape_are_put_first(string network, string expected, string shape)
    {
        static string Source(string network) => $"using StaticNet;\n[{network}] [Conv2D(4, 3, Padding = Padding.Same)] [ReLU] [GlobalAveragePool]\npartial class Net {{ internal const int Side = 32; }}";
        (string title, string text) = await Fixing.FixFirst(new ChannelOrderCodeFix(), Source(network));

        Assert.Equal($"Put the channels first: ({shape})", title);
        Assert.Equal(Source(expected), text);
        await IsSound(text);
    }

    [Theory]
    [InlineData("Activation<Functions>(\"Gaus\")", "Activation<Functions>(\"Gauss\")", "Use 'Gauss'")]
    [InlineData("Activation<Functions>(function: \"gauß\")", "Activation<Functions>(function: \"Gauss\")", "Use 'Gauss'")]
    [InlineData("Activation<Functions>(nameof(Functions.Guass))", "Activation<Functions>(\"Gauss\")", "Use 'Gauss'")]
    public async Task The_nearest_function_takes_the_place_of_one_that_is_not_there(string layer, string expected, string title)
    {
        static string Source(string layer)
            => $"using StaticNet;\n[Network(4)] [Dense(4)] [{layer}] [Dense(1)]\npartial class Net;\nabstract class Functions {{ public const int Guass = 1; [Activation] public static float Gauss(float x) => F.Exp(-x * x); [Loss] public static float Gaus(float y, float t) => y - t; }}";
        (string offered, string text) = await Fixing.FixFirst(new NearestFunctionCodeFix(), Source(layer));

        Assert.Equal(title, offered);
        Assert.Equal(Source(expected), text);
        await IsSound(text);
    }

    [Fact]
    public async Task A_method_without_attribute_becomes_a_function()
    {
        static string Source(string attribute)
            => $"using StaticNet;\n[Network(4)] [Dense(4)] [Dense(1)] [Loss<Functions>(nameof(Functions.Cubed))]\npartial class Net;\nabstract class Functions {{ {attribute}internal static float Cubed(float y, float t) => F.Abs(y - t); }}";
        (string title, string text) = await Fixing.FixFirst(new NearestFunctionCodeFix(), Source(""));

        Assert.Equal("Give 'Cubed' the attribute [Loss]", title);
        Assert.Equal(Source("[Loss] "), text);
    }

    [Theory]
    [InlineData("Activation<Functions>(\"Something\")")]
    [InlineData("Activation<Functions>(\"Integer\")")]
    [InlineData("Activation<Functions>(\"Twice\")")]
    public async Task No_function_is_offered_where_none_is_near_or_it_cannot_be_one(string layer)
        => Assert.Empty(await Fixing.Offers(new NearestFunctionCodeFix(), $"using StaticNet;\n[Network(4)] [Dense(4)] [{layer}] [Dense(1)]\npartial class Net;\nabstract class Functions {{ public static int Integer(int x) => x; public static float Twice(float x) => x; public static float Twice(float x, int i) => x; [Activation] public static float Gauss(float x) => F.Exp(-x * x); }}"));

    [Theory]
    [InlineData("Output(\"tap\")", "Output(\"tap\", Trained = false)")]
    [InlineData("Output(\"tap\", Trained = true)", "Output(\"tap\", Trained = false)")]
    public async Task An_output_without_a_loss_is_said_to_be_read_only(string output, string expected)
    {
        static string Source(string output) => $"using StaticNet;\n[Network(4)] [Dense(4)] [ReLU] [{output}] [Dense(1)] [Output(\"last\")] [MeanSquaredError]\npartial class Net;";
        (string title, string text) = await Fixing.FixFirst(new UntrainedOutputCodeFix(), Source(output));

        Assert.Equal("Only read it: Trained = false", title);
        Assert.Equal(Source(expected), text);
        await IsSound(text);
    }

    [Theory]
    [InlineData("Dense(4, From = \"something else\")")]
    [InlineData("Dense(4, From = nameof(Net))")]
    public async Task No_name_is_offered_where_none_is_near_or_it_is_computed(string layer)
        => Assert.Empty(await Fixing.Offers(new NearestNameCodeFix(), $"using StaticNet;\n[Network(4)] [Dense(4)] [ReLU(Name = \"nets\")] [{layer}] [Dense(1)]\npartial class Net;"));

    [Fact]
    public async Task The_input_has_no_other_name_where_inputs_are_declared()
        => Assert.Empty(await Fixing.Offers(new NearestNameCodeFix(), "using StaticNet;\n[Network] [Input(\"row\", 4)] [Dense(4)] [ReLU(From = \"input\")] [Dense(1)]\npartial class Net;"));

    [Fact]
    public async Task The_types_around_a_class_are_made_partial()
    {
        (string title, string text) = await Fixing.FixFirst(new MakePartialCodeFix(), """
            using StaticNet;
            public static class Outer
            {
                internal partial struct Middle
                {
                    public record struct Inner
                    {
                        [Network(2)] [Dense(1)] public partial class Net;
                    }
                }
            }
            """);

        Assert.Equal("Make 'Inner', 'Outer' partial", title);
        Assert.Equal("""
            using StaticNet;
            public static partial class Outer
            {
                internal partial struct Middle
                {
                    public partial record struct Inner
                    {
                        [Network(2)] [Dense(1)] public partial class Net;
                    }
                }
            }
            """, text);
        await IsSound(text);
    }

    [Fact]
    public async Task All_classes_are_made_partial_at_once()
    {
        string text = await Fixing.FixAll(new MakePartialCodeFix(), """
            using StaticNet;
            [Network(2)] [Dense(1)] class A;
            [Network(2)] [Dense(1)] partial class B;
            [Network(2)] [Dense(1)] sealed class C { }
            """);

        Assert.Equal("""
            using StaticNet;
            [Network(2)] [Dense(1)] partial class A;
            [Network(2)] [Dense(1)] partial class B;
            [Network(2)] [Dense(1)] sealed partial class C { }
            """, text);
        await IsSound(text);
    }

    [Fact]
    public async Task A_type_around_two_networks_is_made_partial_once()
    {
        string text = await Fixing.FixAll(new MakePartialCodeFix(), """
            using StaticNet;
            class Outer
            {
                [Network(2)] [Dense(1)] partial class A;
                [Network(2)] [Dense(1)] partial class B;
            }
            """);

        Assert.Equal("""
            using StaticNet;
            partial class Outer
            {
                [Network(2)] [Dense(1)] partial class A;
                [Network(2)] [Dense(1)] partial class B;
            }
            """, text);
        await IsSound(text);
    }

    [Theory]
    [InlineData("[Network(1, 8, 8)] [ReLU] [Dense(3)]", "[Network(1, 8, 8)] [ReLU] [Flatten] [Dense(3)]")]
    [InlineData("[Network(1, 8, 8)]\n// Then:\n[Dense(3)]", "[Network(1, 8, 8)]\n// Then:\n[Flatten] [Dense(3)]")]
    [InlineData("[Network(1, 8, 8), ReLU, Dense(3)]", "[Network(1, 8, 8), ReLU, Flatten, Dense(3)]")]
    [InlineData("[Network(1, 8, 8)] [Dense(3), ReLU]", "[Network(1, 8, 8)] [Flatten] [Dense(3), ReLU]")]
    [InlineData("[Network(1, 8, 8)] [StaticNet.Dense(3)]", "[Network(1, 8, 8)] [StaticNet.Flatten] [StaticNet.Dense(3)]")]
    [InlineData("[Network(1, 8, 8)] [global::StaticNet.Dense(3)]", "[Network(1, 8, 8)] [global::StaticNet.Flatten] [global::StaticNet.Dense(3)]")]
    [InlineData("[Network(1, 8, 8)] [SN::DenseAttribute(3)]", "[Network(1, 8, 8)] [SN::Flatten] [SN::DenseAttribute(3)]")]
    public async Task Flatten_is_put_before_a_layer(string attributes, string expected)
    {
        (string title, string text) = await Fixing.FixFirst(new InsertFlattenCodeFix(), Source(attributes));

        Assert.Equal("Put [Flatten] before the layer", title);
        Assert.Equal(Source(expected), text);
        await IsSound(text);

        static string Source(string attributes) => $"using StaticNet;\nusing SN = StaticNet;\n{attributes}\npublic partial class Net;\n";
    }

    [Fact]
    public async Task Flatten_is_put_into_all_networks_at_once()
    {
        string text = await Fixing.FixAll(new InsertFlattenCodeFix(), """
            using StaticNet;
            [Network(1, 8, 8)] [Dense(3)] partial class A;
            [Network(8, 8)] [ReLU, Dense(3)] partial class B;
            """);

        Assert.Equal("""
            using StaticNet;
            [Network(1, 8, 8)] [Flatten] [Dense(3)] partial class A;
            [Network(8, 8)] [ReLU, Flatten, Dense(3)] partial class B;
            """, text);
        await IsSound(text);
    }

    [Theory]
    [InlineData("Conv2D(6, 28, Padding = Padding.Same)", "27", "Conv2D(6, 27, Padding = Padding.Same)", "29", "Conv2D(6, 29, Padding = Padding.Same)")]
    [InlineData("Conv2D(6, 28, 5, Padding = Padding.Same)", "27x5", "Conv2D(6, 27, 5, Padding = Padding.Same)", "29x5", "Conv2D(6, 29, 5, Padding = Padding.Same)")]
    [InlineData("Conv2D(6, 4, 6, Padding = Padding.Same)", "3x5", "Conv2D(6, 3, 5, Padding = Padding.Same)", "5x7", "Conv2D(6, 5, 7, Padding = Padding.Same)")]
    [InlineData("Conv2D(kernelWidth: 4, channels: 6, kernelHeight: 3, Padding = Padding.Same)", "3x3", "Conv2D(kernelWidth: 3, channels: 6, kernelHeight: 3, Padding = Padding.Same)", "3x5", "Conv2D(kernelWidth: 5, channels: 6, kernelHeight: 3, Padding = Padding.Same)")]
    [InlineData("Conv2D(6, Kernel.Size + 1, Dilation = 3, Padding = Padding.Same)", "3", "Conv2D(6, 3, Dilation = 3, Padding = Padding.Same)", "5", "Conv2D(6, 5, Dilation = 3, Padding = Padding.Same)")]
    [InlineData("DepthwiseConv2D(2, Padding = Padding.Same)", "1", "DepthwiseConv2D(1, Padding = Padding.Same)", "3", "DepthwiseConv2D(3, Padding = Padding.Same)")]
    public async Task An_even_kernel_gets_one_of_its_odd_neighbours(string layer, string smaller, string withSmaller, string larger, string withLarger)
    {
        (string Title, string Text)[] offers = await Fixing.Offers(new OddKernelCodeFix(), Source(layer));

        Assert.Equal([($"Use a kernel of {smaller}", Source(withSmaller)), ($"Use a kernel of {larger}", Source(withLarger))], offers);
        Assert.All(offers, static offer => IsSound(offer.Text).GetAwaiter().GetResult());

        static string Source(string layer)
            => $"using StaticNet;\n[Network(3, 56, 56), {layer}] // as large as it was\npublic partial class Net;\npublic static class Kernel {{ public const int Size = 3; }}\n";
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 5)]
    public async Task Even_kernels_get_their_odd_neighbours_at_once(int offer, int kernel)
    {
        string text = await Fixing.FixAll(new OddKernelCodeFix(), Source(4), offer);

        Assert.Equal(Source(kernel), text);
        await IsSound(text);

        static string Source(int kernel) => $"""
            using StaticNet;
            [Network(1, 28, 28)] [Conv2D(6, {kernel}, Padding = Padding.Same)] [ReLU] [Conv2D(6, {kernel}, Padding = Padding.Same)] partial class A;
            [Network(2, 28)] [Conv1D(6, {kernel}, Padding = Padding.Same)] partial class B;
            """;
    }

    [Fact]
    public Task Layers_of_a_block_in_another_file_are_mended() => FixTest<OddKernelCodeFix>.Fixes(
        [
            "[Network(3, 8, 8)] [{|STN1006:Apply<Part>|}] partial class A;",
            "[Network(1, 9, 9)] [ReLU] [{|STN1006:{|STN1006:Repeat<Part>(2)|}|}] partial class B;",
            "[Block] [Conv2D(6, 4, Padding = Padding.Same)] [ReLU] abstract class Part;",
        ],
        [
            "[Network(3, 8, 8)] [Apply<Part>] partial class A;",
            "[Network(1, 9, 9)] [ReLU] [Repeat<Part>(2)] partial class B;",
            "[Block] [Conv2D(6, 5, Padding = Padding.Same)] [ReLU] abstract class Part;",
        ],
        offer: 1,
        title: "Use a kernel of 5 in 'Part'");

    [Fact]
    public Task A_kernel_that_is_a_parameter_is_changed_where_it_is_given() => FixTest<OddKernelCodeFix>.Fixes(
        """
        [Network(3, 8, 8)] [{|STN1006:Apply<Part>(4)|}] [Apply<Part>(7)] partial class A;
        [Network(3, 8, 8)] [{|STN1006:Apply<Wide>|}] [{|STN1006:Apply<Wide>(5, 2 * (1 + 1))|}] partial class B;
        [Block] [Conv2D(6, Part.Kernel, Padding = Padding.Same)] [ReLU] abstract class Part { internal const int Kernel = 3; }
        [Block] [Conv2D(6, Wide.Height, Wide.Width, Padding = Padding.Same)] [ReLU] abstract class Wide { internal const int Height = 4, Width = 5; }
        """,
        """
        [Network(3, 8, 8)] [Apply<Part>(3)] [Apply<Part>(7)] partial class A;
        [Network(3, 8, 8)] [Apply<Wide>(3)] [Apply<Wide>(5, 3)] partial class B;
        [Block] [Conv2D(6, Part.Kernel, Padding = Padding.Same)] [ReLU] abstract class Part { internal const int Kernel = 3; }
        [Block] [Conv2D(6, Wide.Height, Wide.Width, Padding = Padding.Same)] [ReLU] abstract class Wide { internal const int Height = 4, Width = 5; }
        """);

    [Fact]
    public Task Flatten_is_put_into_a_block_in_another_file() => FixTest<InsertFlattenCodeFix>.Fixes(
        [
            "[Network(1, 8, 8)] [{|STN1002:Apply<Part>|}] partial class A;",
            "[Block] [ReLU] [Dense(6)] abstract class Part;",
        ],
        [
            "[Network(1, 8, 8)] [Apply<Part>] partial class A;",
            "[Block] [ReLU] [Flatten] [Dense(6)] abstract class Part;",
        ],
        title: "Put [Flatten] before the layer in 'Part'");

    private static async Task IsSound(string text)
    {
        Run run = Run.Generate(text);
        Assert.Empty(await Diagnosis.Find(run));
        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic =>
            diagnostic.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden && diagnostic.Id is not "CS1591");
    }
}
