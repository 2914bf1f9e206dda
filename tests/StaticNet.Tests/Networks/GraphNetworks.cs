namespace StaticNet.Tests.Networks;

// Gates, skips that cross, and the inputs read again at the end.
[Network(20, Backward = true)]
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

[Network(3, 9, 10, Backward = true)]
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

// Two heads on one trunk, each with its loss.
[Network(4, Backward = true)]
[Dense(32)]
[ReLU(Name = "trunk")]
[Dense(3)]
[Softmax]
[Output("policy")]
[CrossEntropy]
[Dense(1, From = "trunk")]
[Output("value")]
[MeanSquaredError(Weight = 0.5f)]
public sealed partial class ActorCritic;

// An image and a row, and what comes of both: an image, a row that others read on, and a tap that training does not use.
[Network(Backward = true)]
[Input("image", 2, 6, 5)]
[Conv2D(20, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU(Name = "features")]
[Output("tap", Trained = false)]
[GlobalAveragePool(Name = "seen")]
[Input("extra", 3)]
[Dense(20)]
[Tanh]
[Add("seen")]
[Output("code")]
[Huber(Weight = 0.25f)]
[Dense(2)]
[Sigmoid]
[Output("flags")]
[BinaryCrossEntropy]
[Conv2D(1, 1, From = "features")]
[Output("mask")]
[MeanSquaredError(Weight = 2)]
internal sealed partial class ImageAndRow;

// A classifier whose features can be read, too: labels are those of the output that has the loss.
[Network(6, Backward = true)]
[Dense(9)]
[Tanh]
[Output("features", Trained = false)]
[Dense(3)]
[Softmax]
[Output("classes")]
[CrossEntropy(Weight = 0.5f)]
internal sealed partial class Tapped;

// Without a loss of its own: what a loss elsewhere makes of its outputs comes from there.
[Network(6, Backward = true)]
[Dense(36)]
[LeakyReLU(0.2f)]
[Dense(8)]
[Tanh]
internal sealed partial class Generating;

// More inputs and outputs than parameters: they are fields of one.
[Network(Backward = true)]
[Input("a", 2)]
[Input("b", 2)]
[Input("c", 2)]
[Input("d", 2)]
[Input("class", 3)]
[Concat("a", "b", "c", "d", "class")]
[Dense(7)]
[Tanh]
[Output("first")]
[MeanSquaredError]
[Dense(6)]
[Tanh]
[Output("second")]
[MeanSquaredError]
[Dense(5)]
[Tanh]
[Output("third")]
[MeanSquaredError]
[Dense(4)]
[Tanh]
[Output("fourth")]
[MeanSquaredError]
[Dense(3)]
[Softmax]
[Output("output_spans")]
[CrossEntropy]
internal sealed partial class ManyEnds;
