namespace StaticNet.Tests.Networks;

// Kernels of more positions than are written out in the gradient of their weights, in tiles that come out even and not.
[Network(2, 300)]
[Conv1D(3, 150)]
[Tanh]
[Conv1D(19, 91, Dilation = 1)]
[Tanh]
[Flatten]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class LongKernels;

[Network(1, 9, 301)]
[Conv2D(5, 2, 137, Stride = 3)]
[Tanh]
[Flatten]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class WideKernels;

[Network(1, 300, 4)]
[Conv2D(4, 141, 2, Pad = 1)]
[Tanh]
[Flatten]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class TallKernels;
