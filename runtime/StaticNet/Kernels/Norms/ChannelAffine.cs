using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary><c>y = (x - mean) / sqrt(variance + epsilon) weight + bias</c> as a scale and a shift, for a vector of channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ChannelAffine
{
    [ThreadStatic]
    private static ChannelAffine[]? _rented;

    private readonly Vector512<float> _scale;
    private readonly Vector512<float> _shift;

    // Takes scale and shift from rows of channels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ChannelAffine(ref float weight, ref float bias, ref float mean, ref float variance, nuint channel, float epsilon)
    {
        Vector512<float> deviation = Vector512.Sqrt(Vector512.LoadUnsafe(ref variance, channel) + Vector512.Create(epsilon));
        _scale = Vector512.LoadUnsafe(ref weight, channel) / deviation;
        _shift = Vector512.FusedMultiplyAdd(-Vector512.LoadUnsafe(ref mean, channel), _scale, Vector512.LoadUnsafe(ref bias, channel));
    }

    /// <summary>Memory for the scales and shifts of so many channels that the stack does not take them; the next call on this thread gives it again.</summary>
    /// <param name="vectors">The vectors of channels.</param>
    public static Span<ChannelAffine> Rent(int vectors)
    {
        if (_rented is null || _rented.Length < vectors)
        {
            _rented = new ChannelAffine[vectors];
        }

        return _rented.AsSpan(0, vectors);
    }

    /// <summary>Takes the scales and shifts of all channels from the running statistics of a norm.</summary>
    /// <param name="affines">Where to put them, a vector of channels each.</param>
    /// <param name="norm">The tensors of the norm.</param>
    /// <param name="epsilon">What is added to the variances.</param>
    public static void Fill(Span<ChannelAffine> affines, LayerTensors norm, float epsilon)
        => Fill(affines, norm, ref norm.RunningMean, ref norm.RunningVar, epsilon);

    /// <summary>Takes the scales and shifts of all channels from the statistics of a batch.</summary>
    /// <param name="affines">Where to put them, a vector of channels each.</param>
    /// <param name="norm">The tensors of the norm.</param>
    /// <param name="statistics">A row of means and a row of variances (<see cref="BatchNormalization.Statistics"/>).</param>
    /// <param name="epsilon">What is added to the variances.</param>
    public static void Fill(Span<ChannelAffine> affines, LayerTensors norm, ref float statistics, float epsilon)
        => Fill(affines, norm, ref statistics, ref Unsafe.Add(ref statistics, affines.Length * Lanes.Count), epsilon);

    private static void Fill(Span<ChannelAffine> affines, LayerTensors norm, ref float mean, ref float variance, float epsilon)
    {
        for (int i = 0; i < affines.Length; i++)
        {
            affines[i] = new ChannelAffine(ref norm.Weight, ref norm.Bias, ref mean, ref variance, (nuint)(i * Lanes.Count), epsilon);
        }
    }

    /// <summary>y</summary>
    /// <param name="x">A pixel's values of these channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Apply(Vector512<float> x) => Vector512.FusedMultiplyAdd(x, _scale, _shift);
}
