using StaticNet;

[Network(2)]
[Dense(4)] [Tanh]
[Dense(1)] [Sigmoid]
[BinaryCrossEntropy]
public sealed partial class Xor;
