using StaticNet.Generator.Layers;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>
/// Networks as they stand in papers and textbooks: none may have a warning or a suggestion. A hazard that is found in one of them is a false
/// alarm.
/// </summary>
public sealed class GoodNetworksTests
{
    public static TheoryData<string> Names => [.. Networks.Keys];

    private static readonly Dictionary<string, string> Networks = new()
    {
        ["XOR"] = "[Network(2)] [Dense(2), Tanh] [Dense(1), Sigmoid] [BinaryCrossEntropy] partial class Net;",
        ["XOR with sigmoids and squared error"] = "[Network(2)] [Dense(2), Sigmoid] [Dense(1), Sigmoid] [MeanSquaredError] partial class Net;",
        ["XOR by hand"] = "[Network(2)] [Dense(2), Step] [Dense(1), Step] partial class Net;",
        ["linear regression"] = "[Network(13)] [Dense(1)] [MeanSquaredError] partial class Net;",
        ["logistic regression"] = "[Network(30)] [Dense(1), Sigmoid] [BinaryCrossEntropy] partial class Net;",
        ["softmax regression"] = "[Network(1, 28, 28)] [Flatten, Dense(10), Softmax] [CrossEntropy] partial class Net;",
        ["iris"] = "[Network(4)] [Dense(8), ReLU] [Dense(3), Softmax] [CrossEntropy] partial class Net;",
        ["iris, normalised"] = "[Network(4)] [BatchNorm] [Dense(10, Bias = false), BatchNorm, Tanh] [Dense(3)] [CrossEntropy] partial class Net;",
        ["regression of positive values"] = "[Network(13)] [Dense(64), ReLU] [Dense(64), ReLU] [Dense(1), Softplus] [Huber] partial class Net;",
        ["multi-label"] = "[Network(100)] [Dense(64), ReLU, Dropout(0.5f)] [Dense(14), Sigmoid] [BinaryCrossEntropy] partial class Net;",
        ["LeNet"] = """
            [Network(1, 28, 28)]
            [Conv2D(6, 5, Padding = Padding.Same)] [ReLU] [MaxPool2D(2)]
            [Conv2D(16, 5)] [ReLU] [MaxPool2D(2)]
            [Flatten]
            [Dense(120)] [ReLU] [Dense(84)] [ReLU] [Dense(10)] [Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["LeNet of 1998"] = """
            [Network(1, 32, 32)]
            [Conv2D(6, 5), Tanh, AveragePool2D(2)]
            [Conv2D(16, 5), Tanh, AveragePool2D(2)]
            [Conv2D(120, 5), Tanh, Flatten]
            [Dense(84), Tanh, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["LeNet with sigmoids"] = """
            [Network(1, 28, 28)]
            [Conv2D(6, 5, Pad = 2), Sigmoid, AveragePool2D(2, Stride = 2)]
            [Conv2D(16, 5), Sigmoid, AveragePool2D(2, Stride = 2)]
            [Flatten, Dense(120), Sigmoid, Dense(84), Sigmoid, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["the generator of DCGAN"] = """
            [Network(100, 1, 1)]
            [ConvTranspose2D(512, 4, Bias = false), BatchNorm, ReLU]
            [ConvTranspose2D(256, 4, Stride = 2, Pad = 1, Bias = false), BatchNorm, ReLU]
            [ConvTranspose2D(128, 4, Stride = 2, Pad = 1, Bias = false), BatchNorm, ReLU]
            [ConvTranspose2D(64, 4, Stride = 2, Pad = 1, Bias = false), BatchNorm, ReLU]
            [ConvTranspose2D(3, 4, Stride = 2, Pad = 1), Tanh]
            partial class Net;
            """,
        ["a convolutional autoencoder"] = """
            [Network(1, 28, 28)]
            [Conv2D(16, 3, Stride = 2, Pad = 1), ReLU, Conv2D(32, 3, Stride = 2, Pad = 1), ReLU, Conv2D(64, 7), ReLU]
            [ConvTranspose2D(32, 7), ReLU, ConvTranspose2D(16, 3, Stride = 2, Pad = 1, OutputPadding = 1), ReLU, ConvTranspose2D(1, 3, Stride = 2, Pad = 1, OutputPadding = 1), Sigmoid]
            [MeanSquaredError]
            partial class Net;
            """,
        ["VGG"] = """
            [Block, Conv2D(Unit.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] abstract class Unit { public const int Width = 64; }
            [Network(3, 32, 32)]
            [Repeat<Unit>(2, 64), MaxPool2D(2)]
            [Repeat<Unit>(2, 128), MaxPool2D(2)]
            [Repeat<Unit>(3, 256), MaxPool2D(2)]
            [Flatten, Dropout(0.5f), Dense(512), ReLU, Dropout(0.5f), Dense(10), Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["ResNet-8"] = Residual + """
            [Network(3, 32, 32)]
            [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
            [Residual<Basic>(16), ReLU]
            [Residual<Basic, Projection>(32, 2), ReLU]
            [Residual<Basic, Projection>(64, 2), ReLU]
            [GlobalAveragePool, Dense(10), Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["ResNet-20"] = Residual + """
            [Block, Residual<Basic>(Same.Width), ReLU] abstract class Same { public const int Width = 16; }
            [Block, MaxPool2D(1, Stride = 2), PadChannels(Half.Width / 4, Half.Width / 4)] abstract class Half { public const int Width = 16; }
            [Network(3, 32, 32)]
            [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
            [Repeat<Same>(3, 16)]
            [Residual<Basic, Half>(32, 2), ReLU] [Repeat<Same>(2, 32)]
            [Residual<Basic, Half>(64, 2), ReLU] [Repeat<Same>(2, 64)]
            [GlobalAveragePool, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["ResNet with bottlenecks"] = Residual + """
            [Block, Conv2D(Bottleneck.Width / 4, 1, Bias = false), BatchNorm, ReLU]
            [Conv2D(Bottleneck.Width / 4, 3, Stride = Bottleneck.Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
            [Conv2D(Bottleneck.Width, 1, Bias = false), BatchNorm]
            abstract class Bottleneck { public const int Width = 256, Stride = 1; }
            [Network(3, 56, 56)]
            [Conv2D(64, 7, Stride = 2, Padding = Padding.Same, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Pad = 1)]
            [Residual<Bottleneck, Projection>(256), ReLU, Residual<Bottleneck>(256), ReLU]
            [Residual<Bottleneck, Projection>(512, 2), ReLU, Residual<Bottleneck>(512), ReLU]
            [GlobalAveragePool, Dense(100)]
            [CrossEntropy]
            partial class Net;
            """,
        ["ResNet, normalised before"] = """
            [Block, BatchNorm, ReLU, Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU, Conv2D(16, 3, Padding = Padding.Same)]
            abstract class Before;
            [Network(3, 32, 32)]
            [Conv2D(16, 3, Padding = Padding.Same)]
            [Residual<Before>, Residual<Before>, Residual<Before>]
            [BatchNorm, ReLU, GlobalAveragePool, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["ResNet without norms"] = """
            [Block, Conv2D(16, 3, Padding = Padding.Same), ReLU, Conv2D(16, 3, Padding = Padding.Same)] abstract class Plain;
            [Network(3, 32, 32)]
            [Conv2D(16, 3, Padding = Padding.Same)]
            [Residual<Plain>, Residual<Plain>, Residual<Plain>]
            [ReLU, GlobalAveragePool, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["Inception"] = """
            [Block, Conv2D(Point.Width, 1), ReLU] abstract class Point { public const int Width = 64; }
            [Block, Conv2D(Three.Reduced, 1), ReLU, Conv2D(Three.Width, 3, Padding = Padding.Same), ReLU] abstract class Three { public const int Reduced = 96, Width = 128; }
            [Block, Conv2D(Five.Reduced, 1), ReLU, Conv2D(Five.Width, 5, Padding = Padding.Same), ReLU] abstract class Five { public const int Reduced = 16, Width = 32; }
            [Block, MaxPool2D(3, Stride = 1, Pad = 1), Conv2D(Pool.Width, 1), ReLU] abstract class Pool { public const int Width = 32; }
            [Block, Concat<Point, Three, Five, Pool>(Module.A, Module.B, Module.C, Module.D, Module.E, Module.F)]
            abstract class Module { public const int A = 64, B = 96, C = 128, D = 16, E = 32, F = 32; }
            [Network(192, 28, 28)]
            [Apply<Module>(64, 96, 128, 16, 32, 32), Apply<Module>(128, 128, 192, 32, 96, 64)]
            [MaxPool2D(3, Stride = 2, Pad = 1)]
            [Apply<Module>(192, 96, 208, 16, 48, 64), Apply<Module>(160, 112, 224, 24, 64, 64)]
            [GlobalAveragePool, Dropout(0.4f), Dense(1000), Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["Inception with parted kernels"] = """
            [Block, Conv2D(64, 1, Bias = false), BatchNorm, ReLU] abstract class Point;
            [Block, Conv2D(48, 1, Bias = false), BatchNorm, ReLU]
            [Conv2D(64, 1, 7, Pad = 3), Conv2D(64, 7, 1), ReLU]
            abstract class Parted;
            [Network(192, 16, 16)]
            [Apply<Point>, Apply<Parted>]
            [GlobalAveragePool, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["MLP-Mixer-like"] = """
            [Block, LayerNorm, Conv2D(128, 1), GELU, Conv2D(64, 1)] abstract class Channels;
            [Block, LayerNorm, DepthwiseConv2D(9, Padding = Padding.Same), GELU, DepthwiseConv2D(9, Padding = Padding.Same)] abstract class Tokens;
            [Block, Residual<Tokens>, Residual<Channels>] abstract class Mixer;
            [Network(3, 32, 32)]
            [Conv2D(64, 4, Stride = 4)]
            [Repeat<Mixer>(4)]
            [LayerNorm, GlobalAveragePool, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["MLP-Mixer's dense halves"] = """
            [Block, LayerNorm, Dense(256), GELU, Dense(64)] abstract class Mlp;
            [Network(48)]
            [Dense(64)]
            [Residual<Mlp>, Residual<Mlp>, Residual<Mlp>]
            [LayerNorm, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["ConvNeXt-like"] = """
            [Block, DepthwiseConv2D(7, Padding = Padding.Same), LayerNorm, Conv2D(256, 1), GELU, Conv2D(64, 1)] abstract class Next;
            [Network(3, 32, 32)]
            [Conv2D(64, 4, Stride = 4), LayerNorm]
            [Residual<Next>, Residual<Next>, Residual<Next>]
            [GlobalAveragePool, LayerNorm, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["DS-CNN"] = """
            [Block, DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU, Conv2D(64, 1, Bias = false), BatchNorm, ReLU] abstract class Separable;
            [Network(1, 49, 10)]
            [Conv2D(64, 10, 4, Stride = 2, Pad = 3, Bias = false), BatchNorm, ReLU]
            [Repeat<Separable>(4)]
            [Dropout(0.2f), GlobalAveragePool, Dense(12), Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["separable convolutions without an activation between"] = """
            [Block, DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), Conv2D(Separable.Width, 1, Bias = false), BatchNorm]
            abstract class Separable { public const int Width = 128; }
            [Block, Conv2D(Entry.Width, 1, Bias = false), BatchNorm] abstract class Entry { public const int Width = 128; }
            [Block, Apply<Separable>(Two.Width), ReLU, Apply<Separable>(Two.Width)] abstract class Two { public const int Width = 128; }
            [Network(3, 32, 32)]
            [Conv2D(32, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
            [Residual<Two, Entry>(128), ReLU, Residual<Two>(128), ReLU]
            [GlobalAveragePool, Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["MobileNetV2-like"] = """
            [Block]
            [Conv2D(6 * Inverted.In, 1, Bias = false), BatchNorm, HardSwish]
            [DepthwiseConv2D(3, Stride = Inverted.Stride, Padding = Padding.Same, Bias = false), BatchNorm, HardSwish]
            [Conv2D(Inverted.Out, 1, Bias = false), BatchNorm]
            abstract class Inverted { public const int In = 16, Out = 16, Stride = 1; }
            [Network(3, 32, 32)]
            [Conv2D(32, 3, Padding = Padding.Same, Bias = false), BatchNorm, HardSwish]
            [DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, HardSwish, Conv2D(16, 1, Bias = false), BatchNorm]
            [Apply<Inverted>(16, 24, 2), Residual<Inverted>(24, 24), Apply<Inverted>(24, 32, 2), Residual<Inverted>(32, 32)]
            [Conv2D(128, 1, Bias = false), BatchNorm, HardSwish]
            [GlobalAveragePool, Dropout(0.2f), Dense(10)]
            [CrossEntropy]
            partial class Net;
            """,
        ["autoencoder"] = """
            [Network(784)]
            [Dense(128), ReLU, Dense(32), ReLU]
            [Dense(128), ReLU, Dense(784), Sigmoid]
            [BinaryCrossEntropy]
            partial class Net;
            """,
        ["autoencoder with a linear code"] = """
            [Network(784)]
            [Dense(128), ReLU, Dense(16, Name = "code")]
            [Dense(128), ReLU, Dense(784), Sigmoid]
            [MeanSquaredError]
            partial class Net;
            """,
        ["linear autoencoder"] = "[Network(64)] [Dense(8), Dense(64)] [MeanSquaredError] partial class Net;",
        ["convolutional autoencoder"] = """
            [Network(1, 28, 28)]
            [Conv2D(16, 3, Stride = 2, Pad = 1), ReLU, Conv2D(32, 3, Stride = 2, Pad = 1), ReLU, Flatten, Dense(32)]
            [Dense(256), ReLU, Dense(784), Sigmoid]
            [MeanSquaredError]
            partial class Net;
            """,
        ["five layers of tanh"] = "[Network(8)] [Dense(20), Tanh, Dense(20), Tanh, Dense(20), Tanh, Dense(20), Tanh, Dense(20), Tanh, Dense(1)] [MeanSquaredError] partial class Net;",
        ["keyword spotting on sequences"] = """
            [Network(40, 98)]
            [Conv1D(64, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
            [Conv1D(64, 3, Dilation = 2, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
            [GlobalAveragePool, Dense(12), Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["squeeze and expand"] = """
            [Block, Conv2D(64, 1), ReLU] abstract class One;
            [Block, Conv2D(64, 3, Padding = Padding.Same), ReLU] abstract class Three;
            [Block, Conv2D(16, 1), ReLU, Concat<One, Three>] abstract class Fire;
            [Network(3, 32, 32)]
            [Conv2D(64, 3, Stride = 2, Pad = 1), ReLU]
            [Repeat<Fire>(4)]
            [Dropout(0.5f), Conv2D(10, 1), ReLU, GlobalAveragePool, Softmax]
            [CrossEntropy]
            partial class Net;
            """,
        ["low rank on purpose"] = "[Network(512)] [Dense(16, Bias = false), Dense(512), ReLU, Dense(10)] [CrossEntropy] partial class Net;",
        ["critic"] = "[Network(17)] [Dense(256), LayerNorm, Tanh, Dense(256), ELU, Dense(1)] [MeanSquaredError] partial class Net;",
        ["policy with bounded actions"] = "[Network(17)] [Dense(256), ReLU, Dense(256), ReLU, Dense(6), Tanh] [MeanSquaredError] partial class Net;",
        ["detector of classes, 20 of them"] = "[Network(3, 32, 32)] [Conv2D(32, 3), ReLU, Conv2D(20, 1), GlobalAveragePool, Softmax] [CrossEntropy] partial class Net;",
    };

    private const string Residual = """
        [Block]
        [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
        [Conv2D(Basic.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm]
        abstract class Basic { public const int Width = 16, Stride = 1; }
        [Block, Conv2D(Projection.Width, 1, Stride = Projection.Stride, Bias = false), BatchNorm]
        abstract class Projection { public const int Width = 16, Stride = 1; }

        """;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_good_network_is_left_alone(string name)
    {
        Run run = Run.Generate("using StaticNet;\n" + Networks[name]);
        Assert.Empty((await Diagnosis.Find(run)).Select(static diagnostic => diagnostic.ToString()));
    }
}
