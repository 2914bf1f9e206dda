namespace StaticNet.Onnx.Tests.Models;

/// <summary>
/// PP-OCR's classifier of a line of text: upright or upside down. A small MobileNetV3 (Howard et al., Searching for MobileNetV3, 2019), which halves the height and not the width.
/// </summary>
#pragma warning disable STN2001 // The first bottleneck follows a convolution of as many channels: so the model is.
[Network(3, 48, 192)]
[Conv2D(8, 3, Stride = 2, Pad = 1, Bias = false), BatchNorm, HardSwish]
[Conv2D(8, 1, Bias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, StrideHeight = 2, Pad = 1, Bias = false), BatchNorm, ReLU, Gate<Excite>(2, 8)]
[Conv2D(8, 1, Bias = false), BatchNorm]
[Apply<PlainBottleneck>(24, 8, 2)]
[Residual<PlainBottleneck>(32, 8)]
[Apply<ExcitedBottleneck>(32, 16, 2)]
[Residual<ExcitedBottleneck>(88, 16)]
[Residual<ExcitedBottleneck>(88, 16)]
[Residual<ExcitedBottleneck>(40, 16)]
[Residual<ExcitedBottleneck>(48, 16)]
[Apply<ExcitedBottleneck>(104, 32, 2)]
[Residual<ExcitedBottleneck>(200, 32)]
[Residual<ExcitedBottleneck>(200, 32)]
[Conv2D(200, 1, Bias = false), BatchNorm, HardSwish, MaxPool2D(2)]
[GlobalAveragePool, Dense(2), Softmax]
internal sealed partial class TextDirection;
#pragma warning restore STN2001

[Block]
[Conv2D(Expanded, 1, Bias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, StrideHeight = StrideHeight, Pad = 1, Bias = false), BatchNorm, ReLU]
[Conv2D(Width, 1, Bias = false), BatchNorm]
internal abstract class PlainBottleneck
{
    public const int Expanded = 24;
    public const int Width = 8;
    public const int StrideHeight = 1;
}

[Block]
[Conv2D(Expanded, 1, Bias = false), BatchNorm, HardSwish]
[DepthwiseConv2D(5, StrideHeight = StrideHeight, Pad = 2, Bias = false), BatchNorm, HardSwish]
[Gate<Excite>(Expanded / 4, Expanded)]
[Conv2D(Width, 1, Bias = false), BatchNorm]
internal abstract class ExcitedBottleneck
{
    public const int Expanded = 32;
    public const int Width = 16;
    public const int StrideHeight = 1;
}

// Its hard sigmoid has the slope 1/5, and not 1/6 as PyTorch's.
[Block]
[GlobalAveragePool, Dense(Squeezed), ReLU, Dense(Channels), Scale(0.2), Shift(0.5), Clamp(0, 1)]
internal abstract class Excite
{
    public const int Squeezed = 2;
    public const int Channels = 8;
}
