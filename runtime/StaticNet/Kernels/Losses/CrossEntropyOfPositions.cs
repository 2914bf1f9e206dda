using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>Cross-entropy of images and sequences, whose positions each have a class: 16 positions in the lanes, class after class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CrossEntropyOfPositions
{
    /// <summary>
    /// Adds up <c>L = sum over c of t[c] (log(sum of exp(y)) - y[c])</c> for each position, and writes <c>dy[c] = (softmax(y)[c] sum of t - t[c]) scale / positions</c>, with the largest y
    /// subtracted from all before the exponential. A sample has class after class, the positions of each side by side.
    /// </summary>
    /// <param name="y">The logits of the first sample.</param>
    /// <param name="stride">From one sample's logits to the next.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="targetStride">From one sample's targets to the next.</param>
    /// <param name="dy">Where the gradient goes.</param>
    /// <param name="gradientStride">From one sample's gradient to the next.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="positions">The positions of a sample.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="scale">The factor of the gradient: 1 over the number that the mean is taken over.</param>
    /// <returns>The sum of the losses: of each sample the positions in 16 sums, the samples added one after another.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Run(
        ref float y, int stride, ref float targets, int targetStride, ref float dy, int gradientStride, int classes, int positions, int samples, float scale)
    {
        double loss = 0;
        for (; samples > 0; samples--)
        {
            Vector512<float> losses = Vector512<float>.Zero;
            for (int first = 0; first < positions; first += Lanes.Count)
            {
                losses += OfLanes(
                    ref Unsafe.Add(ref y, first), ref Unsafe.Add(ref targets, first), ref Unsafe.Add(ref dy, first), classes, positions, Math.Min(Lanes.Count, positions - first), scale);
            }

            loss += Lanes.Fold(losses);
            y = ref Unsafe.Add(ref y, stride);
            targets = ref Unsafe.Add(ref targets, targetStride);
            dy = ref Unsafe.Add(ref dy, gradientStride);
        }

        return loss;
    }

    // Up to 16 positions; the other lanes have one class of score 0 and no targets.
    private static Vector512<float> OfLanes(ref float y, ref float targets, ref float dy, int classes, int positions, int lanes, float scale)
    {
        Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
        for (int c = 0; c < classes; c++)
        {
            largest = Vector512.MaxNative(largest, Load(ref y, c * positions, lanes));
        }

        Vector512<float> sum = Vector512<float>.Zero;
        Vector512<float> targetSum = Vector512<float>.Zero;
        for (int c = 0; c < classes; c++)
        {
            Vector512<float> e = VectorMath.Exp(Load(ref y, c * positions, lanes) - largest);
            sum += e;
            targetSum += Load(ref targets, c * positions, lanes);
            Store(e, ref dy, c * positions, lanes);
        }

        Vector512<float> logSum = VectorMath.Log(sum);
        Vector512<float> factor = targetSum * scale / sum;
        Vector512<float> scales = Vector512.Create(scale);
        Vector512<float> losses = Vector512<float>.Zero;
        for (int c = 0; c < classes; c++)
        {
            Vector512<float> t = Load(ref targets, c * positions, lanes);
            losses += t * (logSum - (Load(ref y, c * positions, lanes) - largest));
            Store((Load(ref dy, c * positions, lanes) * factor) - (t * scales), ref dy, c * positions, lanes);
        }

        return losses;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ref float row, int index, int lanes)
        => lanes == Lanes.Count ? Vector512.LoadUnsafe(ref row, (nuint)index) : Lanes.Load(ref Unsafe.Add(ref row, index), lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, ref float row, int index, int lanes)
    {
        if (lanes == Lanes.Count)
        {
            value.StoreUnsafe(ref row, (nuint)index);
        }
        else
        {
            Lanes.Store(value, ref Unsafe.Add(ref row, index), lanes);
        }
    }
}
