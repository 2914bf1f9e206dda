using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Tests.Support;
using StaticNet.Generator.Tests.Witnesses;

namespace StaticNet.Generator.Tests.Analysis;

/// <summary>Networks of papers, declared whole: they have the parameters that are published, and their graphs the gradients of the reference.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class PublishedNetworksTests
{
    private const string ResNet = """
        [Block] [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Pad = 1, Bias = false), BatchNorm, ReLU, Conv2D(Basic.Width, 3, Pad = 1, Bias = false), BatchNorm]
        abstract class Basic { public const int Width = 64; public const int Stride = 1; }
        [Block] [Conv2D(Bottleneck.Inner, 1, Bias = false), BatchNorm, ReLU, Conv2D(Bottleneck.Inner, 3, Stride = Bottleneck.Stride, Pad = 1, Bias = false), BatchNorm, ReLU]
        [Conv2D(Bottleneck.Inner * 4, 1, Bias = false), BatchNorm]
        abstract class Bottleneck { public const int Inner = 64; public const int Stride = 1; }
        [Block] [Conv2D(Projection.Width, 1, Stride = Projection.Stride, Bias = false), BatchNorm]
        abstract class Projection { public const int Width = 64; public const int Stride = 1; }
        [Block] [Conv2D(WideProjection.Inner * 4, 1, Stride = WideProjection.Stride, Bias = false), BatchNorm]
        abstract class WideProjection { public const int Inner = 64; public const int Stride = 1; }
        [Block] [Residual<Basic>(Unit.Width), ReLU] abstract class Unit { public const int Width = 64; }
        [Block] [Residual<Basic, Projection>(Halving.Width, 2), ReLU] abstract class Halving { public const int Width = 64; }
        [Block] [Residual<Bottleneck>(DeepUnit.Inner), ReLU] abstract class DeepUnit { public const int Inner = 64; }
        [Block] [Residual<Bottleneck, WideProjection>(Widening.Inner, Widening.Stride), ReLU]
        abstract class Widening { public const int Inner = 64; public const int Stride = 2; }

        """;

    private const string Inverted = """
        [Block] [Conv2D(Bottleneck.Expanded, 1, Bias = false), BatchNorm, ReLU6]
        [DepthwiseConv2D(3, Stride = Bottleneck.Stride, Pad = 1, Bias = false), BatchNorm, ReLU6, Conv2D(Bottleneck.Width, 1, Bias = false), BatchNorm]
        abstract class Bottleneck { public const int Expanded = 96; public const int Width = 24; public const int Stride = 1; }
        [Block] [Residual<Bottleneck>(Inverted.Expanded, Inverted.Width)] abstract class Inverted { public const int Expanded = 144; public const int Width = 24; }

        """;

    private const string Dense = """
        [Block] [BatchNorm, ReLU, Conv2D(128, 1, Bias = false), BatchNorm, ReLU, Conv2D(32, 3, Pad = 1, Bias = false), Concat("input")] abstract class DenseLayer;
        [Block] [BatchNorm, ReLU, Conv2D(Transition.Width, 1, Bias = false), AveragePool2D(2)] abstract class Transition { public const int Width = 128; }

        """;

    private const string Fire = """
        [Block] [Conv2D(Fire.Squeezed, 1), ReLU, Concat<Narrow, Wide>(Fire.Expanded, Fire.Expanded)] abstract class Fire { public const int Squeezed = 16; public const int Expanded = 64; }
        [Block] [Conv2D(Narrow.Width, 1), ReLU] abstract class Narrow { public const int Width = 64; }
        [Block] [Conv2D(Wide.Width, 3, Pad = 1), ReLU] abstract class Wide { public const int Width = 64; }

        """;

    private const string Twice = """
        [Block] [Conv2D(Twice.Width, 3, Pad = 1), ReLU, Conv2D(Twice.Width, 3, Pad = 1), ReLU] abstract class Twice { public const int Width = 64; }

        """;

    // Parameters as torchvision publishes them, but for U-Net, whose are 9 k^2-sums of the paper's figure; billions of multiply-adds of one image to three digits.
    private static readonly Dictionary<string, (string Source, long Parameters, double Operations, string Output)> Networks = new()
    {
        ["ResNet-18 (He et al., 2015)"] = (ResNet + """
            [Network(3, 224, 224)] [Conv2D(64, 7, Stride = 2, Pad = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Pad = 1)]
            [Repeat<Unit>(2, 64), Apply<Halving>(128), Apply<Unit>(128), Apply<Halving>(256), Apply<Unit>(256), Apply<Halving>(512), Apply<Unit>(512)]
            [GlobalAveragePool, Dense(1000), Softmax] [CrossEntropy] partial class Net;
            """, 11_689_512, 1.81, "(1000)"),
        ["ResNet-50 (He et al., 2015)"] = (ResNet + """
            [Network(3, 224, 224)] [Conv2D(64, 7, Stride = 2, Pad = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Pad = 1)]
            [Apply<Widening>(64, 1), Repeat<DeepUnit>(2, 64), Apply<Widening>(128), Repeat<DeepUnit>(3, 128), Apply<Widening>(256), Repeat<DeepUnit>(5, 256)]
            [Apply<Widening>(512), Repeat<DeepUnit>(2, 512), GlobalAveragePool, Dense(1000), Softmax] [CrossEntropy] partial class Net;
            """, 25_557_032, 4.09, "(1000)"),
        ["MobileNetV2 (Sandler et al., 2018)"] = (Inverted + """
            [Network(3, 224, 224)] [Conv2D(32, 3, Stride = 2, Pad = 1, Bias = false), BatchNorm, ReLU6]
            [DepthwiseConv2D(3, Pad = 1, Bias = false), BatchNorm, ReLU6, Conv2D(16, 1, Bias = false), BatchNorm]
            [Apply<Bottleneck>(96, 24, 2), Apply<Inverted>(144, 24), Apply<Bottleneck>(144, 32, 2), Repeat<Inverted>(2, 192, 32), Apply<Bottleneck>(192, 64, 2)]
            [Repeat<Inverted>(3, 384, 64), Apply<Bottleneck>(384, 96), Repeat<Inverted>(2, 576, 96), Apply<Bottleneck>(576, 160, 2), Repeat<Inverted>(2, 960, 160)]
            [Apply<Bottleneck>(960, 320), Conv2D(1280, 1, Bias = false), BatchNorm, ReLU6, GlobalAveragePool, Dropout(0.2), Dense(1000), Softmax] [CrossEntropy]
            partial class Net;
            """, 3_504_872, 0.301, "(1000)"),
        ["DenseNet-121 (Huang et al., 2016)"] = (Dense + """
            [Network(3, 224, 224)] [Conv2D(64, 7, Stride = 2, Pad = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Pad = 1)]
            [Repeat<DenseLayer>(6), Apply<Transition>(128), Repeat<DenseLayer>(12), Apply<Transition>(256), Repeat<DenseLayer>(24), Apply<Transition>(512)]
            [Repeat<DenseLayer>(16), BatchNorm, ReLU, GlobalAveragePool, Dense(1000), Softmax] [CrossEntropy] partial class Net;
            """, 7_978_856, 2.83, "(1000)"),
        ["SqueezeNet 1.1 (Iandola et al., 2016)"] = (Fire + """
            [Network(3, 224, 224)] [Conv2D(64, 3, Stride = 2), ReLU, MaxPool2D(3, Stride = 2)] [Apply<Fire>(16, 64), Apply<Fire>(16, 64), MaxPool2D(3, Stride = 2)]
            [Apply<Fire>(32, 128), Apply<Fire>(32, 128), MaxPool2D(3, Stride = 2)] [Apply<Fire>(48, 192), Apply<Fire>(48, 192), Apply<Fire>(64, 256), Apply<Fire>(64, 256)]
            [Dropout(0.5), Conv2D(1000, 1), ReLU, GlobalAveragePool, Softmax] [CrossEntropy] partial class Net;
            """, 1_235_496, 0.349, "(1000)"),
        ["U-Net (Ronneberger et al., 2015), padded"] = (Twice + """
            [Network(1, 512, 512)] [Apply<Twice>(64, Name = "a"), MaxPool2D(2), Apply<Twice>(128, Name = "b"), MaxPool2D(2), Apply<Twice>(256, Name = "c"), MaxPool2D(2)]
            [Apply<Twice>(512, Name = "d"), MaxPool2D(2), Apply<Twice>(1024)]
            [ConvTranspose2D(512, 2, Stride = 2), Concat("d"), Apply<Twice>(512), ConvTranspose2D(256, 2, Stride = 2), Concat("c"), Apply<Twice>(256)]
            [ConvTranspose2D(128, 2, Stride = 2), Concat("b"), Apply<Twice>(128), ConvTranspose2D(64, 2, Stride = 2), Concat("a"), Apply<Twice>(64), Conv2D(2, 1)]
            partial class Net;
            """, 31_030_658, 193, "(2, 512, 512)"),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_operations_and_shapes_are_those_that_are_published(string name)
    {
        (string source, long parameters, double operations, string output) = Networks[name];

        var parsed = Parsed.Network("Net", source);
        AnalysisResult result = NetworkAnalysis.Analyze(parsed.Declaration, TestContext.Current.CancellationToken);

        Assert.True(result.Network is not null, string.Join("\n", result.Problems.Select(static problem => $"{problem.Id} {string.Join(", ", problem.Arguments)}")));
        AnalyzedNetwork network = result.Network;
        Assert.Equal(parameters, network.ParameterCount);
        Assert.InRange(network.MultiplyAdds / 1e9 / operations, 0.99, 1.01);
        Assert.Equal(output, network.OutputShape.ToString());
    }

    /// <summary>What each network learns from is compared, inputs included.</summary>
    [Fact]
    public void Their_graphs_have_the_gradients_of_the_reference()
    {
        RandomNetwork[] networks =
        [
            // Two levels of a feature pyramid whose paths cross on the way up (Lin et al., 2016): each has a head of its own.
            new([3, 8, 8],
                [
                    "Conv2D(8, 3, Pad = 1)", "SiLU(Name = \"fine\")", "Conv2D(12, 3, Stride = 2, Pad = 1)", "SiLU(Name = \"coarse\")", "Conv2D(6, 1, Name = \"top\")",
                    "ConvTranspose2D(6, 2, Stride = 2, Name = \"up\")", "Conv2D(6, 1, From = \"fine\")", "Add(\"up\")", "Conv2D(6, 3, Pad = 1)",
                    "Output(\"large\")", "MeanSquaredError(Weight = 0.5f)", "Conv2D(6, 3, Pad = 1, From = \"top\")", "Output(\"small\")",
                ],
                "Huber", 5, false, 1) { HasBackward = true },

            // A variational autoencoder (Kingma and Welling, 2013): the noise is an input, and the divergence from a normal distribution a loss of two outputs.
            new([],
                [
                    "Input(\"x\", 20)", "Input(\"noise\", 3)", "Dense(16, From = \"x\")", "Tanh(Name = \"seen\")", "Dense(3, Name = \"mean\")", "Output(\"means\")", "Loss<$Parts>(\"Means\")",
                    "Dense(3, From = \"seen\", Name = \"variance\")", "Output(\"variances\")", "Loss<$Parts>(\"Variances\")",
                    "Scale(0.5, From = \"variance\")", "Exp", "Multiply(\"noise\")", "Add(\"mean\")", "Dense(16)", "Tanh", "Dense(20)", "Output(\"y\")",
                ],
                "MeanSquaredError", 6, false, 2)
            {
                HasBackward = true,
                Blocks = ["public abstract class $Parts { [Loss] public static float Means(float y, float t) => 0.5f * y * y; [Loss] public static float Variances(float y, float t) => 0.5f * (F.Exp(y) - 1 - y); }\n"],
            },

            // The critic of a generative adversarial network gives the generator the gradient of its inputs.
            new([1, 8, 8],
                ["Conv2D(8, 4, Stride = 2, Pad = 1)", "LeakyReLU(0.2)", "Conv2D(16, 4, Stride = 2, Pad = 1, Bias = false)", "BatchNorm", "LeakyReLU(0.2)", "Flatten", "Dense(1)"],
                "BinaryCrossEntropy", 8, false, 3) { HasBackward = true },
            new([10, 1, 1],
                ["ConvTranspose2D(16, 2, Bias = false)", "BatchNorm", "ReLU", "ConvTranspose2D(8, 4, Stride = 2, Pad = 1, Bias = false)", "BatchNorm", "ReLU", "ConvTranspose2D(1, 4, Stride = 2, Pad = 1)", "Tanh"],
                "", 8, false, 4) { HasBackward = true },

            // A block of MobileNetV2 and two layers of DenseNet, small.
            new([4, 8, 8],
                ["Conv2D(24, 1, Bias = false)", "BatchNorm", "ReLU6", "DepthwiseConv2D(3, Stride = 2, Pad = 1, Bias = false)", "BatchNorm", "ReLU6", "Conv2D(6, 1, Bias = false)", "BatchNorm", "GlobalAveragePool", "Dense(3)"],
                "CrossEntropy", 5, true, 5) { HasBackward = true },
            new([6, 6, 6],
                ["Repeat<$Layer>(2)", "BatchNorm", "ReLU", "GlobalAveragePool", "Dense(3)"],
                "CrossEntropy", 5, true, 6)
            {
                HasBackward = true,
                Blocks = ["[Block] [BatchNorm, ReLU, Conv2D(8, 1, Bias = false), BatchNorm, ReLU, Conv2D(5, 3, Pad = 1, Bias = false), Concat(\"input\")] public abstract class $Layer;\n"],
            },
        ];

        Assert.Equal(networks.Length, NetworkComparison.Check(networks));
    }
}
