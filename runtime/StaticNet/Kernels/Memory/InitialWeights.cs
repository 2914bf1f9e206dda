using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>
/// Fills a new network's tensors. Values are drawn in row-major order of the logical shape, so that a seed gives the same
/// weights in any memory layout.
/// </summary>
/// <param name="seed">The seed; it gives the same bits on every machine.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct InitialWeights(int seed)
{
    private readonly RandomSource _random = new(seed);

    /// <summary>Every tensor of a set as its description says, in declaration order. Generated constructors call this.</summary>
    /// <param name="set">The set.</param>
    public void Fill(ParameterSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        for (int i = 0; i < set.Layout.Tensors.Length; i++)
        {
            TensorDescription tensor = set.Layout.Tensors[i];
            if (tensor.FanIn > 0)
            {
                UniformByFanIn(set, i, tensor.FanIn);
            }
            else
            {
                Constant(set, i, tensor.InitialValue);
            }
        }
    }

    /// <summary>
    /// Uniform in ±1/sqrt(fanIn): PyTorch's rule for the weight and the bias of linear layers and convolutions
    /// (Kaiming's uniform distribution with a = sqrt(5)).
    /// </summary>
    /// <param name="set">The set that the tensor is in.</param>
    /// <param name="tensorIndex">The tensor's number in the set's layout.</param>
    /// <param name="fanIn">The number of inputs of one output, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void UniformByFanIn(ParameterSet set, int tensorIndex, int fanIn)
    {
        ArgumentNullException.ThrowIfNull(set);
        ThrowUnlessTensor(set, tensorIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        float bound = (float)(1 / Math.Sqrt(fanIn));
        Span<float> flat = set.Flat;
        TensorRuns runs = set.Layout.Tensors[tensorIndex].Runs();
        while (runs.Next(int.MaxValue, out TensorRun run))
        {
            for (int i = 0; i < run.Length; i++)
            {
                // 2u - 1 is exact for a u of 24 bits: one rounding, of the product.
                flat[run.Start + (i * run.Stride)] = ((2 * _random.NextSingle()) - 1) * bound;
            }
        }
    }

    /// <summary>Sets every element to the same value.</summary>
    /// <param name="set">The set that the tensor is in.</param>
    /// <param name="tensorIndex">The tensor's number in the set's layout.</param>
    /// <param name="value">The value.</param>
    public void Constant(ParameterSet set, int tensorIndex, float value)
    {
        ArgumentNullException.ThrowIfNull(set);
        ThrowUnlessTensor(set, tensorIndex);
        Span<float> flat = set.Flat;
        TensorRuns runs = set.Layout.Tensors[tensorIndex].Runs();
        while (runs.Next(int.MaxValue, out TensorRun run))
        {
            for (int i = 0; i < run.Length; i++)
            {
                flat[run.Start + (i * run.Stride)] = value;
            }
        }
    }

    private static void ThrowUnlessTensor(ParameterSet set, int tensorIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(tensorIndex, set.Layout.Tensors.Length);
    }
}
