using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>
/// Stochastic gradient descent, PyTorch's <c>SGD</c>. With weight decay <c>g = g + decay w</c>; with momentum
/// <c>b = momentum b + (1 - dampening) g</c> (on the first step <c>b = g</c>) and then <c>g = b</c>, or Nesterov's
/// <c>g = g + momentum b</c>; <c>w = w - rate g</c>.
/// </summary>
public sealed class Sgd : Optimizer
{
    private ParameterSet? _momentumBuffer;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate, from 0 on.</param>
    /// <param name="momentum">The share of the last step's direction that stays, from 0 on.</param>
    /// <param name="dampening">The share of the gradient that does not enter the momentum, from 0 to below 1.</param>
    /// <param name="nesterov">Whether the step looks ahead by the momentum; needs momentum and no dampening.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradients, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="ArgumentException">Nesterov without momentum, or with dampening.</exception>
    public Sgd(double learningRate = 1e-3, double momentum = 0, double dampening = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate)
    {
        Momentum = Hyperparameter.NonNegative(momentum);
        Dampening = Hyperparameter.Fraction(dampening);
        WeightDecay = Hyperparameter.NonNegative(weightDecay);
        Nesterov = !nesterov || (momentum > 0 && dampening == 0)
            ? nesterov
            : throw new ArgumentException("Nesterov needs momentum above 0 and dampening 0.", nameof(nesterov));
    }

    /// <summary>The share of the last step's direction that stays.</summary>
    public double Momentum { get; }

    /// <summary>The share of the gradient that does not enter the momentum.</summary>
    public double Dampening { get; }

    /// <summary>Whether the step looks ahead by the momentum.</summary>
    public bool Nesterov { get; }

    /// <summary>The factor of the weights that is added to their gradients.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    protected override void OnBound() => _momentumBuffer = Momentum > 0 ? AddState("momentum_buffer") : null;

    /// <inheritdoc/>
    protected override void Update(ParameterUpdate update)
    {
        if (_momentumBuffer is null)
        {
            Descend(update.Weights, update.Gradients, (float)update.LearningRate, (float)(update.WeightDecay ?? WeightDecay));
        }
        else
        {
            // The first step's momentum is the gradient itself, whatever the dampening.
            bool first = update.StepCount == 0;
            DescendWithMomentum(
                update.Weights,
                update.Gradients,
                update.State(_momentumBuffer),
                (float)update.LearningRate,
                (float)(update.WeightDecay ?? WeightDecay),
                (float)Momentum,
                first ? 1 : (float)(1 - Dampening),
                Nesterov);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Descend(Span<float> weights, ReadOnlySpan<float> gradients, float rate, float decay)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        for (nuint i = 0; i < (nuint)weights.Length; i += 16)
        {
            Vector512<float> weight = Vector512.LoadUnsafe(ref w, i);
            Vector512<float> gradient = Vector512.LoadUnsafe(ref g, i);
            if (decay != 0)
            {
                gradient += weight * decay;
            }

            (weight - (gradient * rate)).StoreUnsafe(ref w, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DescendWithMomentum(
        Span<float> weights,
        ReadOnlySpan<float> gradients,
        Span<float> momenta,
        float rate,
        float decay,
        float momentum,
        float share,
        bool nesterov)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        ref float b = ref MemoryMarshal.GetReference(momenta);
        for (nuint i = 0; i < (nuint)weights.Length; i += 16)
        {
            Vector512<float> weight = Vector512.LoadUnsafe(ref w, i);
            Vector512<float> gradient = Vector512.LoadUnsafe(ref g, i);
            if (decay != 0)
            {
                gradient += weight * decay;
            }

            Vector512<float> direction = Denormals.Flush((Vector512.LoadUnsafe(ref b, i) * momentum) + (gradient * share));
            direction.StoreUnsafe(ref b, i);
            if (nesterov)
            {
                direction = gradient + (direction * momentum);
            }

            (weight - (direction * rate)).StoreUnsafe(ref w, i);
        }
    }
}
