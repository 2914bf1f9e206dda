namespace StaticNet.Tests.Networks;

// Small enough to stay in registers from end to end.
[Network(2)]
[Dense(4)]
[Tanh]
[Dense(1)]
[Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Xor;

// Register tiles in both products, odd sizes everywhere, a fused loss.
[Network(67)]
[Dense(70)]
[ReLU]
[Dense(33)]
[GELU]
[Dense(10)]
[Softmax]
[CrossEntropy]
internal sealed partial class Classifier;

// Few outputs of many inputs: the lanes lie along the inputs, and the sums are folded.
[Network(130)]
[Dense(3, Bias = false)]
[PReLU]
[Dense(129)]
[SiLU]
[Dense(2)]
[Huber(0.5f)]
internal sealed partial class Regressor;

// One layer of every activation.
[Network(19, Backward = true)]
[Dense(17)]
[ReLU]
[Dense(17)]
[LeakyReLU(0.2f)]
[Dense(17)]
[PReLU]
[Dense(17)]
[ELU(0.7f)]
[Dense(17)]
[GELU]
[Dense(17)]
[SiLU]
[Dense(17)]
[Sigmoid]
[Dense(17)]
[Tanh]
[Dense(17)]
[Softplus]
[Dense(17)]
[HardSigmoid]
[Dense(17)]
[HardSwish]
[Dense(5)]
[LogSoftmax]
[CrossEntropy]
internal sealed partial class EveryActivation;

// No loss: it predicts only.
[Network(1, 4, 5)]
[Flatten]
[Dense(6)]
[Step]
internal sealed partial class Perceptrons;

// Nothing but a change of shape.
[Network(2, 3)]
[Flatten]
internal sealed partial class Identity;

// Every layer of images: a padded convolution, one in strides, one that keeps the channels apart, and the pools.
[Network(3, 9, 11, Backward = true)]
[Conv2D(5, 3, Padding = Padding.Same)]
[ReLU]
[MaxPool2D(2, Pad = 1)]
[DepthwiseConv2D(3, Pad = 1)]
[Tanh]
[AveragePool2D(3, Stride = 1, Pad = 1)]
[Conv2D(17, 2, Stride = 2)]
[GELU]
[GlobalAveragePool]
[Dense(4)]
[CrossEntropy]
internal sealed partial class SmallConvolution;

// Convolutions that keep the channels apart: lines longer than a tile, strides that leave pixels out, a kernel wider than the registers hold weights of,
// and more positions than they hold sums of a gradient.
[Network(2, 13, 23)]
[Conv2D(35, 2)]
[DepthwiseConv2D(3, Padding = Padding.Same), ReLU]
[DepthwiseConv2D(5, Dilation = 2, Padding = Padding.Same, Bias = false), BatchNorm]
[DepthwiseConv2D(2, 9, Stride = 3, Pad = 2), PReLU]
[Conv2D(35, 3, Pad = 1, Groups = 35), Tanh]
[GlobalAveragePool]
[Dense(4)]
[CrossEntropy]
internal sealed partial class KeptApart;

// Norms of rows of one vector, of several, and of the channels of pixels; a rectifier in the store of one.
[Network(19)]
[LayerNorm]
[Dense(150)]
[LayerNorm(Epsilon = 0.001f)]
[ReLU]
[Dense(16)]
[LayerNorm]
[GELU]
[Dense(4)]
[CrossEntropy]
internal sealed partial class NormalizedRows;

[Network(3, 7, 6, Backward = true)]
[Conv2D(21, 3)]
[LayerNorm]
[ReLU]
[Conv2D(5, 2)]
[LayerNorm]
[SiLU]
[GlobalAveragePool]
[Dense(4)]
[CrossEntropy]
internal sealed partial class NormalizedPixels;

// An activation of pixels, and of rows in a store and by itself.
[Network(2, 6, 5)]
[Conv2D(19, 3)]
[Mish]
[Flatten]
[Mish]
[Dense(40)]
[Mish]
[Dense(4)]
[CrossEntropy]
internal sealed partial class Curved;

// Groups of less than a vector, of a vector and some more, and of everything; a rectifier in the store of one.
[Network(4, 7, 6)]
[Conv2D(12, 3)]
[GroupNorm(4)]
[ReLU]
[Conv2D(70, 2)]
[GroupNorm(2)]
[SiLU]
[Flatten]
[GroupNorm(1)]
[Dense(36)]
[GroupNorm(12)]
[Tanh]
[Dense(4)]
[CrossEntropy]
internal sealed partial class NormalizedGroups;

// Channels of more than a vector and of less, with and without a scale and a shift; a rectifier in the store of one.
[Network(3, 9, 8)]
[Conv2D(70, 2, Bias = false)]
[InstanceNorm]
[ReLU]
[Conv2D(21, 3, Bias = false)]
[InstanceNorm(Affine = true)]
[SiLU]
[Conv2D(5, 2, Bias = false)]
[InstanceNorm(Epsilon = 0.001f)]
[Flatten]
[Dense(4)]
[CrossEntropy]
internal sealed partial class NormalizedChannels;

// Pixels of more than a vector, rows whose gradients fit into registers and rows whose do not; a rectifier in the store of one.
[Network(3, 6, 5)]
[Conv2D(21, 3)]
[RMSNorm]
[ReLU]
[Flatten]
[RMSNorm(Epsilon = 0.001f)]
[Dense(150)]
[RMSNorm]
[SiLU]
[Dense(16)]
[RMSNorm]
[Dense(4)]
[CrossEntropy]
internal sealed partial class NormalizedSquares;

// Dropped inputs, rows and pixels, and the same network without.
#pragma warning disable STN2001 // What is dropped shows behind it and is not cut off by an activation.
[Network(2, 5, 6, Backward = true)]
[Dropout(0.25f)]
[Conv2D(19, 3)]
[ReLU]
[Dropout(0.5f)]
[Conv2D(70, 2)]
[Dropout(0.1f)]
[Flatten]
[Dense(40)]
[Dropout(0.75f)]
[Dense(3)]
[CrossEntropy]
internal sealed partial class Dropped;
#pragma warning restore STN2001

#pragma warning disable STN2001 // What is dropped shows behind it and is not cut off by an activation.
[Network(2, 5, 6)]
[Conv2D(19, 3)]
[ReLU]
[Conv2D(70, 2)]
[Flatten]
[Dense(40)]
[Dense(3)]
[CrossEntropy]
internal sealed partial class Undropped;
#pragma warning restore STN2001

// One weight: the mean of what is kept.
[Network(1000)]
[Dropout(0.3f)]
[Dense(1, Bias = false)]
[MeanSquaredError]
internal sealed partial class DroppedInputs;

// Groups and dilation along a sequence.
[Network(4, 23, Backward = true)]
[Conv1D(34, 3, Dilation = 2, Padding = Padding.Same, Groups = 2)]
[SiLU]
[Conv1D(6, 4, Stride = 3, Bias = false)]
[PReLU]
[Flatten]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class Sequence;

// Transposed convolutions: weights turned around, folded sums with groups and for few channels, a channel by itself, pixels that a stride leaves out.
#pragma warning disable STN2001 // What the last of them gets wrong shows in the outputs.
[Network(20, 3, 2, Backward = true)]
[ConvTranspose2D(34, 4, Stride = 2, Pad = 1)]
[ReLU]
[ConvTranspose2D(34, 3, Stride = 2, Pad = 1, OutputPadding = 1, Groups = 34)]
[SiLU]
[ConvTranspose2D(18, 2, Stride = 2, Groups = 2)]
[PReLU]
[Conv2D(18, 3, Stride = 2)]
[Tanh]
[ConvTranspose2D(17, 1, Stride = 2)]
[Sigmoid]
[ConvTranspose2D(17, 3, Pad = 2, Bias = false)]
[GELU]
[ConvTranspose2D(1, 2, Dilation = 2)]
[Flatten]
[Dense(3)]
[CrossEntropy]
internal sealed partial class Transposed;
#pragma warning restore STN2001

// Batch norms behind convolutions with and without bias, before an activation that keeps its input, of a flat value, and of the inputs themselves.
[Network(3, 8, 6)]
[BatchNorm]
[Conv2D(20, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[MaxPool2D(2)]
[Conv2D(5, 2)]
[BatchNorm(Epsilon = 0.001f, Momentum = 0.3f)]
[SiLU]
[Flatten]
[Dense(70)]
[BatchNorm]
[ReLU]
[Dense(4)]
[BatchNorm]
[CrossEntropy]
internal sealed partial class Normalized;

// Images that are made larger and cut, with channels of more than a vector, and what has no neighbours any more.
[Network(3, 7, 6, Backward = true)]
[Conv2D(20, 3, Padding = Padding.Same)]
[Tanh(Name = "fine")]
[AveragePool2D(2, Stride = 2, CeilMode = true)]
[ReflectPad(PadLeft = 1, PadBottom = 2)]
[Conv2D(20, 3, PadWidth = 1)]
[SiLU]
[Upsample(2, Mode = UpsampleMode.Bilinear)]
[ZeroPad(PadTop = 1)]
[Slice(1, 6, Axis = 2)]
[Slice(0, 7, Axis = 1)]
[Add("fine")]
[Slice(1, 18)]
[Upsample(3, 2, Mode = UpsampleMode.Bilinear, AlignCorners = true)]
[Conv2D(6, 3, Stride = 2)]
[Upsample(1, 2)]
[Reshape(15, 40)]
[Conv1D(9, 3)]
[Upsample(2)]
[GlobalMaxPool]
[Reshape(3, 3)]
[Conv1D(4, 2)]
[MeanSquaredError]
internal sealed partial class Resampled;

// A class for each position of an image, of more channels than a vector has, and a softmax of channels before that.
[Network(3, 7, 9, Backward = true)]
[Conv2D(20, 3, Padding = Padding.Same)]
[SiLU]
[Conv2D(18, 1)]
[Softmax]
[Conv2D(5, 3, Padding = Padding.Same)]
[LogSoftmax]
[Conv2D(3, 2)]
[Softmax]
[CrossEntropy(ClassWeights = [1, 0.5, 2], LabelSmoothing = 0.1, IgnoredLabel = 1)]
internal sealed partial class Segmented;

// Two images that go through one encoder, with running statistics, and a layer that is used twice.
[Network(Backward = true)]
[Input("left", 2, 6, 5)]
[Input("right", 2, 6, 5)]
[Apply<Encoder>(From = "left", Name = "encoder")]
[Apply<Encoder>(From = "right", Tied = "encoder", Name = "other")]
[Subtract("encoder", "other")]
[Dense(7, Name = "twice")]
[Tanh]
[Dense(7, Bias = false, Tied = "twice")]
[SiLU]
[Dense(7, Tied = "twice")]
[Tanh]
[Dense(1)]
[Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Siamese;

[Block]
[Conv2D(18, 3)]
[BatchNorm]
[ReLU]
[GlobalAveragePool]
[Dense(7)]
internal abstract class Encoder;

// Axes that change places, and what is made of the values along each of them.
[Network(3, 7, 6, Backward = true)]
[Conv2D(20, 3, Padding = Padding.Same)]
[SiLU(Name = "image")]
[Transpose(2, 0)]
[Conv2D(18, 3, Padding = Padding.Same)]
[Tanh(Name = "turned")]
[Transpose(1, 2)]
[ReduceMax(1)]
[Conv1D(7, 3)]
[ReduceMean(0, Name = "a")]
[ReduceSum(0, From = "image")]
[Scale(0.2)]
[Transpose(0, 1)]
[ReduceMax(1, Name = "b")]
[ReduceMean(2, From = "turned")]
[ReduceMax(0, Name = "c")]
[ReduceMean(1, From = "image")]
[ReduceSum(1, Name = "d")]
[Concat("a", "b", "c", "d")]
[Dense(5)]
[ReduceMax(0, Name = "e")]
[Dense(3, From = "d")]
[ReduceSum(0)]
[Add("e")]
[MeanSquaredError]
internal sealed partial class Reduced;

// Gates of a number for each channel, and of one for each value; a shift that another branch decides.
[Network(3, 5, 6, Backward = true)]
[Conv2D(20, 3, Padding = Padding.Same)]
[SiLU(Name = "features")]
[Gate<Squeeze>(7, 20)]
[Residual<Gated>]
[GlobalMaxPool(Name = "largest", From = "features")]
[Tanh(Name = "shift")]
[Add("residual1", "shift")]
[Gate<Masked>]
[Multiply("shift")]
[Conv2D(5, 2)]
[Flatten]
[Gate<Squashed>]
[Dense(4)]
[CrossEntropy]
internal sealed partial class GatedImages;

[Block]
[GlobalAveragePool]
[Dense(Units)]
[ReLU]
[Dense(Channels)]
[HardSigmoid]
internal abstract class Squeeze
{
    public const int Units = 4;
    public const int Channels = 8;
}

[Block]
[DepthwiseConv2D(3, Padding = Padding.Same)]
[Gate<Squeeze>(5, 20)]
[Conv2D(20, 1, Bias = false)]
internal abstract class Gated;

[Block]
[Conv2D(20, 1)]
[Sigmoid]
internal abstract class Masked;

[Block]
[Sigmoid]
internal abstract class Squashed;

// A batch norm alone, which forgets at once.
[Network(3)]
[BatchNorm(Momentum = 1)]
[MeanSquaredError]
internal sealed partial class Scaled;

// Pixels enough that a sample can be normalized by itself; more channels than are held in registers.
[Network(2, 4, 4)]
[Conv2D(70, 3)]
[BatchNorm]
[Tanh]
[Conv2D(3, 1, Bias = false)]
[BatchNorm]
[MeanSquaredError]
internal sealed partial class NormalizedImage;

// Cut into shards of 16 samples that are normalized together: every kind of gradient between batch norms, one of them of more channels than go through at a time.
[Network(3, 12, 12, Backward = true)]
[Conv2D(20, 3, Padding = Padding.Same)]
[BatchNorm]
[PReLU]
[DepthwiseConv2D(3, Padding = Padding.Same)]
[GroupNorm(4)]
[ReLU]
[Conv2D(24, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[SiLU]
[MaxPool2D(2)]
[LayerNorm]
[Conv2D(10, 3)]
[BatchNorm]
[Conv2D(140, 1)]
[BatchNorm(Momentum = 0.4f)]
[ReLU]
[GlobalAveragePool]
[Dense(19)]
[PReLU]
[LayerNorm]
[Dense(5)]
[CrossEntropy]
internal sealed partial class NormalizedTogether;

[Network(3, 12, 12)]
[Conv2D(40, 5)]
[BatchNorm]
[Dropout(0.3f)]
[ReLU]
[Flatten]
[Dropout(0.1f)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class DroppedTogether;
