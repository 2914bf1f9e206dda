using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>Keeps gradients from being too large before an optimizer uses them.</summary>
public abstract class GradientClipping
{
    /// <summary>
    /// Scales all gradients by <c>min(1, maxNorm / (norm + 1e-6))</c> with the L2 norm of all of them together: PyTorch's
    /// <c>clip_grad_norm_</c>.
    /// </summary>
    /// <param name="maxNorm">The largest norm, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static GradientClipping ByNorm(double maxNorm) => new NormClipping(Hyperparameter.NonNegative(maxNorm));

    /// <summary>Limits every gradient to <c>[-limit, limit]</c>: PyTorch's <c>clip_grad_value_</c>. NaN stays NaN.</summary>
    /// <param name="limit">The largest absolute value, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static GradientClipping ByValue(double limit) => new ValueClipping(Hyperparameter.NonNegative(limit));

    /// <summary>The L2 norm of all trainable values together, in double, in an order of additions that is the same on every machine.</summary>
    /// <param name="gradients">The gradients.</param>
    public static double Norm(ParameterSet gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return Math.Sqrt(SumOfSquares(gradients.Trainable));
    }

    /// <summary>Changes the gradients.</summary>
    /// <param name="gradients">The gradients.</param>
    public abstract void Apply(ParameterSet gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ref float v = ref MemoryMarshal.GetReference(values);
        Vector512<double> lower = Vector512<double>.Zero;
        Vector512<double> upper = Vector512<double>.Zero;
        for (nuint i = 0; i < (nuint)values.Length; i += 16)
        {
            // A square of 24 bits has 48: exact in double.
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.LoadUnsafe(ref v, i));
            lower += low * low;
            upper += high * high;
        }

        // Folded in halves.
        Vector512<double> eight = lower + upper;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    private sealed class NormClipping(double maxNorm) : GradientClipping
    {
        public override void Apply(ParameterSet gradients)
        {
            ArgumentNullException.ThrowIfNull(gradients);
            double coefficient = maxNorm / (Norm(gradients) + 1e-6);

            // A NaN passes through.
            if (!(coefficient >= 1))
            {
                Scale(gradients.Trainable, (float)coefficient);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Scale(Span<float> values, float factor)
        {
            ref float v = ref MemoryMarshal.GetReference(values);
            for (nuint i = 0; i < (nuint)values.Length; i += 16)
            {
                // A zero stays zero even if the factor is NaN: so does the padding.
                Vector512<float> value = Vector512.LoadUnsafe(ref v, i);
                Vector512.ConditionalSelect(Vector512.Equals(value, Vector512<float>.Zero), value, value * factor).StoreUnsafe(ref v, i);
            }
        }
    }

    private sealed class ValueClipping(double limit) : GradientClipping
    {
        public override void Apply(ParameterSet gradients)
        {
            ArgumentNullException.ThrowIfNull(gradients);
            Clamp(gradients.Trainable, (float)limit);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Clamp(Span<float> values, float limit)
        {
            ref float v = ref MemoryMarshal.GetReference(values);
            Vector512<float> high = Vector512.Create(limit);
            Vector512<float> low = Vector512.Create(-limit);
            for (nuint i = 0; i < (nuint)values.Length; i += 16)
            {
                Vector512<float> value = Vector512.LoadUnsafe(ref v, i);
                value = Vector512.ConditionalSelect(Vector512.GreaterThan(value, high), high, value);
                Vector512.ConditionalSelect(Vector512.LessThan(value, low), low, value).StoreUnsafe(ref v, i);
            }
        }
    }
}
