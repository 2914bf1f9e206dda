using System.Collections.Generic;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;
using static StaticNet.Generator.Ir.KernelArguments;

namespace StaticNet.Generator.Ir;

/// <summary>
/// <c>y_j = f(b_j + sum_k M_kj x_k)</c>: the lanes lie along j, and each <c>x_k</c> is broadcast. The sum over k runs in order, in
/// <paramref name="Partials"/> interleaved partial sums.
/// </summary>
/// <param name="X">The rows of x; their length is the number of M's rows.</param>
/// <param name="Y">The rows of y.</param>
/// <param name="RowStride">The distance in floats of M's rows.</param>
/// <param name="Partials">The number of partial sums: 1, 2 or 4.</param>
/// <param name="HasBias">Whether a bias is added; the first partial sum starts from it.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record BroadcastProduct(Row X, Row Y, int RowStride, int Partials, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Weights(HasBias),
        Argument.Read("x", X),
        Argument.Write("y", Y),
        .. OfFunctions(Functions),
    ];

    public override long MatrixLength => (long)X.Length * RowStride;

    /// <summary>The sums: a row is a sample, a column a vector of y.</summary>
    public Contraction Sums => new(
        EquatableArray.Of(new Axis(X.Length / Partials, Partials, Partials * RowStride)),
        new Order(Partials, 1, RowStride, X.Length % Partials),
        Left: X.Stride,
        Result: Y.Stride,
        Y.Vectors)
    {
        Start = HasBias ? SumStart.Columns : SumStart.Zero,
        ResultTail = Y.IsPadded ? Tail.Whole : Tail.Exact,
        LastLanes = Y.LastLanes,
    };
}

/// <summary>
/// <c>y_i = f(b_i + sum_k M_ik x_k)</c>: the lanes lie along k, and each sum is folded at its end.
/// </summary>
/// <param name="X">The rows of x; M's rows are as long.</param>
/// <param name="Y">The rows of y; their length is the number of M's rows.</param>
/// <param name="RowStride">The distance in floats of M's rows.</param>
/// <param name="Partials">The number of partial sums, over every other vector of k: 1, 2 or 4.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Functions">What is applied to y before it is stored.</param>
internal sealed record DotProduct(Row X, Row Y, int RowStride, int Partials, bool HasBias, EquatableArray<StoreFunction> Functions) : Kernel
{
    public override IEnumerable<Argument> Arguments =>
    [
        .. Weights(HasBias),
        Argument.Read("x", X),
        Argument.Write("y", Y),
        .. OfFunctions(Functions),
    ];

    public override long MatrixLength => (long)Y.Length * RowStride;

    /// <summary>The sums: a row is a sample, a column a value of y.</summary>
    public Contraction Sums
    {
        get
        {
            int vectors = X.IsWhole ? X.Vectors : X.Vectors - 1;
            return new(
                EquatableArray.Of(new Axis(vectors / Partials, Partials * DenseStorage.Lanes, Partials * DenseStorage.Lanes)),
                new Order(Partials, DenseStorage.Lanes, DenseStorage.Lanes, vectors % Partials),
                Left: X.Stride,
                Result: Y.Stride,
                Y.Length)
            {
                IsFolded = true,
                Right = RowStride,
                Start = HasBias ? SumStart.Columns : SumStart.Zero,
                LeftTail = X.IsPadded ? Tail.Masked : Tail.Exact,
                RightTail = Tail.Masked,
                LastLanes = X.LastLanes,
            };
        }
    }
}

/// <summary><c>G_ij += sum over samples of a_i b_j</c>, in the order of the samples: the gradient of a weight matrix.</summary>
/// <param name="A">The rows whose values are broadcast.</param>
/// <param name="B">The rows along which the lanes lie.</param>
/// <param name="RowStride">The distance in floats of G's rows.</param>
internal sealed record OuterProduct(Row A, Row B, int RowStride) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Gradient("gradient"), Argument.Read("a", A), Argument.Read("b", B)];

    public override long MatrixLength => 2L * A.Length * RowStride;

    /// <summary>The sums: a row is a value of a, a column a vector of b, a term a sample.</summary>
    public Contraction Sums => new(EquatableArray.Of(new Axis(new Extent(1, "samples"), A.Stride, B.Stride)), Order.Plain, Left: 1, Result: RowStride, B.Vectors)
    {
        Start = SumStart.Result,
        RightTail = B.IsPadded ? Tail.Masked : Tail.Exact,
        LastLanes = B.LastLanes,
    };
}

/// <summary><c>g_j += sum over samples of dy_j</c>, in the order of the samples: the gradient of a bias.</summary>
/// <param name="Dy">The rows of dy.</param>
internal sealed record RowSum(Row Dy) : Kernel
{
    public override IEnumerable<Argument> Arguments => [Argument.Gradient("gradient"), Argument.Read("dy", Dy)];
}
