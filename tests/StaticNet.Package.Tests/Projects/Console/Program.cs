using Shared;
using StaticNet;

Console.WriteLine(Training.Run<Xor>());
Console.WriteLine($"{OnnxModel.ToBytes(new Xor(seed: 1)).Length > 0}");
