using Shared;

Console.WriteLine(Training.Run<Xor>());
