using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Generator.Tests.Support;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <content>What a tile is asked for, and the plain loops beside it.</content>
public sealed partial class ContractionTests
{
    /// <summary>The loops over the terms of a sum.</summary>
    private sealed record Terms(Axis Outer, Axis Middle, Axis Inner, Axis Partial, int Rest)
    {
        /// <param name="random">What the loops are drawn from.</param>
        /// <param name="partials">The number of partial sums.</param>
        /// <param name="rest">The terms beyond equal numbers for all partial sums.</param>
        /// <param name="inOrder">Whether the terms lie one behind the other, so that the last one ends the memory.</param>
        public static Terms Draw(Random random, int partials, int rest, bool inOrder)
            => Draw(random, partials, rest, inOrder, isOneLoop: rest > 0, least: 1, width: 1);

        /// <summary>The same for vectors of terms, of which a shorter one may follow: the innermost loop may have no turn.</summary>
        public static Terms DrawFolded(Random random, int partials, int rest, bool inOrder, bool hasLast)
            => Draw(random, partials, rest, inOrder, isOneLoop: rest > 0 || (hasLast && partials > 1), least: 0, width: Lanes.Count);

        // A rest needs loops that come back to the first term.
        private static Terms Draw(Random random, int partials, int rest, bool inOrder, bool isOneLoop, int least, int width)
        {
            Axis partial = new(partials, Distance(width), Distance(width));
            int turns = random.Next(least, 21);
            Axis inner = inOrder ? new(turns, partials * partial.Left, partials * partial.Right) : new(turns, Distance(0), Distance(0));
            return isOneLoop ? new(Axis.One, Axis.One, inner, partial, rest) : new(Loop(), Loop(), inner, partial, rest);

            Axis Loop() => new(random.Next(1, 4), Distance(0), Distance(0));
            int Distance(int shortest) => inOrder ? shortest + random.Next(20) : random.Next(-20, 21);
        }

        /// <summary>The terms in their order: the partial sum that each goes to, its distances from the first one, and whether it is the vector of the last lanes.</summary>
        public IEnumerable<(int Partial, int Left, int Right, bool IsLast)> List(bool hasLast)
        {
            for (int o = 0; o < Outer.Count; o++)
            {
                for (int m = 0; m < Middle.Count; m++)
                {
                    (int left, int right) = ((o * Outer.Left) + (m * Middle.Left), (o * Outer.Right) + (m * Middle.Right));
                    int terms = (Inner.Count * Partial.Count) + Rest + (hasLast ? 1 : 0);
                    for (int t = 0; t < terms; t++)
                    {
                        (int k, int i) = Math.DivRem(t, Partial.Count);
                        yield return (i, left + (k * Inner.Left) + (i * Partial.Left), right + (k * Inner.Right) + (i * Partial.Right), hasLast && t == terms - 1);
                    }
                }
            }
        }
    }

    /// <summary>What a tile is given, and what it should give.</summary>
    private sealed class TileCase(int rows, int columns, Terms terms)
    {
        private readonly Operand _left = new("the left operand"), _right = new("the right operand"), _start = new("the start"), _result = new("the result");
        private readonly Dictionary<int, float> _expected = [];
        private (int Partial, int Left, int Right, bool IsLast)[] _terms = [];

        public Terms Terms => terms;

        // Rows and columns that the tile does not have lie far beyond the pages.
        public int[] Left { get; } = [.. Enumerable.Repeat(1 << 20, 16)];

        public int[] Right { get; } = [.. Enumerable.Repeat(1 << 20, 16)];

        public int[] Result { get; } = [.. Enumerable.Repeat(1 << 20, 16)];

        public SumStart Start { get; init; }

        public SumStore Store { get; init; }

        public bool IsFolded { get; init; }

        public bool IsChannelwise { get; init; }

        public bool SharesTerms { get; init; }

        public bool IsLast { get; init; }

        public int LastLanes { get; init; }

        public Tail LeftTail { get; init; }

        public Tail RightTail { get; init; }

        public Tail ResultTail { get; init; }

        public int Ahead { get; init; }

        public float Scale { get; init; }

        public int Vector { get; init; }

        /// <summary>Draws where rows and columns lie: those of the result side by side in any order, those of the operands anywhere or in order.</summary>
        public void PlaceVectors(Random random, bool inOrder)
        {
            PlaceLeft(random);
            PlaceApart(random, Result, rows, (columns * Lanes.Count) + random.Next(3));
            for (int column = 1; column < columns; column++)
            {
                Right[column] = inOrder ? column * Lanes.Count : random.Next(-50, 50);
            }

            Right[0] = 0;
        }

        /// <summary>The same where the lanes lie along the terms: any row and any column may be the last in memory.</summary>
        public void PlaceFolded(Random random, bool inOrder)
        {
            PlaceApart(random, Left, rows, inOrder ? Lanes.Count : random.Next(50));
            PlaceApart(random, Right, columns, inOrder ? Lanes.Count : random.Next(50));
            PlaceApart(random, Result, rows, columns + random.Next(3));
        }

        /// <summary>The same for pixels, whose columns say where the result lies.</summary>
        public void PlacePixels(Random random)
        {
            PlaceLeft(random);
            if (Store == SumStore.Pixels)
            {
                PlaceApart(random, Right, columns, Lanes.Count + random.Next(3));
                return;
            }

            // Two lines.
            int half = columns / 2;
            for (int column = 0; column < columns; column++)
            {
                Right[column] = (column % half * Lanes.Count) + (column / half * 50);
            }
        }

        /// <summary>Runs the tile and compares.</summary>
        public void Check(Random random, GuardedEnd end)
        {
            _terms = [.. terms.List(hasLast: IsFolded && LastLanes < Lanes.Count)];

            // First what it may read and write, then the values.
            Compute();
            foreach (Operand operand in (Operand[])[_left, _right, _start, _result])
            {
                operand.Allocate(random, end);
            }

            Compute();
            _current = this;
            float[] before = _result.Values.ToArray();
            using (new RunningCase(ToString()))
            {
                Run();
            }

            foreach (Operand operand in (Operand[])[_left, _right, _start, _result])
            {
                operand.AssertUntouched();
            }

            for (int i = 0; i < before.Length; i++)
            {
                float expected = _expected.TryGetValue(_result.First + i, out float value) ? value : before[i];
                float actual = _result.Values[i];
                Assert.True(
                    BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual),
                    string.Create(CultureInfo.InvariantCulture, $"{this}: {expected:r} is expected at {_result.First + i}, not {actual:r}"));
            }

            foreach (Operand operand in (Operand[])[_left, _right, _start, _result])
            {
                operand.Dispose();
            }
        }

        public override string ToString()
            => $"{(IsFolded ? "folded tile" : IsChannelwise ? "tile of channels" : "tile")} of {rows} rows and {columns} columns, start {Start}, store {Store}, tails {LeftTail} {RightTail} {ResultTail} of {LastLanes} lanes (last: {IsLast}), "
            + $"loops {terms.Outer.Count} x {terms.Middle.Count} x {terms.Inner.Count}, partial sums {terms.Partial.Count}, rest {terms.Rest}";

        private void PlaceLeft(Random random)
        {
            for (int row = 0; row < rows; row++)
            {
                Left[row] = SharesTerms ? row * terms.Inner.Left : row == 0 ? 0 : random.Next(-50, 50);
            }
        }

        // Number 0 may lie anywhere among the others.
        private static void PlaceApart(Random random, int[] places, int count, int distance)
        {
            int[] order = [.. Enumerable.Range(0, count)];
            random.Shuffle(order);
            for (int i = 0; i < count; i++)
            {
                places[i] = (order[i] - order[0]) * distance;
            }
        }

        private void Run()
        {
            Type column = Count(columns);
            Type[] types = [typeof(Sums), Count(rows), IsLast ? typeof(Last<>).MakeGenericType(column) : column];
            MethodInfo tile = typeof(Contraction).GetMethod(nameof(Contraction.Tile))!.MakeGenericMethod(types);
            tile.CreateDelegate<Tile>()(default, ref _left.Origin, ref _right.Origin, ref _start.Origin, ref _result.Origin, Vector);
        }

        private static Type Count(int count)
            => typeof(ICount).Assembly.GetType(string.Create(CultureInfo.InvariantCulture, $"{typeof(ICount).Namespace}.N{count}"), throwOnError: true)!;

        private void Compute()
        {
            if (IsFolded)
            {
                ComputeFolded();
            }
            else if (Store == SumStore.Vectors)
            {
                ComputeVectors();
            }
            else
            {
                ComputePixels();
            }
        }

        private void ComputeVectors()
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    for (int lane = 0; lane < Lanes.Count; lane++)
                    {
                        // Lanes that are not stored are read all the same, where only the result ends with the values.
                        float value = Apply(Sum(row, column, lane), Vector + column);
                        if (lane < LastLanes || !IsLastVector(column) || ResultTail != Tail.Exact)
                        {
                            Expect(Result[row] + (column * Lanes.Count) + lane, value);
                        }
                    }
                }
            }
        }

        private void ComputeFolded()
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    float sum = Tree([.. Enumerable.Range(0, Lanes.Count).Select(lane => Sum(row, column, lane))]);
                    Expect(Result[row] + column, Start == SumStart.Columns ? sum + _start[column] : sum);
                }
            }

            // Four values can be read, whatever the columns.
            if (Start == SumStart.Columns && columns > 1)
            {
                _start.Reach(3);
            }
        }

        private void ComputePixels()
        {
            int pixels = Store == SumStore.Pixels ? Lanes.Count : Lanes.Count / 2;
            int vectors = Store == SumStore.Pixels ? columns : columns / 2;
            for (int vector = 0; vector < vectors; vector++)
            {
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    for (int row = 0; row < Lanes.Count; row++)
                    {
                        Expect((Right[vector] * pixels) + (pixel * Lanes.Count) + row, row < rows ? Pixel(row, vector, pixel) : 0f);
                    }
                }
            }

            float Pixel(int row, int vector, int pixel)
                => Store == SumStore.Pixels
                    ? Apply(Sum(row, vector, pixel), 0)
                    : MathF.Max(Below(row, vector, 2 * pixel), Below(row, vector, (2 * pixel) + 1));

            // The larger of a pixel and that of the line below.
            float Below(int row, int vector, int lane)
            {
                (float upper, float lower) = (Sum(row, vector, lane), Sum(row, vector + vectors, lane));
                return Store == SumStore.LargerSums ? Apply(MathF.Max(upper, lower), 0) : MathF.Max(Apply(upper, 0), Apply(lower, 0));
            }
        }

        // A lane of a sum.
        private float Sum(int row, int column, int lane)
        {
            float[] sums = new float[terms.Partial.Count];
            sums[0] = IsFolded ? 0f : Start switch
            {
                SumStart.Columns => Value(_start, column * Lanes.Count, lane, IsLastVector(column), RightTail),
                SumStart.Rows => _start[row],
                SumStart.Result => Value(_result, Result[row] + (column * Lanes.Count), lane, IsLastVector(column), ResultTail),
                _ => 0f,
            };
            foreach ((int partial, int left, int right, bool isLast) in _terms)
            {
                float v = IsChannelwise ? _left[Left[row] + left + lane] : IsFolded ? Value(_left, Left[row] + left, lane, isLast, LeftTail) : _left[Left[row] + left];
                float w = Value(_right, Right[column] + right, lane, isLast || IsLastVector(column), RightTail);
                sums[partial] = MathF.FusedMultiplyAdd(v, w, sums[partial]);
            }

            return sums.Length switch
            {
                1 => sums[0],
                2 => sums[0] + sums[1],
                _ => (sums[0] + sums[1]) + (sums[2] + sums[3]),
            };
        }

        private float Value(Operand operand, int vector, int lane, bool isLast, Tail tail)
        {
            // Padding that a tile along the terms read would be in its sums.
            if (!isLast || lane < LastLanes || (tail == Tail.Whole && !IsFolded))
            {
                return operand[vector + lane];
            }

            if (tail != Tail.Exact)
            {
                operand.Reach(vector + lane);
            }

            return 0f;
        }

        private bool IsLastVector(int column) => IsLast && column == columns - 1;

        private float Apply(float sum, int vector) => MathF.FusedMultiplyAdd(sum, Scale, vector);

        private void Expect(int place, float value)
        {
            _result.Reach(place);
            _expected[place] = value;
        }

        private static float Tree(float[] lanes)
            => lanes.Length == 1 ? lanes[0] : Tree([.. Enumerable.Range(0, lanes.Length / 2).Select(i => lanes[i] + lanes[i + (lanes.Length / 2)])]);
    }
}
