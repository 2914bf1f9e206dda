using StaticNet;

[Block]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)] [BatchNorm] [ReLU]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)] [BatchNorm]
public abstract class Basic;

[Network(16, 8, 8)]
[Residual<Basic>] [ReLU]
[GlobalAveragePool]
[Dense(10)] [Softmax]
[CrossEntropy]
public sealed partial class ResidualNetwork;
