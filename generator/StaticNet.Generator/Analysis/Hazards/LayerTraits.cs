using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>What hazards need to know about kinds of layers.</summary>
internal static class LayerTraits
{
    /// <summary>Whether the layer only brings the same values into another shape, or hands them on at prediction.</summary>
    public static bool HandsOn(Layer layer) => layer is Flatten or Dropout;

    /// <summary>Whether the layer is linear and has no weights that mix values: two linear layers with it between them are one.</summary>
    public static bool IsLinear(Layer layer) => layer is Flatten or Dropout or AveragePool2D or GlobalAveragePool or PadChannels or BatchNorm;

    /// <summary>Whether the layer mixes all of its inputs. Depthwise and grouped convolutions do not: they are halves of separable ones.</summary>
    public static bool Mixes(Layer? layer) => layer is Dense or Conv1D { Groups: 1 } or Conv2D { Groups: 1 };

    /// <summary>The units or channels that a layer which mixes makes.</summary>
    public static int Width(Layer layer) => layer switch
    {
        Dense dense => dense.Units,
        Conv1D conv => conv.Channels,
        Conv2D conv => conv.Channels,
        _ => throw new System.NotSupportedException($"{layer.GetType().Name} has no width of its own."),
    };

    /// <summary>Whether the layer is a norm: what comes behind it has the scale that it learns, and what comes before it gets a gradient of that scale.</summary>
    public static bool Normalizes(Layer layer) => layer is BatchNorm or LayerNorm or GroupNorm;

    /// <summary>Whether the layer is flat on both sides: far from zero its derivative is nearly nothing.</summary>
    public static bool Saturates(Layer? layer) => layer is Sigmoid or HardSigmoid or Tanh;

    /// <summary>
    /// The largest derivative: of <c>s(x) = 1 / (1 + exp(-x))</c> it is <c>s(0) (1 - s(0)) = 1/4</c>, of <c>clamp(x / 6 + 1/2, 0, 1)</c> 1/6, of
    /// tanh 1 at 0. Those of GELU, SiLU and HardSwish lie a little above 1.
    /// </summary>
    public static double LargestDerivative(Layer? layer) => layer switch
    {
        Sigmoid => 1.0 / 4,
        HardSigmoid => 1.0 / 6,
        GELU => 1.129,
        SiLU => 1.1,
        HardSwish => 1.5,
        LeakyReLU leaky => System.Math.Max(1, System.Math.Abs(leaky.Slope)),
        ELU elu => System.Math.Max(1, elu.Alpha),
        _ => 1,
    };
}
