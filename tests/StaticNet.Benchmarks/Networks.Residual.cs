namespace StaticNet.Benchmarks;

/// <content>Residual networks.</content>
internal static partial class Networks
{
    // The residual networks for small images of He, Zhang, Ren and Sun (2015), section 4.2: three stages, shortcuts without parameters.
    [Network(3, 32, 32)]
    [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Apply<Unit>(16), Apply<Halving>(32), Apply<Halving>(64)]
    [GlobalAveragePool, Dense(10), Softmax]
    [CrossEntropy]
    internal sealed partial class ResNet8;

    [Network(3, 32, 32)]
    [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Repeat<Unit>(3, 16)]
    [Apply<Halving>(32), Repeat<Unit>(2, 32)]
    [Apply<Halving>(64), Repeat<Unit>(2, 64)]
    [GlobalAveragePool, Dense(10), Softmax]
    [CrossEntropy]
    internal sealed partial class ResNet20;

    [Block]
    [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Conv2D(Basic.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm]
    internal abstract class Basic
    {
        public const int Width = 16;
        public const int Stride = 1;
    }

    [Block]
    [Residual<Basic>(Unit.Width), ReLU]
    internal abstract class Unit
    {
        public const int Width = 16;
    }

    // Every second pixel, and zeros for the channels that are new.
    [Block]
    [MaxPool2D(1, Stride = 2), PadChannels(Subsampled.Width / 4, Subsampled.Width / 4)]
    internal abstract class Subsampled
    {
        public const int Width = 32;
    }

    [Block]
    [Residual<Basic, Subsampled>(Halving.Width, 2), ReLU]
    internal abstract class Halving
    {
        public const int Width = 32;
    }
}
