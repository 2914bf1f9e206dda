using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Generator.Tests.Support;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <content>The memory of an operand, and the sums with the constants of the case that is tried.</content>
public sealed partial class ContractionTests
{
    /// <summary>
    /// The memory of an operand. While there is none, it remembers what is read; then there is exactly so much, with values where they are needed and NaN
    /// elsewhere.
    /// </summary>
    private sealed class Operand(string name) : IDisposable
    {
        private readonly HashSet<int> _needed = [];
        private int _last = int.MinValue;
        private GuardedMemory<float>? _memory;

        /// <summary>The first place, relative to the first term of row or column 0.</summary>
        public int First { get; private set; } = int.MaxValue;

        public Span<float> Values => _memory!.Span;

        /// <summary>The first term of row or column 0, or null where nothing may be read.</summary>
        public ref float Origin => ref Values.IsEmpty ? ref Unsafe.NullRef<float>() : ref Unsafe.Subtract(ref MemoryMarshal.GetReference(Values), First);

        public float this[int place]
        {
            get
            {
                if (_memory is not null)
                {
                    return Values[place - First];
                }

                _needed.Add(place);
                Reach(place);
                return 0f;
            }
        }

        /// <summary>A place that may be read or written, whatever is there.</summary>
        public void Reach(int place)
        {
            if (_memory is null)
            {
                (First, _last) = (Math.Min(First, place), Math.Max(_last, place));
            }
        }

        public void Allocate(Random random, GuardedEnd end)
        {
            _memory = new GuardedMemory<float>(First > _last ? 0 : _last - First + 1, end);
            Values.Fill(float.NaN);
            foreach (int place in _needed)
            {
                Values[place - First] = (float)((random.NextDouble() * 2) - 1);
            }
        }

        public void AssertUntouched() => _memory!.AssertUntouched(name);

        public void Dispose() => _memory?.Dispose();
    }

    // What the constants of a contraction are read from, so that one compiled tile serves all cases.
    private static TileCase _current = null!;

    private delegate void Tile(Sums sums, ref float left, ref float right, ref float start, ref float result, int vector);

    private readonly struct Sums : IContraction
    {
        public Axis Outer => _current.Terms.Outer;

        public Axis Middle => _current.Terms.Middle;

        public Axis Inner => _current.Terms.Inner;

        public static int Partials => _current.Terms.Partial.Count;

        public static Axis Partial => _current.Terms.Partial;

        public static bool IsFolded => _current.IsFolded;

        public static bool IsChannelwise => _current.IsChannelwise;

        public static bool SharesTerms => _current.SharesTerms;

        public static int Columns => throw new NotSupportedException("A tile asks for its own columns only.");

        public static int Rest => _current.Terms.Rest;

        public static SumStart Start => _current.Start;

        public static SumStore Store => _current.Store;

        public static Tail LeftTail => _current.LeftTail;

        public static Tail RightTail => _current.RightTail;

        public static Tail ResultTail => _current.ResultTail;

        public static int LastLanes => _current.LastLanes;

        public static int Ahead => _current.Ahead;

        public static int Left(int row) => _current.Left[row];

        public static int Right(int column) => _current.Right[column];

        public static int Result(int row) => _current.Result[row];

        public static bool HasFunction => true;

        public Vector512<float> Apply(Vector512<float> sum, int vector)
            => Vector512.FusedMultiplyAdd(sum, Vector512.Create(_current.Scale), Vector512.Create((float)vector));
    }
}
