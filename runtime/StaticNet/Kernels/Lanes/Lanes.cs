using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNet.Kernels;

/// <summary>
/// The operations of generated code on the 16 lanes of a vector besides arithmetic: partial loads and stores, broadcasts, and sums
/// across lanes in one fixed order. Counts are constants at every call, so the branches vanish when a caller inlines them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    /// <summary>The number of lanes.</summary>
    public const int Count = 16;

    /// <summary>0, 1, ..., 15.</summary>
    public static Vector512<float> Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f);
    }

    /// <summary>Reads only <paramref name="count"/> values; the other lanes are zero.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="count">From 0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float source, int count) => count switch
    {
        >= 16 => Vector512.LoadUnsafe(ref source),
        >= 8 => Join(Vector256.LoadUnsafe(ref source), LoadUpTo8(ref Unsafe.Add(ref source, 8), count - 8)),
        _ => LoadUpTo8(ref source, count).ToVector512(),
    };

    /// <summary>The lanes of two halves.</summary>
    /// <param name="lower">Lanes 0 to 7.</param>
    /// <param name="upper">Lanes 8 to 15.</param>
    /// <remarks>As <c>Vector512.Create</c>, whose overloads for every type of element take the JIT 3 ms to tell apart in a fresh process.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Join(Vector256<float> lower, Vector256<float> upper) => lower.ToVector512Unsafe().WithUpper(upper);

    /// <summary>A vector that starts with four lanes; the others may hold anything.</summary>
    /// <param name="first">Lanes 0 to 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Join(Vector128<float> first) => first.ToVector256Unsafe().ToVector512Unsafe();

    /// <summary>A vector that starts with eight lanes; the others may hold anything.</summary>
    /// <param name="first">Lanes 0 to 3.</param>
    /// <param name="second">Lanes 4 to 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Join(Vector128<float> first, Vector128<float> second)
        => first.ToVector256Unsafe().WithUpper(second).ToVector512Unsafe();

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing after them.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="destination">Where lane 0 goes.</param>
    /// <param name="count">From 0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float destination, int count)
    {
        if (count >= 16)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (count >= 8)
        {
            value.GetLower().StoreUnsafe(ref destination);
            StoreUpTo8(value.GetUpper(), ref Unsafe.Add(ref destination, 8), count - 8);
        }
        else
        {
            StoreUpTo8(value.GetLower(), ref destination, count);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of 4 lanes and nothing after them.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="destination">Where lane 0 goes.</param>
    /// <param name="count">From 0 to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, ref float destination, int count)
    {
        switch (count)
        {
            case >= 4:
                value.StoreUnsafe(ref destination);
                break;
            case 3:
                StorePair(value, ref destination);
                Unsafe.Add(ref destination, 2) = value.GetElement(2);
                break;
            case 2:
                StorePair(value, ref destination);
                break;
            case 1:
                destination = value.ToScalar();
                break;
        }
    }

    /// <summary>The first <paramref name="count"/> lanes, and <paramref name="rest"/> in the others.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="count">From 0 to 16.</param>
    /// <param name="rest">What the other lanes hold.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> First(Vector512<float> value, int count, float rest = 0f)
        => Vector512.ConditionalSelect(Vector512.LessThan(Indices, Vector512.Create((float)count)), value, Vector512.Create(rest));

    /// <summary>Writes zeros.</summary>
    /// <param name="destination">The first value.</param>
    /// <param name="count">How many.</param>
    public static void Clear(ref float destination, int count) => MemoryMarshal.CreateSpan(ref destination, count).Clear();

    /// <summary>One lane of a vector in every lane.</summary>
    /// <remarks>
    /// From memory: this takes one load, while a shuffle of registers would load its order and occupy one of the two units that
    /// multiply. The vector is stored once for all of its lanes.
    /// </remarks>
    /// <param name="value">The lanes.</param>
    /// <param name="lane">From 0 to 15, a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(ref Vector512<float> value, int lane)
        => Vector512.Create(Unsafe.Add(ref Unsafe.As<Vector512<float>, float>(ref value), lane));

    /// <summary>Fetches the cache line of a float into the second-level cache. A hint: any address is allowed, and some machines ignore it.</summary>
    /// <param name="source">The float that will be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float source)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref source));
        }
    }

    /// <summary>
    /// Adds a term to a sum of many, lane by lane, and the rounding error to the next term (Kahan): the sum of any number of terms is
    /// as accurate as that of a few.
    /// </summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="term">What is added.</param>
    /// <param name="excess">The amount by which the sum so far is too large; initially zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> term, ref Vector512<float> excess)
    {
        Vector512<float> exact = term - excess;
        Vector512<float> next = sum + exact;
        excess = next - sum - exact;
        return next;
    }

    /// <summary>
    /// The sum of all lanes in the order of a tree: lane i with i + 8, then i + 4, i + 2, i + 1. Every sum across lanes in generated
    /// code has this order, so that it has the same bits at every vector width.
    /// </summary>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fold(Vector512<float> value)
    {
        Vector128<float> quarter = Quarter(value);
        Vector128<float> half = quarter + Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return half.ToScalar() + half.GetElement(1);
    }

    /// <summary>The four sums of four vectors, each in the order of <see cref="Fold(Vector512{float})"/>.</summary>
    /// <param name="a">The lanes of the first sum.</param>
    /// <param name="b">The lanes of the second sum.</param>
    /// <param name="c">The lanes of the third sum.</param>
    /// <param name="d">The lanes of the fourth sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        if (Avx512F.IsSupported)
        {
            return FoldHalves(Halves(a, b), Halves(c, d));
        }

        Vector128<float> ab = Halve(Quarter(a), Quarter(b));
        Vector128<float> cd = Halve(Quarter(c), Quarter(d));
        if (Sse.IsSupported)
        {
            return Sse.Shuffle(ab, cd, 0b10_00_10_00) + Sse.Shuffle(ab, cd, 0b11_01_11_01);
        }

        return Vector128.Create(ab[0], ab[2], cd[0], cd[2]) + Vector128.Create(ab[1], ab[3], cd[1], cd[3]);
    }

    /// <summary>
    /// The larger values, and NaN where either is, in two instructions where there are instructions for it; the operation of the standard,
    /// which also tells zeros apart, takes three that wait for each other. Of two zeros the second.
    /// </summary>
    /// <param name="a">The first values.</param>
    /// <param name="b">The second values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Larger(Vector512<float> a, Vector512<float> b)
        => Avx512F.IsSupported
            ? Avx512F.Fixup(Avx512F.Max(a, b), a, Vector512.Create(KeepNaN), 0)
            : Join(Larger(a.GetLower(), b.GetLower()), Larger(a.GetUpper(), b.GetUpper()));

    /// <summary>The same for eight values.</summary>
    /// <param name="a">The first values.</param>
    /// <param name="b">The second values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Larger(Vector256<float> a, Vector256<float> b)
        => Vector256.ConditionalSelect(
            Vector256.Equals(a, a),
            Avx.IsSupported ? Avx.Max(a, b) : Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b),
            a);

    // A quiet or signalling NaN replaces the result; any other value leaves it unchanged.
    private const int KeepNaN = 0x11;

    /// <summary>The largest lane. If a lane is NaN, or for two zeros, the result depends on the machine.</summary>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldMax(Vector512<float> value)
    {
        Vector256<float> eight = Vector256.MaxNative(value.GetLower(), value.GetUpper());
        Vector128<float> four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarter(Vector512<float> value)
    {
        Vector256<float> half = value.GetLower() + value.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    /// <summary>The three sums of three vectors, each in the order of <see cref="Fold(Vector512{float})"/>; the last lane may hold anything.</summary>
    /// <param name="a">The lanes of the first sum.</param>
    /// <param name="b">The lanes of the second sum.</param>
    /// <param name="c">The lanes of the third sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector512<float> a, Vector512<float> b, Vector512<float> c)
        => Avx512F.IsSupported ? FoldHalves(Halves(a, b), c + Avx512F.Shuffle4x128(c, c, 0b01_00_11_10)) : Fold(a, b, c, c);

    /// <summary>The two sums of two vectors, each in the order of <see cref="Fold(Vector512{float})"/>; the other lanes may hold anything.</summary>
    /// <param name="a">The lanes of the first sum.</param>
    /// <param name="b">The lanes of the second sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector512<float> a, Vector512<float> b)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> halves = Halves(a, b);
            return FoldHalves(halves, halves);
        }

        return Fold(a, b, b, b);
    }

    // The sums of the halves of a, and of those of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(Vector512<float> a, Vector512<float> b)
        => Join(a.GetLower(), b.GetLower()) + Avx512F.Shuffle4x128(a, b, 0b11_10_11_10);

    // The rest of the tree with the four sums side by side: 14 instructions in all, in place of 25.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FoldHalves(Vector512<float> ab, Vector512<float> cd)
    {
        Vector512<float> quarters = Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01);
        Vector512<float> pairs = quarters + Avx512F.Permute4x32(quarters, 0b01_00_11_10);
        Vector512<float> sums = pairs + Avx512F.Permute4x32(pairs, 0b10_11_00_01);
        return Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12)).GetLower().GetLower();
    }

    // (a0 + a2, a1 + a3, b0 + b2, b1 + b3)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Halve(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported
            ? Sse.MoveLowToHigh(a, b) + Sse.MoveHighToLow(b, a)
            : Vector128.Create(a.GetLower(), b.GetLower()) + Vector128.Create(a.GetUpper(), b.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadUpTo8(ref float source, int count) => count switch
    {
        >= 8 => Vector256.LoadUnsafe(ref source),
        >= 4 => Vector256.Create(Vector128.LoadUnsafe(ref source), LoadUpTo4(ref Unsafe.Add(ref source, 4), count - 4)),
        _ => Vector256.Create(LoadUpTo4(ref source, count), Vector128<float>.Zero),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadUpTo4(ref float source, int count) => count switch
    {
        >= 4 => Vector128.LoadUnsafe(ref source),
        3 => Vector128.Create(source, Unsafe.Add(ref source, 1), Unsafe.Add(ref source, 2), 0f),
        2 => Vector128.Create(source, Unsafe.Add(ref source, 1), 0f, 0f),
        1 => Vector128.CreateScalar(source),
        _ => Vector128<float>.Zero,
    };

    // As one number: the runtime itself uses vectors of these, while Vector64 would be loaded for this alone, in 1.5 ms of a fresh process.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector128<float> value, ref float destination)
        => Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref destination), value.AsUInt64().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpTo8(Vector256<float> value, ref float destination, int count)
    {
        if (count >= 8)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (count >= 4)
        {
            value.GetLower().StoreUnsafe(ref destination);
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }
}
