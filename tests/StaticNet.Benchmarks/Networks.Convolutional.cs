namespace StaticNet.Benchmarks;

/// <content>Convolutional networks.</content>
internal static partial class Networks
{
    [Network(1, 28, 28)]
    [Conv2D(6, 5, Padding = Padding.Same), ReLU, MaxPool2D(2)]
    [Conv2D(16, 5), ReLU, MaxPool2D(2)]
    [Flatten]
    [Dense(120), ReLU]
    [Dense(84), ReLU]
    [Dense(10), Softmax]
    [CrossEntropy]
    internal sealed partial class LeNet;

    // Keyword spotting of MLPerf Tiny (Banbury et al., 2021), after Zhang, Suda, Lai and Chandra (2017): 49 frames of 10 cepstral coefficients
    // in a border of zeros, 4 and 5 lines of them above and below and one left and right, as its first convolution pads them.
    [Network(1, 58, 12)]
    [Conv2D(64, 10, 4, Stride = 2, Bias = false), BatchNorm, ReLU]
    [Repeat<Separable>(4, 64)]
    [GlobalAveragePool, Dense(12), Softmax]
    internal sealed partial class DepthwiseSeparable;

    [Block]
    [DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Conv2D(Separable.Width, 1, Bias = false), BatchNorm, ReLU]
    internal abstract class Separable
    {
        public const int Width = 64;
    }
}
