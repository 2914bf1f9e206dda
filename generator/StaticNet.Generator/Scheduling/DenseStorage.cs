using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Scheduling;

/// <summary>Along which side of a dense layer's weight matrix the 16 lanes lie.</summary>
internal enum DenseLanes
{
    /// <summary>
    /// Rows of outputs, one row an input: an input is broadcast and multiplied with 16 outputs' weights at a time. No sum
    /// across lanes.
    /// </summary>
    Outputs,

    /// <summary>
    /// Rows of inputs, one row an output: 16 inputs are multiplied with their weights at a time, and the lanes are folded at
    /// the end. For layers of few outputs.
    /// </summary>
    Inputs,
}

/// <summary>
/// How a dense layer's weights lie in memory. The logical shape is PyTorch's <c>[out, in]</c> either way; only the strides differ.
/// </summary>
internal static class DenseStorage
{
    public const int Lanes = 16;

    // To fold four sums of 16 lanes each takes about as long as a dozen fused multiply-adds.
    private const int FoldCost = 3;

    public static int RoundUp(int count) => checked((count + Lanes - 1) / Lanes * Lanes);

    /// <summary>The cheaper side, counted in vector operations of one sample.</summary>
    public static DenseLanes Choose(int inputs, int outputs)
    {
        long outputLanes = (long)inputs * RoundUp(outputs) / Lanes;
        long inputLanes = (long)outputs * ((RoundUp(inputs) / Lanes) + FoldCost);
        return inputLanes < outputLanes ? DenseLanes.Inputs : DenseLanes.Outputs;
    }

    /// <summary>The distance in floats of neighbouring rows.</summary>
    public static int RowStride(int inputs, int outputs)
    {
        int row = RoundUp(Choose(inputs, outputs) == DenseLanes.Outputs ? outputs : inputs);

        // Rows a multiple of 1 KiB apart fall into few cache sets; one vector more spreads them.
        return row % 256 == 0 ? row + Lanes : row;
    }

    public static int Rows(int inputs, int outputs) => Choose(inputs, outputs) == DenseLanes.Outputs ? inputs : outputs;

    /// <summary>The strides of the logical <c>[out, in]</c>.</summary>
    public static EquatableArray<int> Strides(int inputs, int outputs)
        => Choose(inputs, outputs) == DenseLanes.Outputs
            ? EquatableArray.Of(1, RowStride(inputs, outputs))
            : EquatableArray.Of(RowStride(inputs, outputs), 1);
}
