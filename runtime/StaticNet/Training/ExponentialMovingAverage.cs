using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>
/// Averages of the weights over the last steps, which often predict better than the last weights: after each step <c>average = decay average + (1 - decay) weight</c>. PyTorch's <c>AveragedModel</c> with
/// <c>get_ema_multi_avg_fn</c>. Running statistics are copied.
/// </summary>
/// <example>
/// <code>
/// trainer.WeightAverage = new ExponentialMovingAverage(0.999);
/// trainer.Fit(data, options);                                              // validation measures the averages
/// trainer.Network.Parameters.CopyFrom(trainer.WeightAverage.Parameters!);
/// </code>
/// </example>
public sealed class ExponentialMovingAverage
{
    /// <summary>Makes averages that are not of a trainer yet.</summary>
    /// <param name="decay">The share of the averages that stays at each step, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public ExponentialMovingAverage(double decay = 0.999) => Decay = Hyperparameter.Fraction(decay);

    /// <summary>The share of the averages that stays at each step.</summary>
    public double Decay { get; }

    /// <summary>The averages; <see langword="null"/> before a trainer has them. They start as the network's weights at that time.</summary>
    public ParameterSet? Parameters { get; private set; }

    internal void Bind(ParameterSet weights)
    {
        if (Parameters is null)
        {
            Parameters = new ParameterSet(weights.Layout);
            Parameters.CopyFrom(weights);
        }
        else
        {
            weights.Layout.ThrowIfIncompatible(Parameters.Layout);
        }
    }

    internal void Update(ParameterSet weights)
    {
        ParameterSet averages = Parameters!;
        Update(averages.Trainable, weights.Trainable, (float)Decay, (float)(1 - Decay));
        int trainable = weights.Layout.TrainableLength;
        weights.Flat[trainable..].CopyTo(averages.Flat[trainable..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<float> averages, ReadOnlySpan<float> weights, float decay, float rest)
    {
        ref float a = ref MemoryMarshal.GetReference(averages);
        ref float w = ref MemoryMarshal.GetReference(weights);
        for (nuint i = 0; i < (nuint)weights.Length; i += 16)
        {
            Denormals.Flush((Vector512.LoadUnsafe(ref a, i) * decay) + (Vector512.LoadUnsafe(ref w, i) * rest)).StoreUnsafe(ref a, i);
        }
    }
}
