using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>Looks for NaN and infinities.</summary>
internal static class NonFinite
{
    /// <summary>Whether no value is NaN or infinite: one read of the values, two instructions a vector.</summary>
    /// <param name="values">A part of the buffer of a <see cref="ParameterSet"/>, a multiple of 16 long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsAbsent(ReadOnlySpan<float> values)
    {
        // Without its sign, a float that is finite is less than infinity as an integer, too; a NaN is more. The largest of all says it for all.
        ref int bits = ref Unsafe.As<float, int>(ref MemoryMarshal.GetReference(values));
        Vector512<int> magnitude = Vector512.Create(int.MaxValue);
        Vector512<int> a = Vector512<int>.Zero, b = Vector512<int>.Zero, c = Vector512<int>.Zero, d = Vector512<int>.Zero;
        nuint i = 0;
        nuint length = (nuint)values.Length;
        for (; i + 64 <= length; i += 64)
        {
            a = Vector512.Max(a, Vector512.LoadUnsafe(ref bits, i) & magnitude);
            b = Vector512.Max(b, Vector512.LoadUnsafe(ref bits, i + 16) & magnitude);
            c = Vector512.Max(c, Vector512.LoadUnsafe(ref bits, i + 32) & magnitude);
            d = Vector512.Max(d, Vector512.LoadUnsafe(ref bits, i + 48) & magnitude);
        }

        for (; i < length; i += 16)
        {
            a = Vector512.Max(a, Vector512.LoadUnsafe(ref bits, i) & magnitude);
        }

        return Vector512.LessThanAll(Vector512.Max(Vector512.Max(a, b), Vector512.Max(c, d)), Vector512.Create(0x7F800000));
    }

    /// <summary>The first value that is NaN or infinite.</summary>
    /// <returns>Its place, or -1.</returns>
    public static int IndexIn(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first tensor, in declaration order, that holds a value which is NaN or infinite, and the first such value of it.</summary>
    /// <returns>The tensor's name, or <see langword="null"/> for none.</returns>
    public static string? TensorIn(ParameterSet set, out float value)
    {
        for (int i = 0; i < set.Layout.Tensors.Length; i++)
        {
            foreach (float element in set[i])
            {
                if (!float.IsFinite(element))
                {
                    value = element;
                    return set.Layout.Names[i];
                }
            }
        }

        value = 0;
        return null;
    }

    /// <summary>A value as messages have it: <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static string Name(float value) => value.ToString(CultureInfo.InvariantCulture);
}
