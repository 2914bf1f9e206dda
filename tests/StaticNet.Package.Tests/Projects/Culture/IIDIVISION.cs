using StaticNet;

namespace Culture;

// Letters, signs and numbers that cultures write differently: i and I, the minus, the decimal point.
[Network(1, 9, 9, Winograd = false)]
[Conv2D(3, 3, Name = "iI", Padding = Padding.Same)] [LeakyReLU(-0.25f)]
[BatchNorm(Epsilon = 1e-7f)] [ELU(1.5f)]
[Repeat<Initial>(2)]
[GlobalAveragePool]
[Dense(1234)] [Softplus] [Dropout(0.125f)]
[Dense(2)]
[Huber(0.75f)]
public sealed partial class IIDIVISION;

[Block]
[DepthwiseConv2D(3, Padding = Padding.Same)] [PReLU(0.1f)]
public abstract class Initial;
