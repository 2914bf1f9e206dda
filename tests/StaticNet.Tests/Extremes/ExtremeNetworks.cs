namespace StaticNet.Tests.Extremes;

// The networks of tests/fixtures/make_extreme_fixtures.py. The biases are what the next layer sees, so that their gradients are those of its inputs.
[Network(1)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class ExtremeSquare;

[Network(1)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class ExtremeSquares;

[Network(1)]
[Dense(1)]
[MeanAbsoluteError]
internal sealed partial class ExtremeAbsolute;

[Network(1)]
[Dense(1)]
[Huber]
internal sealed partial class ExtremeHuber;

[Network(1)]
[Dense(1)]
[BinaryCrossEntropy]
internal sealed partial class ExtremeBinary;

[Network(1)]
[Dense(3)]
[CrossEntropy]
internal sealed partial class ExtremeCross;

[Network(1)]
[Dense(20)]
[CrossEntropy]
internal sealed partial class ExtremeManyCross;

#pragma warning disable STN2007 // The gradient through a softmax that is not part of the loss.
[Network(1)]
[Dense(3)]
[Softmax]
[MeanSquaredError]
internal sealed partial class ExtremeSoftmax;
#pragma warning restore STN2007

[Network(1)]
[Dense(3)]
[LogSoftmax]
[MeanSquaredError]
internal sealed partial class ExtremeLogSoftmax;

[Network(1)]
[Dense(4)]
[LayerNorm]
[MeanSquaredError]
internal sealed partial class ExtremeLayerNorm;

[Network(1)]
[Dense(4)]
[RMSNorm]
[MeanSquaredError]
internal sealed partial class ExtremeRMSNorm;

[Network(1)]
[Dense(4)]
[GroupNorm(2)]
[MeanSquaredError]
internal sealed partial class ExtremeGroupNorm;

[Network(1)]
[BatchNorm]
[MeanSquaredError]
internal sealed partial class ExtremeBatchNorm;

[Network(1, 2, 2)]
[MaxPool2D(2)]
internal sealed partial class ExtremeLargest;

[Network(1, 2, 2)]
[AveragePool2D(2)]
internal sealed partial class ExtremeAverage;

[Network(1, 2, 2)]
[GlobalAveragePool]
internal sealed partial class ExtremeGlobal;

[Network(1, 8, 8)]
[Conv2D(1, 3, Padding = Padding.Same, Bias = false)]
internal sealed partial class ExtremeConvolution;

[Network(32, 8, 8)]
[ReLU]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false)]
internal sealed partial class ExtremeWinograd;

[Network(32, 8, 8, Winograd = false)]
[ReLU]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false)]
internal sealed partial class ExtremeDirect;
