namespace StaticNet.Benchmarks;

/// <content>Networks for phones.</content>
internal static partial class Networks
{
    // MobileNetV2 of Sandler, Howard, Zhu, Zhmoginov and Chen (2018), table 2.
    [Network(3, 224, 224)]
    [Conv2D(32, 3, Stride = 2, Padding = Padding.Same, Bias = false), BatchNorm, ReLU6]
    [DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU6, Conv2D(16, 1, Bias = false), BatchNorm]
    [Apply<Bottleneck>(96, 24, 2), Residual<Bottleneck>(144, 24)]
    [Apply<Bottleneck>(144, 32, 2), Repeat<InvertedResidual>(2, 192, 32)]
    [Apply<Bottleneck>(192, 64, 2), Repeat<InvertedResidual>(3, 384, 64)]
    [Apply<Bottleneck>(384, 96), Repeat<InvertedResidual>(2, 576, 96)]
    [Apply<Bottleneck>(576, 160, 2), Repeat<InvertedResidual>(2, 960, 160)]
    [Apply<Bottleneck>(960, 320)]
    [Conv2D(1280, 1, Bias = false), BatchNorm, ReLU6]
    [GlobalAveragePool, Dense(1000), Softmax]
    internal sealed partial class MobileNetV2;

    [Block]
    [Conv2D(Bottleneck.Expanded, 1, Bias = false), BatchNorm, ReLU6]
    [DepthwiseConv2D(3, Stride = Bottleneck.Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU6]
    [Conv2D(Bottleneck.Width, 1, Bias = false), BatchNorm]
    internal abstract class Bottleneck
    {
        public const int Expanded = 96;
        public const int Width = 24;
        public const int Stride = 1;
    }

    [Block]
    [Residual<Bottleneck>(InvertedResidual.Expanded, InvertedResidual.Width)]
    internal abstract class InvertedResidual
    {
        public const int Expanded = 144;
        public const int Width = 24;
    }
}
