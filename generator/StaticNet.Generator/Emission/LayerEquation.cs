using System;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>What a layer or a loss computes, in one line, as hovers show it. A new layer is one line here.</summary>
internal static class LayerEquation
{
    /// <summary><c>y = W x + b</c>.</summary>
    public static string Of(Layer layer) => layer switch
    {
        Dense dense => "y = W x" + Bias(dense.Bias),
        Conv1D conv => "y = W * x" + Bias(conv.Bias),
        Conv2D conv => "y = W * x" + Bias(conv.Bias),
        DepthwiseConv2D conv => "y = W * x" + Bias(conv.Bias) + ", channel by channel",
        MaxPool2D => "y = the largest x of each window",
        AveragePool2D => "y = the mean of each window",
        GlobalAveragePool => "y = the mean of each channel",
        PadChannels => "y = x between channels of zeros",
        Flatten => "y = x as one row",
        Dropout => "y = x mask / (1 - rate) in training, x in prediction",
        LayerNorm or GroupNorm or BatchNorm => "y = (x - mean) / sqrt(variance + epsilon) weight + bias",
        Softmax => "y = exp(x) / sum of exp(x)",
        LogSoftmax => "y = x - log(sum of exp(x))",
        Activation activation => ActivationTraits.Of(activation).Equation,
        Apply => "y = block(x)",
        Repeat => "y = block(... block(x))",
        Residual { Shortcut: null } => "y = block(x) + x",
        Residual => "y = block(x) + shortcut(x)",
        Concat => "y = the branches' channels one behind another",
        _ => throw new NotSupportedException($"There is no equation for {layer.GetType().Name}."),
    };

    /// <summary>The loss of a sample with outputs y and target t; the mean over the samples is what is made small.</summary>
    public static string Of(Loss loss) => loss switch
    {
        MeanSquaredError => "L = the mean of (y - t)^2",
        MeanAbsoluteError => "L = the mean of |y - t|",
        Huber => "L = the mean of d^2 / 2 where d = |y - t| <= delta, of delta (d - delta / 2) beyond",
        CrossEntropy => "L = -sum of t log p, p = softmax of the scores",
        BinaryCrossEntropy => "L = -the mean of t log p + (1 - t) log(1 - p), p = sigmoid of the scores",
        _ => throw new NotSupportedException($"There is no equation for {loss.GetType().Name}."),
    };

    private static string Bias(bool bias) => bias ? " + b" : "";
}
