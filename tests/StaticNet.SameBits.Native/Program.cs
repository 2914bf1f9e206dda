using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Tests.Networks;

// Computes all hashes, and names those that are not the committed ones.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int failed = 0;
Parallel.ForEach(SameBits.All, bits =>
{
    ulong hash = bits.Compute();
    if (hash != bits.Expected)
    {
        Interlocked.Increment(ref failed);
        Console.WriteLine($"{bits.Network}: expected 0x{bits.Expected:x16}, got 0x{hash:x16}");
    }
});

int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, vectors of {width} bits: {SameBits.All.Count - failed} networks have the committed bits, {failed} have not");
return failed == 0 ? 0 : 1;
