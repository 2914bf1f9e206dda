using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Emission;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests;

/// <summary>What generated classes call by short names, and whether a layer's method could hide it.</summary>
public sealed class KernelNameTests
{
    private const string Activations =
        "[ReLU] [LeakyReLU] [PReLU] [ELU] [GELU] [SiLU] [Sigmoid] [Tanh] [Softplus] [HardSigmoid] [HardSwish] [Step] [Softmax] [LogSoftmax] [Flatten]";

    [Theory]
    [InlineData("MeanSquaredError")]
    [InlineData("MeanAbsoluteError")]
    [InlineData("Huber")]
    [InlineData("CrossEntropy")]
    [InlineData("BinaryCrossEntropy")]
    public void Every_type_that_kernels_name_is_kept_free(string loss)
    {
        Run run = Run.Generate($"""
            using StaticNet;
            [Network(7)] [Dense(5)] [ReLU] [Dense(2)] [Softmax] [{loss}]
            public sealed partial class Small;
            [Network(100)] [Dense(90)] {Activations} [Dense(3)] {Activations} [Dense(200)] [{loss}]
            public sealed partial class Large;
            """);

        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in run.Output.SyntaxTrees.Where(static tree => tree.FilePath.Contains("ward.g.cs")))
        {
            SemanticModel model = run.Output.GetSemanticModel(tree);
            IEnumerable<ClassDeclarationSyntax> kernels = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes()
                .OfType<ClassDeclarationSyntax>().Where(static type => type.Modifiers.Any(static modifier => modifier.Text == "file"));
            foreach (SimpleNameSyntax name in kernels.SelectMany(static type => type.Members).SelectMany(static member => member.DescendantNodes().OfType<SimpleNameSyntax>()))
            {
                if (name.Parent is not QualifiedNameSyntax and not AliasQualifiedNameSyntax and not AttributeSyntax
                    && model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol is INamedTypeSymbol)
                {
                    names.Add(name.Identifier.Text);
                }
            }
        }

        Assert.Contains("Vector512", names);
        Assert.Empty(names.Except(GeneratedNamespace.ShortNames).Except(["SmallTensors", "LargeTensors"]));
    }

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
}
