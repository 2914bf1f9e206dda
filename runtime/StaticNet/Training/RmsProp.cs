using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>
/// RMSprop (G. Hinton's lecture 6, 2012), PyTorch's <c>RMSprop</c>. With weight decay <c>g = g + decay w</c>;
/// <c>v = alpha v + (1 - alpha) g^2</c>; centered, <c>a = alpha a + (1 - alpha) g</c> and <c>d = sqrt(v - a^2) + epsilon</c>, else
/// <c>d = sqrt(v) + epsilon</c>; with momentum <c>b = momentum b + g / d</c> and <c>w = w - rate b</c>, else <c>w = w - rate g / d</c>.
/// </summary>
/// <remarks>Where rounding makes <c>v - a^2</c> negative, it counts as 0; PyTorch takes the root and gives NaN.</remarks>
public sealed class RmsProp : Optimizer
{
    private ParameterSet _meanSquare = null!;
    private ParameterSet? _mean;
    private ParameterSet? _momentumBuffer;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate, from 0 on.</param>
    /// <param name="alpha">The share of the running mean of the squared gradients that stays, from 0 to below 1.</param>
    /// <param name="epsilon">What keeps the denominator from 0; more than 0.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradients, from 0 on.</param>
    /// <param name="momentum">The share of the last step's direction that stays, from 0 on.</param>
    /// <param name="centered">Whether the gradients are divided by their deviation instead of their root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RmsProp(
        double learningRate = 1e-2,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false)
        : base(learningRate)
    {
        Alpha = Hyperparameter.Fraction(alpha);
        Epsilon = Hyperparameter.Positive(epsilon);
        WeightDecay = Hyperparameter.NonNegative(weightDecay);
        Momentum = Hyperparameter.NonNegative(momentum);
        Centered = centered;
    }

    /// <summary>The share of the running mean of the squared gradients that stays.</summary>
    public double Alpha { get; }

    /// <summary>What keeps the denominator from 0.</summary>
    public double Epsilon { get; }

    /// <summary>The factor of the weights that is added to their gradients.</summary>
    public double WeightDecay { get; }

    /// <summary>The share of the last step's direction that stays.</summary>
    public double Momentum { get; }

    /// <summary>Whether the gradients are divided by their deviation instead of their root mean square.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    protected override void OnBound()
    {
        _meanSquare = AddState("square_avg");
        _mean = Centered ? AddState("grad_avg") : null;
        _momentumBuffer = Momentum > 0 ? AddState("momentum_buffer") : null;
    }

    /// <inheritdoc/>
    protected override void Update(ParameterUpdate update)
        => Update(
            update.Weights,
            update.Gradients,
            update.State(_meanSquare),
            _mean is null ? [] : update.State(_mean),
            _momentumBuffer is null ? [] : update.State(_momentumBuffer),
            (float)update.LearningRate,
            (float)(update.WeightDecay ?? WeightDecay),
            (float)Alpha,
            (float)(1 - Alpha),
            (float)Epsilon,
            (float)Momentum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(
        Span<float> weights,
        ReadOnlySpan<float> gradients,
        Span<float> meanSquares,
        Span<float> means,
        Span<float> momenta,
        float rate,
        float decay,
        float alpha,
        float rest,
        float epsilon,
        float momentum)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        ref float v = ref MemoryMarshal.GetReference(meanSquares);
        ref float a = ref MemoryMarshal.GetReference(means);
        ref float b = ref MemoryMarshal.GetReference(momenta);
        bool centered = !means.IsEmpty;
        bool hasMomentum = !momenta.IsEmpty;
        Vector512<float> epsilons = Vector512.Create(epsilon);
        for (nuint i = 0; i < (nuint)weights.Length; i += 16)
        {
            Vector512<float> weight = Vector512.LoadUnsafe(ref w, i);
            Vector512<float> gradient = Vector512.LoadUnsafe(ref g, i);
            if (decay != 0)
            {
                gradient += weight * decay;
            }

            Vector512<float> square = Denormals.Flush((Vector512.LoadUnsafe(ref v, i) * alpha) + (gradient * rest * gradient));
            square.StoreUnsafe(ref v, i);
            if (centered)
            {
                Vector512<float> mean = Denormals.Flush((Vector512.LoadUnsafe(ref a, i) * alpha) + (gradient * rest));
                mean.StoreUnsafe(ref a, i);
                square -= mean * mean;

                // Not Max, so that NaN passes through.
                square = Vector512.ConditionalSelect(Vector512.LessThan(square, Vector512<float>.Zero), Vector512<float>.Zero, square);
            }

            Vector512<float> denominator = Vector512.Sqrt(square) + epsilons;
            if (hasMomentum)
            {
                Vector512<float> direction = Denormals.Flush((Vector512.LoadUnsafe(ref b, i) * momentum) + (gradient / denominator));
                direction.StoreUnsafe(ref b, i);
                (weight - (direction * rate)).StoreUnsafe(ref w, i);
            }
            else
            {
                (weight - (gradient * rate / denominator)).StoreUnsafe(ref w, i);
            }
        }
    }
}
