namespace StaticNet.Fuzz.Threads;

// Each costs enough that a call of some tens of samples is shared among threads, and little enough that it is done in a millisecond.

/// <summary>Nothing in it ties samples together.</summary>
[Network(2, 8, 8)]
[Conv2D(16, 3, Padding = Padding.Same)]
[Tanh]
[Conv2D(8, 3)]
[ReLU]
[ConvTranspose2D(8, 3)]
[ReLU]
[Flatten]
[Dense(5)]
[CrossEntropy]
internal sealed partial class IndependentNetwork;

/// <summary>Batch norms, before which all threads of a gradient wait for each other.</summary>
[Network(2, 8, 8)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[ConvTranspose2D(8, 2, Stride = 2, Bias = false)]
[BatchNorm]
[ReLU]
[GlobalAveragePool]
[Dense(5)]
[CrossEntropy]
internal sealed partial class NormalizedNetwork;

/// <summary>Dropout, whose steps count.</summary>
[Network(2, 8, 8)]
[Conv2D(16, 3, Padding = Padding.Same)]
[ReLU]
[Dropout(0.3f)]
[Conv2D(8, 3)]
[ReLU]
[GlobalAveragePool]
[Dense(5)]
[CrossEntropy]
internal sealed partial class DroppedNetwork;

/// <summary>Too small to be shared: it goes on beside the others.</summary>
[Network(4)]
[Dense(8)]
[Tanh]
[Dense(3)]
[CrossEntropy]
internal sealed partial class SmallNetwork;
