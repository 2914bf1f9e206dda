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
[Network(19)]
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
[Network(3, 9, 11)]
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

[Network(3, 7, 6)]
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

// Groups and dilation along a sequence.
[Network(4, 23)]
[Conv1D(34, 3, Dilation = 2, Padding = Padding.Same, Groups = 2)]
[SiLU]
[Conv1D(6, 4, Stride = 3, Bias = false)]
[PReLU]
[Flatten]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class Sequence;

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
