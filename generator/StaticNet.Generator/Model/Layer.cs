namespace StaticNet.Generator.Model;

/// <summary>
/// A layer as declared: one record a kind, its properties named as the attribute's. <see cref="Name"/> is null unless the user set it.
/// </summary>
internal abstract record Layer
{
    public string? Name { get; init; }

    /// <summary>The word a layer without a name is called by, before its count: <c>dense</c>.</summary>
    public abstract string Word { get; }

    /// <summary>Whether training drops values in the layer, or in one that it consists of.</summary>
    public virtual bool HasDropout => false;

    /// <summary>Whether training normalises the samples of a batch together in the layer, or in one that it consists of.</summary>
    public virtual bool NormalizesBatch => false;

    /// <summary>Whether the layer has tensors of its own, and with them a property on the class.</summary>
    public virtual bool HasParameters => false;
}

internal sealed record Dense(int Units, bool Bias) : Layer
{
    public override bool HasParameters => true;

    public override string Word => "dense";
}

/// <summary>A convolution of any kind: all count together.</summary>
internal abstract record ConvLayer : Layer
{
    public override bool HasParameters => true;

    public override string Word => "conv";
}

internal sealed record Conv1D(int Channels, int Kernel, int Stride, PaddingMode Padding, int Pad, int Dilation, int Groups, bool Bias) : ConvLayer;

internal sealed record Conv2D(
    int Channels, int KernelHeight, int KernelWidth, int Stride, PaddingMode Padding, int Pad, int Dilation, int Groups, bool Bias) : ConvLayer;

internal sealed record DepthwiseConv2D(
    int KernelHeight, int KernelWidth, int Stride, PaddingMode Padding, int Pad, int Dilation, int Multiplier, bool Bias) : ConvLayer;

/// <summary>How a convolution pads when it is not told a number; the values are those of the runtime's Padding.</summary>
internal enum PaddingMode
{
    None,
    Same,
}

/// <summary>A layer that makes one value of a window, channel by channel. <see cref="Stride"/> is null where the windows lie side by side.</summary>
internal abstract record Pool(int KernelHeight, int KernelWidth, int? Stride, int Pad) : Layer;

internal sealed record MaxPool2D(int KernelHeight, int KernelWidth, int? Stride, int Pad) : Pool(KernelHeight, KernelWidth, Stride, Pad)
{
    public override string Word => "maxpool";
}

internal sealed record AveragePool2D(int KernelHeight, int KernelWidth, int? Stride, int Pad) : Pool(KernelHeight, KernelWidth, Stride, Pad)
{
    public override string Word => "averagepool";
}

internal sealed record GlobalAveragePool : Layer
{
    public override string Word => "globalaveragepool";
}

internal sealed record PadChannels(int Before, int After) : Layer
{
    public override string Word => "padchannels";
}

internal sealed record Flatten : Layer
{
    public override string Word => "flatten";
}

internal sealed record Dropout(float Rate) : Layer
{
    public override bool HasDropout => true;

    public override string Word => "dropout";
}

internal sealed record LayerNorm(float Epsilon) : Layer
{
    public override bool HasParameters => true;

    public override string Word => "layernorm";
}

internal sealed record GroupNorm(int Groups, float Epsilon) : Layer
{
    public override bool HasParameters => true;

    public override string Word => "groupnorm";
}

internal sealed record BatchNorm(float Epsilon, float Momentum) : Layer
{
    public override bool NormalizesBatch => true;

    public override bool HasParameters => true;

    public override string Word => "batchnorm";
}

internal sealed record Softmax : Layer
{
    public override string Word => "softmax";
}

internal sealed record LogSoftmax : Layer
{
    public override string Word => "logsoftmax";
}

/// <summary>A layer that maps each value by itself.</summary>
internal abstract record Activation : Layer;

internal sealed record ReLU : Activation
{
    public override string Word => "relu";
}

internal sealed record LeakyReLU(float Slope) : Activation
{
    public override string Word => "leakyrelu";
}

internal sealed record PReLU(float InitialSlope) : Activation
{
    public override bool HasParameters => true;

    public override string Word => "prelu";
}

internal sealed record ELU(float Alpha) : Activation
{
    public override string Word => "elu";
}

internal sealed record GELU : Activation
{
    public override string Word => "gelu";
}

internal sealed record SiLU : Activation
{
    public override string Word => "silu";
}

internal sealed record Sigmoid : Activation
{
    public override string Word => "sigmoid";
}

internal sealed record Tanh : Activation
{
    public override string Word => "tanh";
}

internal sealed record Softplus : Activation
{
    public override string Word => "softplus";
}

internal sealed record HardSigmoid : Activation
{
    public override string Word => "hardsigmoid";
}

internal sealed record HardSwish : Activation
{
    public override string Word => "hardswish";
}

internal sealed record Step : Activation
{
    public override string Word => "step";
}
