using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Generator.Tests.Support;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>The loops over the tiles of a result leave out no row and no column, compute none twice, and stay within the operands, which end at a page.</summary>
public sealed class ContractionLoopsTests
{
    private const int Terms = 3;

    // What the constants of the contraction are read from, so that one compiled tile serves all cases.
    private static Case _current = null!;

    private delegate int Loops(Sums sums, ref float left, ref float right, ref float start, ref float result, int rows, int first);

    private delegate void LineLoops(Sums sums, ref float left, ref float right, ref float start, ref float result, EachStep lines, int rows);

    /// <summary>The method, the rows and columns of a tile, and the columns of the whole result.</summary>
    public static TheoryData<string, int, int, int> Tilings
    {
        get
        {
            var tilings = new TheoryData<string, int, int, int>();
            foreach (string method in (string[])[nameof(Contraction.Rows), nameof(Contraction.Columns)])
            {
                foreach ((int rows, int columns) in ((int, int)[])[(1, 1), (3, 1), (4, 2), (2, 3), (4, 3), (3, 4), (1, 8)])
                {
                    for (int all = columns; all <= 13; all++)
                    {
                        tilings.Add(method, rows, columns, all);
                    }
                }
            }

            return tilings;
        }
    }

    [Theory]
    [MemberData(nameof(Tilings))]
    public void Vectors(string method, int rows, int columns, int all)
    {
        foreach (Tail tail in Enum.GetValues<Tail>())
        {
            foreach (int lanes in (int[])[1, 5, Lanes.Count])
            {
                Check(method, rows, columns, new Case(all, IsFolded: false, tail, lanes), SumStart.Columns);
                Check(method, rows, columns, new Case(all, IsFolded: false, tail, lanes), SumStart.Result);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tilings))]
    public void Channels(string method, int rows, int columns, int all)
    {
        if (columns == 1)
        {
            Check(method, rows, columns, new Case(all, IsFolded: false, Tail.Whole, Lanes.Count) { IsChannelwise = true }, SumStart.Columns);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 4)]
    [InlineData(4, 3, 1)]
    [InlineData(7, 2, 2)]
    [InlineData(7, 7, 3)]
    [InlineData(16, 5, 2)]
    public void Lines_of_channels(int width, int rows, int columns)
    {
        const int Lines = 3;
        _current = new Case(columns, IsFolded: false, Tail.Whole, Lanes.Count) { IsChannelwise = true, Start = SumStart.Columns };
        int values = _current.Width;
        int leftLine = (width * Terms * values) + 5;
        int resultLine = (width * values) + 9;
        using var left = new GuardedMemory<float>(((Lines - 1) * leftLine) + (width * Terms * values), GuardedEnd.End);
        using var right = new GuardedMemory<float>(Terms * values, GuardedEnd.End);
        using var bias = new GuardedMemory<float>(values, GuardedEnd.End);
        using var result = new GuardedMemory<float>(((Lines - 1) * resultLine) + (width * values), GuardedEnd.End);
        Fill(left.Span, 7);
        Fill(right.Span, 5);
        Fill(bias.Span, 3);
        Fill(result.Span, 2);
        float[] expected = result.Span.ToArray();
        for (int line = 0; line < Lines; line++)
        {
            for (int row = 0; row < width; row++)
            {
                for (int i = 0; i < values; i++)
                {
                    float sum = bias.Span[i];
                    for (int t = 0; t < Terms; t++)
                    {
                        sum += left.Span[(line * leftLine) + (((row * Terms) + t) * values) + i] * right.Span[(t * values) + i];
                    }

                    expected[(line * resultLine) + (row * values) + i] = sum;
                }
            }
        }

        Type[] types = [typeof(Sums), Count(rows), Count(width % rows)];
        typeof(Contraction).GetMethod(nameof(Contraction.ChannelLines))!.MakeGenericMethod(types).CreateDelegate<LineLoops>()(
            default,
            ref MemoryMarshal.GetReference(left.Span),
            ref MemoryMarshal.GetReference(right.Span),
            ref MemoryMarshal.GetReference(bias.Span),
            ref MemoryMarshal.GetReference(result.Span),
            new EachStep(Lines, leftLine, 0, resultLine),
            width);
        Assert.Equal(expected, result.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Tilings))]
    public void Sums_of_lanes(string method, int rows, int columns, int all)
    {
        if (columns <= 4)
        {
            Check(method, rows, columns, new Case(all, IsFolded: true, Tail.Whole, Lanes.Count), SumStart.Zero);
        }
    }

    // All sums are of small whole numbers, and exact in any order.
    private static void Check(string method, int rows, int columns, Case sums, SumStart start)
    {
        _current = sums with { Start = start };
        int width = sums.Width;
        foreach (int count in (int[])[0, 1, rows, rows + 1, (3 * rows) + 2])
        {
            int first = count / 3;
            int terms = sums.IsFolded ? Terms * Lanes.Count : Terms;
            using var left = new GuardedMemory<float>(count * terms * sums.TermWidth, GuardedEnd.End);
            using var right = new GuardedMemory<float>(sums.IsFolded ? sums.Columns * terms : ((Terms - 1) * sums.RowStride) + width, GuardedEnd.End);
            using var bias = new GuardedMemory<float>(width, GuardedEnd.End);
            using var result = new GuardedMemory<float>(count == 0 ? 0 : ((count - 1) * sums.ResultStride) + width, GuardedEnd.End);
            Fill(left.Span, 7);
            Fill(right.Span, 5);
            Fill(bias.Span, 3);
            Fill(result.Span, 2);
            float[] expected = result.Span.ToArray();
            int whole = first + ((count - first) / rows * rows);
            for (int row = first; row < whole; row++)
            {
                for (int i = 0; i < sums.Values; i++)
                {
                    int at = (row * sums.ResultStride) + i;
                    expected[at] = start switch { SumStart.Columns => bias.Span[i], SumStart.Result => expected[at], _ => 0f };
                    for (int t = 0; t < terms; t++)
                    {
                        expected[at] += left.Span[sums.IsChannelwise ? (((row * terms) + t) * width) + i : (row * terms) + t] * right.Span[sums.IsFolded ? (i * terms) + t : (t * sums.RowStride) + i];
                    }
                }
            }

            int done = Method(method, rows, columns, sums.Columns)(
                default,
                ref MemoryMarshal.GetReference(left.Span),
                ref MemoryMarshal.GetReference(right.Span),
                ref MemoryMarshal.GetReference(bias.Span),
                ref MemoryMarshal.GetReference(result.Span),
                count,
                first);
            string what = $"{method} of {rows} x {columns} tiles, {count} rows from {first} on, {sums}, start {start}";
            Assert.True(whole == done, $"{what}: {whole} rows are whole tiles, not {done}");
            for (int row = 0; row < count; row++)
            {
                for (int i = 0; i < sums.Values; i++)
                {
                    int at = (row * sums.ResultStride) + i;
                    Assert.True(expected[at] == result.Span[at], $"{what}: {expected[at]} is expected in row {row} at {i}, not {result.Span[at]}");
                }
            }
        }
    }

    private static void Fill(Span<float> values, int modulus)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (i % modulus) - 2;
        }
    }

    // As Tiling.Rest of the generator has it.
    private static Loops Method(string method, int rows, int columns, int all)
    {
        int rest = all % columns == 0 ? columns : all % columns == 1 && columns == 3 && all > columns ? 2 : all % columns;
        Type[] types = [typeof(Sums), Count(rows), Count(columns), Count(rest)];
        return typeof(Contraction).GetMethod(method)!.MakeGenericMethod(types).CreateDelegate<Loops>();
    }

    private static Type Count(int count)
        => typeof(ICount).Assembly.GetType(string.Create(CultureInfo.InvariantCulture, $"{typeof(ICount).Namespace}.N{count}"), throwOnError: true)!;

    /// <summary>The whole result: its columns, and how its last vector is read and stored.</summary>
    private sealed record Case(int Columns, bool IsFolded, Tail Tail, int LastLanes)
    {
        public SumStart Start { get; init; }

        public bool IsChannelwise { get; init; }

        /// <summary>The values of a term of a row of the left operand.</summary>
        public int TermWidth => IsChannelwise ? Width : 1;

        /// <summary>The results of a row.</summary>
        public int Values => IsFolded ? Columns : ((Columns - 1) * Lanes.Count) + LastLanes;

        /// <summary>What may be read and written of a row.</summary>
        public int Width => IsFolded ? Columns : Tail == Tail.Exact ? Values : Columns * Lanes.Count;

        public int RowStride => Width;

        public int ResultStride => Width;
    }

    private readonly struct Sums : IContraction
    {
        public Axis Outer => Axis.One;

        public Axis Middle => Axis.One;

        public Axis Inner => _current.IsFolded ? new(Terms, Lanes.Count, Lanes.Count) : new(Terms, _current.TermWidth, _current.RowStride);

        public static int Columns => _current.Columns;

        public static bool IsFolded => _current.IsFolded;

        public static bool IsChannelwise => _current.IsChannelwise;

        public static SumStart Start => _current.Start;

        public static Tail RightTail => _current.Tail;

        public static Tail ResultTail => _current.Tail;

        public static int LastLanes => _current.LastLanes;

        public static int Left(int row) => row * (_current.IsFolded ? Terms * Lanes.Count : Terms * _current.TermWidth);

        public static int Right(int column) => column * (_current.IsFolded ? Terms * Lanes.Count : Lanes.Count);

        public static int Result(int row) => row * _current.ResultStride;

        public Vector512<float> Apply(Vector512<float> sum, int vector) => sum;
    }
}
