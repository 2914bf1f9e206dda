using System;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>What part of the network's input one value sees.</summary>
/// <param name="Extents">How far it sees along each dimension of the network's input.</param>
/// <param name="Jumps">How far what neighbouring values see is apart, along each dimension.</param>
internal sealed record ReceptiveField(EquatableArray<int> Extents, EquatableArray<int> Jumps)
{
    /// <summary>Of a value of the input itself.</summary>
    public static ReceptiveField Of(Shape networkInput)
    {
        EquatableArray<int> ones = networkInput.Dimensions.Select(static _ => 1).ToEquatableArray();
        return new ReceptiveField(ones, ones);
    }

    /// <summary>Of a value that sees everything.</summary>
    public static ReceptiveField Whole(Shape networkInput) => new(networkInput.Dimensions, Of(networkInput).Jumps);

    /// <summary>Of a value that two others make, of which it sees what the one with the wider view sees.</summary>
    public ReceptiveField Or(ReceptiveField other) => new(
        Extents.Zip(other.Extents, Math.Max).ToEquatableArray(),
        Jumps.Zip(other.Jumps, Math.Max).ToEquatableArray());

    /// <summary>
    /// Of a value that a window sees: <c>extent + (kernel - 1) dilation jump</c>, and jumps stride times as far. No value sees beyond the
    /// input. Of the channels, a window over n of them sees n times as many: exactly, but for layers of several groups behind one another,
    /// where it may be less.
    /// </summary>
    public ReceptiveField Through(ConvGeometry window, int channels, Shape networkInput)
    {
        int[] kernel = [channels, window.KernelHeight, window.KernelWidth];
        int[] dilation = [1, window.DilationHeight, window.DilationWidth];
        int[] stride = [1, window.StrideHeight, window.StrideWidth];

        // A sequence has no rows: its length is the width.
        int Direction(int dimension) => dimension > 0 && networkInput.Rank == 2 ? 2 : dimension;

        int See(int dimension)
        {
            int all = networkInput.Dimensions[dimension];
            int direction = Direction(dimension);
            long jump = dimension == 0 ? Extents[0] : Jumps[dimension];
            long further = Math.Min((kernel[direction] - 1L) * dilation[direction], all);
            return (int)Math.Min(Extents[dimension] + (further * jump), all);
        }

        return new ReceptiveField(
            Enumerable.Range(0, networkInput.Rank).Select(See).ToEquatableArray(),
            Jumps.Select((jump, dimension) => (int)Math.Min((long)jump * stride[Direction(dimension)], int.MaxValue)).ToEquatableArray());
    }
}
