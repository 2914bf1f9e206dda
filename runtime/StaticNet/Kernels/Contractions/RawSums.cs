using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>A contraction without its function: the sums are stored as they are.</summary>
/// <typeparam name="T">The contraction.</typeparam>
/// <param name="sums">The contraction.</param>
internal readonly ref struct RawSums<T>(T sums) : IContraction
    where T : struct, IContraction, allows ref struct
{
    private readonly T _sums = sums;

    /// <inheritdoc/>
    public static Axis Partial => T.Partial;

    /// <inheritdoc/>
    public static int Partials => T.Partials;

    /// <inheritdoc/>
    public static bool IsChannelwise => T.IsChannelwise;

    /// <inheritdoc/>
    public static bool SharesTerms => T.SharesTerms;

    /// <inheritdoc/>
    public static int Columns => T.Columns;

    /// <inheritdoc/>
    public static int Rest => T.Rest;

    /// <inheritdoc/>
    public static SumStart Start => T.Start;

    /// <inheritdoc/>
    public static SumStore Store => T.Store;

    /// <inheritdoc/>
    public static Tail LeftTail => T.LeftTail;

    /// <inheritdoc/>
    public static Tail RightTail => T.RightTail;

    /// <inheritdoc/>
    public static Tail ResultTail => T.ResultTail;

    /// <inheritdoc/>
    public static int LastLanes => T.LastLanes;

    /// <inheritdoc/>
    public static int Ahead => T.Ahead;

    /// <inheritdoc/>
    public Axis Outer => _sums.Outer;

    /// <inheritdoc/>
    public Axis Middle => _sums.Middle;

    /// <inheritdoc/>
    public Axis Inner => _sums.Inner;

    /// <inheritdoc/>
    public static int Left(int row) => T.Left(row);

    /// <inheritdoc/>
    public static int Right(int column) => T.Right(column);

    /// <inheritdoc/>
    public static int Result(int row) => T.Result(row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Apply(Vector512<float> sum, int vector) => sum;
}
