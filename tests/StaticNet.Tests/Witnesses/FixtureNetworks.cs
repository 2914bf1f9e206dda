namespace StaticNet.Tests.Witnesses;

// The networks of tests/fixtures/make_network_fixtures.py, declared once more.
[Network(5)]
[Dense(9)]
[ReLU]
[Dense(8)]
[LeakyReLU(0.2f)]
[Dense(7)]
[PReLU(0.25f)]
[Dense(6)]
[ELU(0.7f)]
[Dense(4)]
[Softmax]
[CrossEntropy]
internal sealed partial class FixtureRectifiers;

[Network(6)]
[Dense(9, Bias = false)]
[GELU]
[Dense(8)]
[SiLU]
[Dense(17, Bias = false)]
[Tanh]
[Dense(6)]
[Softplus]
[Dense(5)]
[LogSoftmax]
[CrossEntropy]
internal sealed partial class FixtureSmooth;

[Network(4)]
[Dense(18)]
[HardSigmoid]
[Dense(16)]
[HardSwish]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureHard;

#pragma warning disable STN2011 // That the gradient is zero is what PyTorch is asked about.
[Network(3)]
[Dense(11)]
[Step]
[Dense(2, Bias = false)]
[MeanSquaredError]
internal sealed partial class FixtureStep;
#pragma warning restore STN2011

[Network(20)]
[Dense(3)]
[Sigmoid]
[Dense(1)]
[Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class FixtureSigmoid;

[Network(8)]
[Dense(5)]
[Tanh]
[Dense(6)]
[BinaryCrossEntropy]
internal sealed partial class FixtureBits;

[Network(33)]
[Dense(5)]
[ReLU]
[Dense(19)]
[CrossEntropy]
internal sealed partial class FixtureLogits;

[Network(2)]
[Dense(7)]
[SiLU]
[Dense(2)]
[MeanAbsoluteError]
internal sealed partial class FixtureAbsolute;

[Network(9)]
[Dense(4)]
[ELU]
[Dense(3)]
[PReLU(0.1f)]
[Huber(0.5f)]
internal sealed partial class FixtureHuber;

#pragma warning disable STN2007 // The gradient through a softmax that is not part of the loss.
[Network(5)]
[Dense(4)]
[Tanh]
[Dense(6)]
[Softmax]
[MeanSquaredError]
internal sealed partial class FixtureSoftmax;
#pragma warning restore STN2007

[Network(5)]
[Dense(4)]
[Tanh]
[Dense(6)]
[LogSoftmax]
[MeanSquaredError]
internal sealed partial class FixtureLogSoftmax;

[Network(1, 16, 16)]
[Conv2D(3, 5, Padding = Padding.Same)]
[Tanh]
[AveragePool2D(2)]
[Conv2D(8, 5)]
[Tanh]
[AveragePool2D(2)]
[Flatten]
[Dense(16)]
[Tanh]
[Dense(12)]
[Tanh]
[Dense(10)]
[CrossEntropy]
internal sealed partial class FixtureLeNet;

[Network(2, 8, 8)]
[Conv2D(6, 3, Padding = Padding.Same)]
[ReLU]
[MaxPool2D(2)]
[Conv2D(9, 3, Pad = 1)]
[ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(12)]
[ReLU]
[Dense(10)]
[Softmax]
[CrossEntropy]
internal sealed partial class FixtureRectifiedLeNet;

[Network(2, 9, 8)]
[Conv2D(4, 3, 2, Stride = 2, Pad = 3, Dilation = 2, Bias = false)]
[SiLU]
[MaxPool2D(2, 3, Stride = 1, Pad = 1)]
[Conv2D(6, 3, Padding = Padding.Same, Groups = 2)]
[Tanh]
[AveragePool2D(3, Stride = 2, Pad = 1)]
[DepthwiseConv2D(2, Multiplier = 2)]
[GELU]
[GlobalAveragePool]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureWindows;

[Network(9)]
[Dense(20)]
[LayerNorm]
[ReLU]
[Dense(6)]
[LayerNorm(Epsilon = 0.1f)]
[Tanh]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureLayerNorm;

[Network(2, 6, 5)]
[Conv2D(9, 3)]
[LayerNorm]
[SiLU]
[Flatten]
[LayerNorm]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class FixtureLayerNormOfPixels;

[Network(3, 6, 5)]
[Conv2D(12, 3)]
[GroupNorm(4)]
[ReLU]
[Conv2D(10, 2, Bias = false)]
[GroupNorm(5, Epsilon = 0.1f)]
[SiLU]
[Flatten]
[GroupNorm(2)]
[Dense(6)]
[Tanh]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class FixtureGroupNorm;

[Network(2, 5, 6)]
[Conv2D(5, 3, Padding = Padding.Same)]
[Tanh]
[Dropout(0.3f)]
[Conv2D(20, 2)]
[SiLU]
[Flatten]
[Dropout(0.5f)]
[Dense(9)]
[SiLU]
[Dropout(0.1f)]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureDropout;

[Network(3, 19)]
[Conv1D(6, 3, Padding = Padding.Same, Dilation = 2)]
[ELU]
[Conv1D(8, 4, Stride = 3, Pad = 1, Groups = 2, Bias = false)]
[Tanh]
[MeanAbsoluteError]
internal sealed partial class FixtureSequence;

[Network(2, 8, 7)]
[Conv2D(6, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(20, 2, Stride = 2, Pad = 1)]
[BatchNorm(Epsilon = 0.01f, Momentum = 0.3f)]
[SiLU]
[Flatten]
[Dense(9)]
[BatchNorm]
[ReLU]
[Dense(5)]
[CrossEntropy]
internal sealed partial class FixtureBatchNorm;

[Network(3, 11)]
[BatchNorm]
[Conv1D(17, 3, Padding = Padding.Same)]
[ReLU]
[BatchNorm]
[Tanh]
[Conv1D(4, 3, Bias = false)]
[BatchNorm]
[MeanSquaredError]
internal sealed partial class FixtureBatchNormOfSequence;

[Network(2, 5, 4)]
[Conv2D(18, 2)]
[Mish]
[Flatten]
[Dense(7)]
[Mish]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureMish;

[Network(2, 5, 4)]
[Conv2D(18, 2), ReLU6]
[Conv2D(5, 1), Abs]
[Conv2D(7, 1), Clamp(-0.5f, 0.25f)]
[Flatten]
[Dense(20), Square, Shift(0.1f), Sqrt]
[Dense(7), Square, Shift(0.1f), Log]
[Dense(6), Scale(0.5f), Exp]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureElementwise;

[Network(2, 6, 5)]
[Conv2D(18, 2, Bias = false)]
[InstanceNorm]
[ReLU]
[Conv2D(9, 2, Bias = false)]
[InstanceNorm(Affine = true, Epsilon = 0.1f)]
[Tanh]
[Flatten]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class FixtureInstanceNorm;

[Network(3, 9)]
[InstanceNorm(Affine = true)]
[Conv1D(5, 3, Bias = false)]
[InstanceNorm]
[SiLU]
[Conv1D(2, 2)]
[MeanSquaredError]
internal sealed partial class FixtureInstanceNormOfSequence;

[Network(9)]
[Dense(70)]
[RMSNorm]
[SiLU]
[Dense(6)]
[RMSNorm(Epsilon = 0.1f)]
[Tanh]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class FixtureRMSNorm;

[Network(2, 6, 5)]
[Conv2D(9, 3)]
[RMSNorm]
[SiLU]
[Flatten]
[RMSNorm]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class FixtureRMSNormOfPixels;

[Network(3, 3, 4)]
[ConvTranspose2D(18, 3, 2, Stride = 2, Pad = 1, OutputPadding = 1)]
[Tanh]
[ConvTranspose2D(6, 4, Stride = 2, Pad = 1, Groups = 2, Bias = false)]
[SiLU]
[ConvTranspose2D(2, 2, Dilation = 3, Pad = 2, OutputPadding = 2)]
[ReLU]
[Conv2D(2, 2, Stride = 3)]
[MeanSquaredError]
internal sealed partial class FixtureTransposed;

[Network(18, 4)]
[ConvTranspose1D(17, 4, Stride = 2, Pad = 1)]
[ELU]
[ConvTranspose1D(17, 2, Stride = 3, OutputPadding = 1, Groups = 17)]
[Tanh]
[ConvTranspose1D(1, 3, Dilation = 2)]
[MeanAbsoluteError]
internal sealed partial class FixtureTransposedSequence;

[Network(3, 9, 8)]
[Conv2D(17, 3, Stride = 2, PadBottom = 1, PadRight = 1)]
[SiLU]
[DepthwiseConv2D(3, 2, StrideHeight = 2, DilationWidth = 2, PadTop = 2, PadBottom = 1, PadLeft = 1)]
[Tanh]
[ConvTranspose2D(6, 3, 2, StrideHeight = 2, PadHeight = 1, OutputPaddingHeight = 1)]
[MaxPool2D(3, 2, StrideHeight = 2, StrideWidth = 1, PadHeight = 1, CeilMode = true)]
[AveragePool2D(2, Stride = 2, Pad = 1, CountIncludePad = false, CeilMode = true)]
[Conv2D(2, 2)]
[MeanSquaredError]
internal sealed partial class FixtureUneven;

[Network(3, 19)]
[Conv1D(6, 3, PadLeft = 2)]
[ELU]
[MaxPool1D(3, Stride = 2, Pad = 1, CeilMode = true)]
[Conv1D(8, 2)]
[SiLU]
[AveragePool1D(3, Pad = 1, CeilMode = true)]
[MeanSquaredError]
internal sealed partial class FixtureUnevenSequence;
