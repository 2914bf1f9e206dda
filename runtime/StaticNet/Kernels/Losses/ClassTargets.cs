using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>
/// What cross-entropy makes of targets t and of labels, for which t is 1 at the label and 0 elsewhere: <c>w_c ((1 - s) t_c + s / C sum of t)</c> with a weight w for each of the C classes and
/// the smoothing s. It is 0 where the label is ignored. Several positions of a sample lie class after class, as the channels of an image do.
/// </summary>
/// <param name="classes">The classes.</param>
/// <param name="positions">The positions of a sample that each have a class.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ClassTargets(int classes, int positions)
{
    /// <summary>The weights of the classes; empty for 1.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>The share of a target that all classes get in equal parts.</summary>
    public float Smoothing { get; init; }

    /// <summary>The label that counts for nothing, or <see langword="null"/> for none.</summary>
    public int? IgnoredLabel { get; init; }

    /// <summary>Makes them of targets.</summary>
    /// <param name="targets">The first sample's targets.</param>
    /// <param name="targetStride">From one sample's targets to the next.</param>
    /// <param name="t">Where they go.</param>
    /// <param name="stride">From one sample there to the next.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="factor">What they are multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OfTargets(ref float targets, int targetStride, ref float t, int stride, int samples, float factor = 1)
    {
        for (; samples > 0; samples--)
        {
            for (int position = 0; position < positions; position++)
            {
                float sum = 0;
                for (int c = 0; c < classes; c++)
                {
                    sum += Unsafe.Add(ref targets, (c * positions) + position);
                }

                float rest = Smoothing / classes * sum;
                for (int c = 0; c < classes; c++)
                {
                    int at = (c * positions) + position;
                    float smoothed = Smoothing == 0 ? Unsafe.Add(ref targets, at) : ((1 - Smoothing) * Unsafe.Add(ref targets, at)) + rest;
                    Unsafe.Add(ref t, at) = WeightOf(c) * factor * smoothed;
                }
            }

            targets = ref Unsafe.Add(ref targets, targetStride);
            t = ref Unsafe.Add(ref t, stride);
        }
    }

    /// <summary>Makes them of labels.</summary>
    /// <param name="labels">The first sample's labels, one for each position.</param>
    /// <param name="t">Where they go.</param>
    /// <param name="stride">From one sample there to the next.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="factor">What they are multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OfLabels(ref int labels, ref float t, int stride, int samples, float factor = 1)
    {
        float rest = Smoothing / classes;
        for (; samples > 0; samples--)
        {
            for (int c = 0; c < classes; c++)
            {
                ref float row = ref Unsafe.Add(ref t, c * positions);
                float weight = WeightOf(c) * factor;
                float other = weight * rest;
                float own = weight * ((1 - Smoothing) + rest);
                for (int position = 0; position < positions; position++)
                {
                    int label = Unsafe.Add(ref labels, position);
                    Unsafe.Add(ref row, position) = label == IgnoredLabel ? 0 : label == c ? own : other;
                }
            }

            labels = ref Unsafe.Add(ref labels, positions);
            t = ref Unsafe.Add(ref t, stride);
        }
    }

    /// <summary>What the classes of all samples weigh together, added in the order of the samples and positions; 1 if that is 0, as their losses are then.</summary>
    /// <param name="targets">The targets; empty where there are labels.</param>
    /// <param name="labels">The labels; empty where there are targets.</param>
    public double WeightOf(ReadOnlySpan<float> targets, ReadOnlySpan<int> labels)
    {
        double sum = 0;
        foreach (int label in labels)
        {
            sum += label == IgnoredLabel ? 0 : WeightOf(label);
        }

        for (int first = 0; first < targets.Length; first += classes * positions)
        {
            for (int position = 0; position < positions; position++)
            {
                for (int c = 0; c < classes; c++)
                {
                    sum += (double)WeightOf(c) * targets[first + (c * positions) + position];
                }
            }
        }

        return sum == 0 ? 1 : sum;
    }

    private float WeightOf(int label) => Weights.IsEmpty ? 1 : Weights[label];
}
