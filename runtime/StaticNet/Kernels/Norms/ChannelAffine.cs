using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary><c>y = (x - mean) / sqrt(variance + epsilon) weight + bias</c> as a scale and a shift, for a vector of channels.</summary>
public readonly struct ChannelAffine
{
    [ThreadStatic]
    private static ChannelAffine[]? _rented;

    private readonly Vector512<float> _scale;
    private readonly Vector512<float> _shift;

    /// <summary>Takes scale and shift from rows of channels.</summary>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">The biases.</param>
    /// <param name="mean">The means.</param>
    /// <param name="variance">The variances.</param>
    /// <param name="channel">The vector's first channel.</param>
    /// <param name="epsilon">What is added to the variances.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ChannelAffine(ref float weight, ref float bias, ref float mean, ref float variance, nuint channel, float epsilon)
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

    /// <summary>Takes the scales and shifts of all channels.</summary>
    /// <param name="affines">Where to put them, a vector of channels each.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">The biases.</param>
    /// <param name="mean">The means.</param>
    /// <param name="variance">The variances.</param>
    /// <param name="epsilon">What is added to the variances.</param>
    public static void Fill(Span<ChannelAffine> affines, ref float weight, ref float bias, ref float mean, ref float variance, float epsilon)
    {
        for (int i = 0; i < affines.Length; i++)
        {
            affines[i] = new ChannelAffine(ref weight, ref bias, ref mean, ref variance, (nuint)(i * Vector512<float>.Count), epsilon);
        }
    }

    /// <summary>y</summary>
    /// <param name="x">A pixel's values of these channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Apply(Vector512<float> x) => Vector512.FusedMultiplyAdd(x, _scale, _shift);
}
