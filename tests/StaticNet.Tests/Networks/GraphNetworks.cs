namespace StaticNet.Tests.Networks;

// Gates, skips that cross, and the inputs read again at the end.
[Network(20)]
[Dense(32)]
[ReLU(Name = "trunk")]
[Dense(32)]
[Sigmoid(Name = "gate")]
[Dense(32, From = "trunk")]
[Multiply("gate")]
[Add("trunk")]
[Tanh(Name = "mixed")]
[Dense(32, From = "gate")]
[Maximum("mixed")]
[Subtract("trunk")]
[Concat("maximum1", "subtract1", "input")]
[Dense(6)]
[Softmax]
[CrossEntropy]
internal sealed partial class CrossingPaths;

// A small U-Net without its upsampling: images of several depths, joined along the channels, and a block with names of its own.
[Block]
[Conv2D(SqueezeAndGate.Channels, 1)]
[Sigmoid(Name = "gate")]
[Conv2D(SqueezeAndGate.Channels, 3, Padding = Padding.Same, From = "input")]
[Multiply("gate")]
[Add("input")]
internal abstract class SqueezeAndGate
{
    public const int Channels = 8;
}

[Network(3, 9, 10)]
[Conv2D(8, 3, Padding = Padding.Same)]
[ReLU(Name = "fine")]
[Apply<SqueezeAndGate>]
[Conv2D(12, 3, Padding = Padding.Same, Bias = false)]
[GroupNorm(4)]
[SiLU]
[Concat("fine", "silu1")]
[Conv2D(8, 1)]
[Maximum("fine")]
[Repeat<SqueezeAndGate>(2)]
[Subtract("fine")]
[GlobalAveragePool]
[Dense(4)]
[CrossEntropy]
internal sealed partial class CrossingImages;
