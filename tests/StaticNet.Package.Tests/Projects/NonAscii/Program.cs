using Größe.日本.شبكة;
using Shared;
using StaticNet;

Console.WriteLine(Training.Run<Сеть>());
Console.WriteLine($"{new Сеть(seed: 1).ÉtatCaché.Bias.Lengths[0]} units");

namespace Größe.日本.شبكة
{
    [Network(2)]
    [Dense(4, Name = "étatCaché")] [Tanh]
    [Dense(1)] [Sigmoid]
    [BinaryCrossEntropy]
    public sealed partial class Сеть;
}
