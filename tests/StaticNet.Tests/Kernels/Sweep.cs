using System.Runtime.Intrinsics;

namespace StaticNet.Tests.Kernels;

/// <summary>A fixed set of inputs that visits every magnitude, and the hash of what a function makes of them.</summary>
internal static class Sweep
{
    /// <summary>Special values, a ladder through where activations live, and every Nth float.</summary>
    public static IEnumerable<float> Values(int count)
    {
        float[] special =
        [
            0f, -0f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, -1.17549435e-38f, float.MaxValue, float.MinValue,
            float.PositiveInfinity, float.NegativeInfinity, float.NaN, 3f, -3f, 1f, -1f, 88.7228317f, -87.3365402f,
        ];
        foreach (float value in special)
        {
            yield return value;
        }

        for (int i = 0; i < count / 2; i++)
        {
            yield return -20f + (40f * i / (count / 2));
        }

        for (int i = 0; i < count / 2; i++)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)i * (uint.MaxValue / ((uint)count / 2)));
        }
    }

    /// <summary>FNV-1a of the bits of all outputs. Every NaN counts as the same one: its sign and payload are the machine's.</summary>
    public static ulong Hash(Func<Vector512<float>, Vector512<float>> function)
    {
        ulong hash = 14695981039346656037;
        Span<float> lanes = stackalloc float[Vector512<float>.Count];
        foreach (float[] chunk in Values(4000).Chunk(Vector512<float>.Count))
        {
            chunk.CopyTo(lanes);
            Vector512<float> y = function(Vector512.Create<float>(lanes));
            for (int lane = 0; lane < Vector512<float>.Count; lane++)
            {
                float value = y[lane];
                hash = (hash ^ (float.IsNaN(value) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(value))) * 1099511628211;
            }
        }

        return hash;
    }
}
