using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;
using StaticNet.Generator.Tests.Witnesses;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>What generated classes call by short names, and whether a layer's method could hide it.</summary>
public sealed class KernelNameTests
{
    // What is larger than the networks at random: work for several threads, tiles of every size, transformed convolutions.
    private static readonly ImmutableArray<RandomNetwork> Large =
    [
        new([300], ["Dense(600)", "GELU", "Dense(500)", "LayerNorm", "Dense(10)", "Softmax"], "CrossEntropy", 1, false, 0),
        new([16, 16, 16], ["Conv2D(16, 3, Padding = Padding.Same)", "BatchNorm", "ReLU", "Conv2D(16, 3, Padding = Padding.Same)", "Conv2D(128, 3, Stride = 2)", "BatchNorm", "GlobalAveragePool", "Dense(10)"], "CrossEntropy", 1, false, 0),
        new([32, 500], ["Conv1D(64, 5)", "GroupNorm(4)", "SiLU", "Flatten", "Dense(100)", "Dropout", "Dense(10)", "Sigmoid"], "BinaryCrossEntropy", 1, false, 0),
    ];

    // With every kind of layer and of loss.
    private static readonly Lazy<ImmutableArray<RandomNetwork>> Networks = new(static () =>
    {
        HashSet<Type> kinds = [.. AnyNetwork.Kinds];
        HashSet<string> losses = [.. AnyNetwork.Losses.Select(static loss => loss.Name.Split('`')[0][..^"Attribute".Length])];
        List<RandomNetwork> networks = [.. Large];
        for (int seed = 0; kinds.Count + losses.Count > 0; seed++)
        {
            var any = new AnyNetwork(seed);
            RandomNetwork network = any.Make();
            int left = kinds.Count + losses.Count;
            kinds.ExceptWith([.. any.Places.First, .. any.Places.Middle, .. any.Places.Last]);
            losses.Remove(network.Loss.Split('(', '<')[0]);
            if (kinds.Count + losses.Count < left)
            {
                networks.Add(network);
            }
        }

        return [.. networks];
    });

    private static readonly string[] Suffixes = ["Tensors", "Forward", "Backward", "Layout", "Summary"];

    public static TheoryData<string> TypesLikeGenerated
        =>
        [
            .. typeof(NetworkAttribute).Assembly.GetExportedTypes().Select(static type => type.Name)
                .Where(static name => Suffixes.Any(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];

    // Prediction in registers names its methods by itself, and training its types.
    [Theory]
    [InlineData("reLUMap")]
    [InlineData("tanhMap")]
    [InlineData("dense1Sums")]
    [InlineData("dense2Sums")]
    public void A_layer_may_have_the_name_of_a_type_of_the_other_pass(string name)
        => Run.Generate($$"""
            using StaticNet;
            [Network(2)] [Dense(2)] [Tanh(Name = "{{name}}")] [Dense(3)] [Tanh] [ReLU] [Dense(1)] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();

    /// <summary>The names are those that the compiler finds to be types, in every network, and each of its layers gets one after another.</summary>
    [Fact]
    public void A_layer_may_have_the_name_of_any_type_that_kernels_name()
    {
        RandomNetwork[] networks = [.. Networks.Value];
        Run run = Generate(networks);
        string[][] types = [.. networks.Select((_, i) => NamedTypes(run, $"Net{i}"))];
        Assert.All(types, static names => Assert.Contains("Span", names));
        Assert.Empty(new[] { "BatchNormalization", "ChannelAffine", "CrossEntropyOfLabels", "ForwardShards", "Vector512", "Winograd" }.Except(types.SelectMany(static names => names)));

        int suffixed = 0;
        int rotations = LongRun.Cases(1, 4);
        for (int rotation = 0; rotation < rotations; rotation++)
        {
            int shift = rotation * types.Max(static names => names.Length) / rotations;
            Run named = Generate([.. networks.Zip(types, (network, names) => network.WithNames(Rotated(names, shift).Select(Camel)))]).Compiles();
            suffixed += Suffixed(named) - Suffixed(run);
        }

        Assert.True(suffixed > networks.Length, $"Only {suffixed} methods had a type's name.");

        static int Suffixed(Run run) => run.Everything().Split("_2(").Length;

        static IEnumerable<string> Rotated(string[] names, int shift) => names.Select((_, i) => names[(i + shift) % names.Length]);

        static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }

    [Theory]
    [InlineData("batchNormalization", "BatchNormalization_2(")]
    [InlineData("channelAffine", "ChannelAffine_2(")]
    [InlineData("winograd", "Winograd(")]
    public void A_name_has_a_number_where_the_file_names_a_type_so_and_none_elsewhere(string name, string method)
    {
        Run run = Run.Generate($"""
            using StaticNet;
            [Network(3, 9, 9)] [Conv2D(8, 3, Name = "{name}")] [BatchNorm] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();

        Assert.Contains(" " + method, run.Text("Net.Forward.g.cs"));
    }

    [Theory]
    [MemberData(nameof(TypesLikeGenerated))]
    public void A_network_may_be_called_as_a_type_of_the_runtime_begins(string type)
    {
        string name = type[..^Suffixes.Single(suffix => type.EndsWith(suffix, StringComparison.Ordinal)).Length];

        Run.Generate($"""
            [StaticNet.Block, StaticNet.Dense(40)] abstract class Dense40;
            [StaticNet.Network(50), StaticNet.Dense(40), StaticNet.Residual<Dense40>, StaticNet.Softplus, StaticNet.Dense(2), StaticNet.MeanSquaredError]
            public sealed partial class {name};
            """).Compiles();
    }

    [Fact]
    public void The_types_that_end_as_generated_ones_are_those_of_the_runtime()
        => Assert.Equal(GeneratedNamespace.TypesOfRuntime, TypesLikeGenerated.Select(static row => row.Data));

    [Fact]
    public void A_layer_may_have_the_name_of_a_generated_type()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(50)] [Dense(100, Name = "netForward")] [Softplus] [Dense(100, Name = "netTensors")] [MeanSquaredError]
            public sealed partial class Net;
            """);

        Assert.Contains("NetForward_2(", run.Compiles().Text("Net.Forward.g.cs"));
        Assert.Contains("NetTensors_2(ref parameters.NetTensors_2.Weight, ", run.Text("Net.Forward.g.cs"));
    }

    [Fact]
    public void A_layer_may_have_the_name_of_what_the_type_of_tensors_has()
        => Run.Generate("""
            using StaticNet;
            [Network(50)] [Dense(100, Name = "item")] [Softplus] [Dense(100, Name = "unsafe")] [Softplus] [Dense(100, Name = "layerTensors")] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();

    [Fact]
    public void The_usual_names_come_out_as_people_write_them()
    {
        string text = Run.Generate("""
            using StaticNet;
            [Network(50)] [Dense(100, Name = "Hidden")] [Tanh] [Dense(100, Name = "output_head")] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles().Text("Net.Backward.g.cs");

        Assert.Contains("OutputHeadInputGradient(ref parameters.OutputHead.Weight, ref dOutputs, ref dTanh1, samples);", text);
        Assert.Contains("HiddenWeightGradient(ref gradients.Hidden.Weight, ref inputs, ref dTanh1, samples);", text);
    }

    [Fact]
    public void A_kernel_that_training_needs_otherwise_is_named_after_what_differs()
    {
        string text = Run.Generate("""
            using StaticNet;
            [Network(1, 28, 28)]
            [Conv2D(6, 5)] [ReLU] [MaxPool2D(2)]
            [Conv2D(16, 3, Padding = Padding.Same)] [BatchNorm] [ReLU]
            [Flatten] [Dense(10)] [CrossEntropy]
            public sealed partial class Net;
            """).Compiles().Text("Net.Forward.g.cs");

        Assert.Contains("Conv1WithoutMaxpool1(ref float weight, ", text);
        Assert.Contains("Conv2Alone(ref float weight, ", text);
        Assert.DoesNotMatch("[a-z]_[0-9]\\(", text);
    }

    [Fact]
    public void A_result_that_takes_the_place_of_what_it_is_made_of_says_so()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(50)] [Dense(100)] [GELU] [Dense(100)] [Tanh] [Dense(3)] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();

        Assert.Contains("Tanh1Gradient(ref tanh1, ref dTanh1, ref dTanh1, samples);", run.Text("Net.Backward.g.cs"));
        Assert.DoesNotContain("dTanh1In", run.Text("Net.Backward.g.cs"));
        Assert.Contains("ref float tanh1 = ref dense2; // in place", run.Text("Net.Forward.g.cs"));
    }

    [Fact]
    public void A_layer_fused_with_several_of_one_name_is_named_after_what_is_missing()
        => Run.Generate("""
            using StaticNet;
            [Block] [ReLU] abstract class Part;
            [Network(17, 4, 1)] [PReLU] [GroupNorm(1)] [Repeat<Part>(2)] [Tanh] [ReLU] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();

    private static Run Generate(RandomNetwork[] networks)
        => Run.Generate("using StaticNet;\n\n" + string.Join("\n", networks.Select(static (network, i) => network.Declaration($"Net{i}"))));

    // The short names of types in the kernels of a network, forward and backward.
    private static string[] NamedTypes(Run run, string network)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in run.Output.SyntaxTrees.Where(tree => Path.GetFileName(tree.FilePath) is var file && (file == network + ".Forward.g.cs" || file == network + ".Backward.g.cs")))
        {
            SemanticModel model = run.Output.GetSemanticModel(tree);
            IEnumerable<SimpleNameSyntax> first = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes()
                .OfType<ClassDeclarationSyntax>().Where(static type => type.Modifiers.Any(static modifier => modifier.Text == "file"))
                .SelectMany(static type => type.Members).SelectMany(static member => member.DescendantNodes().OfType<SimpleNameSyntax>())
                .Where(static name => name.Parent is not AttributeSyntax && (name.Parent as MemberAccessExpressionSyntax)?.Name != name)
                .DistinctBy(static name => name.Identifier.Text);
            names.UnionWith(first
                .Where(name => model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol is INamedTypeSymbol)
                .Select(static name => name.Identifier.Text));
        }

        return [.. names];
    }
}
