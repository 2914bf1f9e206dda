using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Shared;

Console.WriteLine(Training.Run<Xor>());
Console.WriteLine($"fused multiply-add: {Fma.IsSupported || AdvSimd.IsSupported}");
