using System;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>What part of the network's input one value sees; of a network with several, of one of them.</summary>
/// <param name="Input">The shape of the input.</param>
/// <param name="Reaches">How far the last element that it sees is from the first, along each dimension of the network's input.</param>
/// <param name="Jumps">How far what neighbouring values see is apart, along each dimension: a fraction behind a transposed convolution.</param>
internal sealed record ReceptiveField(Shape Input, EquatableArray<double> Reaches, EquatableArray<double> Jumps)
{
    // Thirds do not add up to whole numbers exactly.
    private const double Rounding = 1e-6;

    /// <summary>How many elements it sees at most, along each dimension of the network's input.</summary>
    public EquatableArray<int> Extents => Reaches.Select(static reach => 1 + (int)(reach + Rounding)).ToEquatableArray();

    /// <summary>Of a value of the input itself.</summary>
    public static ReceptiveField Of(Shape input) => new(
        input,
        input.Dimensions.Select(static _ => 0.0).ToEquatableArray(),
        input.Dimensions.Select(static _ => 1.0).ToEquatableArray());

    /// <summary>Of a value that sees everything.</summary>
    public ReceptiveField Whole() => this with { Reaches = Input.Dimensions.Select(static all => all - 1.0).ToEquatableArray(), Jumps = Of(Input).Jumps };

    /// <summary>Of a value that two others make, of which it sees what the one with the wider view sees. Of inputs of different shapes, the larger one counts.</summary>
    public ReceptiveField Or(ReceptiveField other) => !Input.Equals(other.Input) ? (other.Input.Length > Input.Length ? other : this) : new(
        Input,
        Reaches.Zip(other.Reaches, Math.Max).ToEquatableArray(),
        Jumps.Zip(other.Jumps, Math.Max).ToEquatableArray());

    /// <summary>
    /// Of a value that a window sees: <c>reach + (kernel - 1) dilation jump</c>, and jumps stride times as far. No value sees beyond the
    /// input. Of the channels, a window over n of them sees n times as many: exactly, but for layers of several groups behind one another,
    /// where it may be less.
    /// </summary>
    public ReceptiveField Through(ConvGeometry window, int channels) => Through(window, channels, isTransposed: false);

    /// <summary>
    /// Of a value of a transposed convolution, whose window moves over the outputs: neighbours among them are a stride-th of a jump apart, so that it is
    /// <c>reach + (kernel - 1) dilation jump / stride</c>.
    /// </summary>
    public ReceptiveField ThroughTransposed(ConvGeometry window, int channels) => Through(window, channels, isTransposed: true);

    private ReceptiveField Through(ConvGeometry window, int channels, bool isTransposed)
    {
        int[] kernel = [channels, window.KernelHeight, window.KernelWidth];
        int[] dilation = [1, window.DilationHeight, window.DilationWidth];
        int[] stride = [1, window.StrideHeight, window.StrideWidth];

        // A sequence has no rows: its length is the width.
        int Direction(int dimension) => dimension > 0 && Input.Rank == 2 ? 2 : dimension;

        // From one of the window's elements to the next.
        double Apart(int dimension)
            => dimension == 0 ? Extents[0] : isTransposed ? Jumps[dimension] / stride[Direction(dimension)] : Jumps[dimension];

        double See(int dimension)
        {
            int direction = Direction(dimension);
            double further = (kernel[direction] - 1.0) * dilation[direction] * Apart(dimension);
            return Math.Min(Reaches[dimension] + further, Input.Dimensions[dimension] - 1);
        }

        double Jump(int dimension) => dimension > 0 && isTransposed ? Apart(dimension) : Math.Min(Jumps[dimension] * stride[Direction(dimension)], int.MaxValue);

        return new ReceptiveField(
            Input,
            Enumerable.Range(0, Input.Rank).Select(See).ToEquatableArray(),
            Enumerable.Range(0, Input.Rank).Select(Jump).ToEquatableArray());
    }
}
