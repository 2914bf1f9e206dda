using StaticNet;

namespace Strict;

/// <summary>Tells handwritten digits apart.</summary>
[Network(1, 28, 28)]
[Conv2D(6, 5, Padding = Padding.Same)] [ReLU] [MaxPool2D(2)]
[Conv2D(16, 5)] [BatchNorm] [ReLU] [MaxPool2D(2)]
[Residual<Refine>(16)]
[Flatten]
[Dense(84)] [LayerNorm] [GELU] [Dropout(0.1f)]
[Dense(10)] [Softmax]
[CrossEntropy]
internal sealed partial class LeNet;

/// <summary>Looks at each pixel's neighbours once more.</summary>
[Block]
[Conv2D(Channels, 3, Padding = Padding.Same)] [ReLU]
internal abstract class Refine
{
    /// <summary>Those that come in.</summary>
    public const int Channels = 1;
}
