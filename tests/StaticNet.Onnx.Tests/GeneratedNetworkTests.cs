using StaticNet.Onnx.Schema;
using StaticNet.Onnx.Tests.Models;

namespace StaticNet.Onnx.Tests;

/// <summary>Generated networks that together have every layer: their own Forward against ONNX Runtime on their export.</summary>
public sealed partial class GeneratedNetworkTests
{
    private static readonly Dictionary<string, Action<int>> Comparisons = new()
    {
        [nameof(ReLUNetwork)] = Compare<ReLUNetwork>,
        [nameof(LeakyReLUNetwork)] = Compare<LeakyReLUNetwork>,
        [nameof(PReLUNetwork)] = Compare<PReLUNetwork>,
        [nameof(ELUNetwork)] = Compare<ELUNetwork>,
        [nameof(GELUNetwork)] = Compare<GELUNetwork>,
        [nameof(SiLUNetwork)] = Compare<SiLUNetwork>,
        [nameof(ElementwiseNetwork)] = Compare<ElementwiseNetwork>,
        [nameof(ResamplingNetwork)] = Compare<ResamplingNetwork>,
        [nameof(GateNetwork)] = Compare<GateNetwork>,
        [nameof(ReducedNetwork)] = Compare<ReducedNetwork>,
        [nameof(TiedNetwork)] = Compare<TiedNetwork>,
        [nameof(BlazeFace)] = Compare<BlazeFace>,
        [nameof(TextDirection)] = Compare<TextDirection>,
        [nameof(MishNetwork)] = Compare<MishNetwork>,
        [nameof(SigmoidNetwork)] = Compare<SigmoidNetwork>,
        [nameof(TanhNetwork)] = Compare<TanhNetwork>,
        [nameof(SoftplusNetwork)] = Compare<SoftplusNetwork>,
        [nameof(HardSigmoidNetwork)] = Compare<HardSigmoidNetwork>,
        [nameof(HardSwishNetwork)] = Compare<HardSwishNetwork>,
        [nameof(StepNetwork)] = Compare<StepNetwork>,
        [nameof(SoftmaxNetwork)] = Compare<SoftmaxNetwork>,
        [nameof(LogSoftmaxNetwork)] = Compare<LogSoftmaxNetwork>,
        [nameof(ImageNetwork)] = Compare<ImageNetwork>,
        [nameof(ActivationOfAnImage)] = Compare<ActivationOfAnImage>,
        [nameof(TinyNetwork)] = Compare<TinyNetwork>,
        [nameof(NamedNetwork)] = Compare<NamedNetwork>,
        [nameof(WideNetwork)] = Compare<WideNetwork>,
        [nameof(EveryActivation)] = Compare<EveryActivation>,
        [nameof(LeNet)] = Compare<LeNet>,
        [nameof(Norms)] = Compare<Norms>,
        [nameof(BatchNorms)] = Compare<BatchNorms>,
        [nameof(Windows)] = Compare<Windows>,
        [nameof(ResNet)] = Compare<ResNet>,
        [nameof(Inception)] = Compare<Inception>,
        [nameof(Sequence)] = Compare<Sequence>,
        [nameof(Upsampling)] = Compare<Upsampling>,
        [nameof(Compositions)] = Compare<Compositions>,
        [nameof(ManyBranches)] = Compare<ManyBranches>,
        [nameof(Joins)] = Compare<Joins>,
        [nameof(OwnFunction)] = Compare<OwnFunction>,
        [nameof(Heads)] = Compare<Heads>,
        [nameof(InputCalledOutput)] = Compare<InputCalledOutput>,
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string network in Comparisons.Keys)
            {
                cases.Add(network, 1);
                cases.Add(network, 33);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_generated_network_agrees_with_the_peer_on_its_export(string network, int samples) => Comparisons[network](samples);

    [Fact]
    public void Every_layer_there_is_is_exported_by_some_network_here()
    {
        IEnumerable<string> layers = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .Select(static type => type.Name);
        IEnumerable<string> exported = typeof(GeneratedNetworkTests).GetNestedTypes(System.Reflection.BindingFlags.NonPublic)
            .SelectMany(static network => network.GetCustomAttributes(inherit: false))
            .OfType<LayerAttribute>()
            .Select(static layer => layer.GetType().Name);
        Assert.Empty(layers.Except(exported));
    }

    [Fact]
    public void A_saved_network_is_the_same_model_whichever_way_it_is_written()
    {
        var network = new SoftmaxNetwork(seed: 3);
        byte[] bytes = OnnxModel.ToBytes(network);
        using var stream = new MemoryStream();
        OnnxModel.Save(network, stream);
        Assert.Equal(bytes, stream.ToArray());

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            OnnxModel.Save(network, path);
            Assert.Equal(bytes, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Inputs_and_outputs_keep_their_names()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxModel.ToBytes(new Heads(seed: 1)));
        Assert.Equal(["image", "output"], model.Graph.Input.Select(static input => input.Name));
        Assert.Equal(["features", "copy", "sum", "classes"], model.Graph.Output.Select(static output => output.Name));
        Assert.Equal([6, 3, 2], model.Graph.Output[0].Type.TensorType.Shape.Dim.Skip(1).Select(static dimension => dimension.DimValue));
    }

    [Fact]
    public void An_output_without_a_name_stays_apart_from_an_input_called_so()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxModel.ToBytes(new InputCalledOutput(seed: 1)));
        Assert.Equal("output", Assert.Single(model.Graph.Input).Name);
        Assert.Equal("output_", Assert.Single(model.Graph.Output).Name);
    }

    [Network]
    [Input("output", 3), Dense(2)]
    internal sealed partial class InputCalledOutput;

    [Fact]
    public void Weights_changed_after_an_export_are_in_the_next_one()
    {
        var network = new TinyNetwork(seed: 1);
        byte[] before = OnnxModel.ToBytes(network);
        network.Parameters["dense1.bias"][0] = 5f;
        Assert.NotEqual(before, OnnxModel.ToBytes(network));
    }

    private static void Compare<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(7);
        var random = new Random(11);
        float[] inputs = [.. Enumerable.Range(0, samples * TNetwork.InputLength).Select(_ => (4f * random.NextSingle()) - 2f)];
        float[] outputs = new float[samples * TNetwork.OutputLength];
        network.Forward(inputs, outputs);

        float[] peer = Peer.Run(OnnxModel.ToBytes(network), TNetwork.Summary, inputs);

        Peer.AssertAgrees([.. peer.Select(static value => (double)value)], outputs);
    }

    // The values of outputs are read on, and one output is an input.
    [Network]
    [Input("image", 2, 5, 4)]
    [Conv2D(6, 3), Tanh, Output("features"), GlobalAveragePool(Name = "seen")]
    [Input("output", 3)]
    [Output("copy"), Dense(6), Add("seen"), Output("sum"), Dense(4), Softmax, Output("classes")]
    internal sealed partial class Heads;

    [Network(3, 12, 12)]
    [Conv2D(8, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Residual<Basic>(8), ReLU]
    [Residual<Basic, Projection>(17, 2), ReLU]
    [Residual<Basic, Subsampled>(33, 2), ReLU]
    [GlobalAveragePool, Dense(10), Softmax]
    internal sealed partial class ResNet;

    [Block]
    [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Conv2D(Basic.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm]
    internal abstract class Basic
    {
        public const int Width = 16;
        public const int Stride = 1;
    }

    [Block]
    [Conv2D(Projection.Width, 1, Stride = Projection.Stride, Bias = false), BatchNorm]
    internal abstract class Projection
    {
        public const int Width = 16;
        public const int Stride = 1;
    }

    [Block]
    [MaxPool2D(1, Stride = 2), PadChannels(8, 8)]
    internal abstract class Subsampled;

#pragma warning disable STN2001 // Convolutions that follow each other with nothing between.
    [Network(5, 7, 6)]
    [Concat<Pixels, Reduced, Pooled>(7, 4, 9, 6)]
    [Concat<Pixels, Nested>(3)]
    [Repeat<Wide>(2)]
    [Flatten, Dense(4)]
    internal sealed partial class Inception;
#pragma warning restore STN2001

    [Block]
    [Conv2D(Pixels.Width, 1), ReLU]
    internal abstract class Pixels
    {
        public const int Width = 1;
    }

    [Block]
    [Apply<Pixels>(Reduced.Reduction), Conv2D(Reduced.Width, 3, Padding = Padding.Same), Tanh]
    internal abstract class Reduced
    {
        public const int Reduction = 1;
        public const int Width = 1;
    }

    [Block]
    [MaxPool2D(3, Stride = 1, Pad = 1), Conv2D(Pooled.Width, 1)]
    internal abstract class Pooled
    {
        public const int Width = 1;
    }

    [Block]
    [Residual<Wide>, Concat<Pixels, Pixels>(2, 4)]
    internal abstract class Nested;

    [Block]
    [Conv2D(9, 3, Padding = Padding.Same), Conv2D(22, 1), SiLU]
    internal abstract class Wide;

    [Network(5)]
    [Dense(17), ReLU(Name = "a"), Dense(17), Sigmoid(Name = "b"), Dense(17, From = "a"), Multiply("b"), Maximum("a"), Subtract("b", Name = "c"), Add("a", "b", "c")]
    [Concat("c", "add1", "input")]
    internal sealed partial class Joins;

    internal abstract class Own
    {
        [Activation]
        public static float Bend(float x) => x > 0f ? x * F.Sigmoid(x) : 0.1f * F.Tanh(x);
    }

    [Network(5)]
    [Dense(17), Activation<Own>(nameof(Own.Bend)), Dense(3)]
    internal sealed partial class OwnFunction;

    [Network(5)]
    [Dense(17), ReLU, Dense(3)]
    internal sealed partial class ReLUNetwork;

    [Network(5)]
    [Dense(17), LeakyReLU(0.2f), Dense(3), LeakyReLU]
    internal sealed partial class LeakyReLUNetwork;

    [Network(5)]
    [Dense(17), PReLU, Dense(3), PReLU(-0.5f)]
    internal sealed partial class PReLUNetwork;

    [Network(5)]
    [Dense(17), ELU(0.5f), Dense(3), ELU]
    internal sealed partial class ELUNetwork;

    [Network(5)]
    [Dense(17), GELU, Dense(3), GELU]
    internal sealed partial class GELUNetwork;

    [Network(5)]
    [Dense(17), SiLU, Dense(3), SiLU]
    internal sealed partial class SiLUNetwork;

    [Network(5)]
    [Dense(17), Mish, Dense(3), Mish]
    internal sealed partial class MishNetwork;

    [Network(2, 14)]
    [Conv1D(6, 3), ReLU6, MaxPool1D(2), Conv1D(5, 3), Abs, AveragePool1D(2), Flatten]
    [Dense(7), Square, Shift(0.5), Sqrt, Dense(5), Square, Shift(0.5), Log, Scale(0.5), Exp, Dense(3), Clamp(-0.5, 0.75)]
    internal sealed partial class ElementwiseNetwork;

    [Block]
    [GlobalMaxPool, Dense(5), ReLU, Dense(8), HardSigmoid]
    internal abstract class Squeeze;

    [Block]
    [Conv2D(8, 1), Gate<Squeeze>, Sigmoid]
    internal abstract class Mask;

    [Network(3, 6, 5)]
    [Conv2D(8, 3, Padding = Padding.Same), HardSwish, Gate<Squeeze>, Gate<Mask>]
    [GlobalAveragePool(Name = "seen"), Tanh, Add("gate2"), Multiply("seen"), Conv2D(4, 2)]
    internal sealed partial class GateNetwork;

    [Network(3, 6, 5)]
    [Conv2D(8, 3, Padding = Padding.Same), ReLU(Name = "fine")]
    [MaxPool2D(2, Stride = 2, CeilMode = true), Conv2D(8, 1), Upsample(2, Mode = UpsampleMode.Bilinear), Slice(0, 5, Axis = 2), Add("fine")]
    [ReflectPad(1), Conv2D(6, 3), ZeroPad(PadTop = 1, PadLeft = 2), Upsample(1, 2), Slice(2, 3), Reshape(21, 14), GlobalMaxPool, Dense(4)]
    internal sealed partial class ResamplingNetwork;

    [Network(3, 6, 5)]
    [Conv2D(8, 3, Padding = Padding.Same), ReLU, Transpose(2, 0), ReduceMax(0), Conv1D(4, 2), Transpose(0, 1), ReduceMean(1), ReduceSum(0), Dense(3)]
    internal sealed partial class ReducedNetwork;

    [Network(4, 6, 5)]
    [Conv2D(4, 1, Name = "twice"), Softmax, Conv2D(4, 1, Tied = "twice", Bias = false), LogSoftmax, LayerNorm(Name = "norm"), ReLU, LayerNorm(Tied = "norm"), Flatten, Dense(4), LayerNorm(Name = "row"), ReLU, LayerNorm(Tied = "row")]
    internal sealed partial class TiedNetwork;

    [Network(5)]
    [Dense(17), Sigmoid, Dense(3), Sigmoid]
    [BinaryCrossEntropy]
    internal sealed partial class SigmoidNetwork;

    [Network(5)]
    [Dense(17), Tanh, Dense(3), Tanh]
    internal sealed partial class TanhNetwork;

    [Network(5)]
    [Dense(17), Softplus, Dense(3), Softplus]
    internal sealed partial class SoftplusNetwork;

    [Network(5)]
    [Dense(17), HardSigmoid, Dense(3), HardSigmoid]
    internal sealed partial class HardSigmoidNetwork;

    [Network(5)]
    [Dense(17), HardSwish, Dense(3), HardSwish]
    internal sealed partial class HardSwishNetwork;

    [Network(5)]
    [Dense(17), Step, Dense(3)]
    internal sealed partial class StepNetwork;

    [Network(5)]
    [Dense(17), ReLU, Dense(3), Softmax]
    [CrossEntropy]
    internal sealed partial class SoftmaxNetwork;

    [Network(5)]
    [Dense(17), ReLU, Dense(3), LogSoftmax]
    [CrossEntropy]
    internal sealed partial class LogSoftmaxNetwork;

    [Network(3, 5, 7)]
    [Flatten]
    [Dense(33, Bias = false), Tanh]
    [Dense(10), Softmax]
    internal sealed partial class ImageNetwork;

    [Network(2, 6, 5)]
    [Conv2D(8, 3), LayerNorm, ReLU, Conv2D(6, 2), GroupNorm(3), Conv2D(5, 1), InstanceNorm]
    [Flatten]
    [Dense(33), LayerNorm(Epsilon = 0.01f), Dropout, SiLU, Dense(20), RMSNorm, Tanh]
    [Dense(3)]
    internal sealed partial class Norms;

    [Network(2, 6, 5)]
    [Conv2D(8, 3), BatchNorm, ReLU]
    [Flatten, BatchNorm(Epsilon = 0.01f)]
    [Dense(33, Bias = false), BatchNorm, SiLU]
    [Dense(3)]
    internal sealed partial class BatchNorms;

    [Network(2, 9)]
    [SiLU]
    internal sealed partial class ActivationOfAnImage;

    [Network(1)]
    [Dense(1)]
    internal sealed partial class TinyNetwork;

    [Network(4)]
    [Dense(6, Name = "input"), ReLU(Name = "output"), Dense(2, Name = "head")]
    internal sealed partial class NamedNetwork;

    [Network(257)]
    [Dense(100), ReLU, Dense(63, Bias = false), ELU, Dense(31)]
    internal sealed partial class WideNetwork;

    [Network(16)]
    [Dense(16), ReLU, Dense(16), LeakyReLU, Dense(16), PReLU, Dense(16), ELU, Dense(16), GELU, Dense(16), SiLU]
    [Dense(16), Sigmoid, Dense(16), Tanh, Dense(16), Softplus, Dense(16), HardSigmoid, Dense(16), HardSwish, Dense(16)]
    [LogSoftmax]
    internal sealed partial class EveryActivation;

    [Network(1, 28, 28)]
    [Conv2D(6, 5, Padding = Padding.Same), ReLU, MaxPool2D(2)]
    [Conv2D(16, 5), ReLU, MaxPool2D(2)]
    [Flatten]
    [Dense(120), ReLU, Dense(84), ReLU, Dense(10), Softmax]
    [CrossEntropy]
    internal sealed partial class LeNet;

    [Network(4, 13, 12)]
    [Conv2D(6, 3, 2, Stride = 2, Pad = 3, Dilation = 2, Groups = 2, Bias = false), PReLU]
    [MaxPool2D(2, 3, Stride = 1, Pad = 1), DepthwiseConv2D(3, Multiplier = 3, Padding = Padding.Same), SiLU]
    [AveragePool2D(3, Stride = 2, Pad = 1), GlobalAveragePool, Dense(5)]
    internal sealed partial class Windows;

    [Network(3, 29)]
    [Conv1D(8, 4, Stride = 2, Pad = 1), GELU]
    [Conv1D(20, 3, Dilation = 3, Padding = Padding.Same, Groups = 4), Tanh]
    [ConvTranspose1D(6, 4, Stride = 2, Pad = 1, Groups = 2), SiLU]
    internal sealed partial class Sequence;

    [Network(4, 3, 3)]
    [ConvTranspose2D(18, 4, Stride = 2, Pad = 1), ReLU]
    [ConvTranspose2D(6, 3, Stride = 2, Pad = 1, OutputPadding = 1, Groups = 3, Bias = false), Tanh]
    [ConvTranspose2D(3, 2, Dilation = 3, OutputPadding = 2)]
    internal sealed partial class Upsampling;

    [Block]
    [Conv2D(Part.Width, 3, Padding = Padding.Same), SiLU]
    internal abstract class Part
    {
        public const int Width = 4;
    }

    [Block]
    [PadChannels(1, (Wider.Width / 2) - 1)]
    internal abstract class Wider
    {
        public const int Width = 6;
    }

    [Block]
    [Residual<Part>(Stage.Width), Apply<Part>(Stage.Width - 1), Residual<Part, Wider>(2 * (Stage.Width - 1))]
    internal abstract class Stage
    {
        public const int Width = 4;
    }

    [Network(3, 6, 5)]
    [Apply<Part>, ReLU, Residual<Part>, Tanh]
    [Apply<Stage>, Repeat<Part>(2, 5), Concat<Part, Stage>(3, 5)]
    [Concat<Part, Part, Part>(1, 2), Flatten, Dense(3)]
    internal sealed partial class Compositions;

    [Block]
    [Dense(Head.Units), PReLU]
    internal abstract class Head
    {
        public const int Units = 2;
    }

    [Network(7)]
    [Concat<Head, Head, Head, Head>(1, 2, 3, 4), Concat<Head, Head, Head, Head, Head>(5), Concat<Head, Head, Head, Head, Head, Head>]
    [Concat<Head, Head, Head, Head, Head, Head, Head>(9), Concat<Head, Head, Head, Head, Head, Head, Head, Head>(1, 1, 1, 1, 1, 1, 1, 17)]
    internal sealed partial class ManyBranches;
}
