using StaticNet;

namespace Library;

[Network(2)]
[Dense(4)] [Tanh]
[Dense(1)] [Sigmoid]
[BinaryCrossEntropy]
public sealed partial class Net;
