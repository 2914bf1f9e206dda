using Library;
using Shared;
using StaticNet;

Console.WriteLine(Training.Run<Net>());
Console.WriteLine(Training.Run<Own>());
Console.WriteLine($"{new Net(seed: 1).Dense1.Weight.Lengths[0]} units");

[Network(2)] [Dense(4)] [Tanh] [Dense(1)] [Sigmoid] [BinaryCrossEntropy]
internal sealed partial class Own;
