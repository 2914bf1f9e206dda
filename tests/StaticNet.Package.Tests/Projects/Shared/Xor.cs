using StaticNet;

namespace Shared;

/// <summary>The network of the README.</summary>
[Network(2)]
[Dense(4), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public sealed partial class Xor;
