using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet;

/// <summary>
/// Adam (D. Kingma and J. Ba, 2015), PyTorch's <c>Adam</c>. With weight decay <c>g = g + decay w</c>;
/// <c>m = beta1 m + (1 - beta1) g</c>, <c>v = beta2 v + (1 - beta2) g^2</c>,
/// <c>w = w - rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)</c> at the t-th step.
/// </summary>
public class Adam : Optimizer
{
    private readonly bool _decoupled;
    private ParameterSet _mean = null!;
    private ParameterSet _meanSquare = null!;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate, from 0 on.</param>
    /// <param name="beta1">The share of the running mean of the gradients that stays, from 0 to below 1.</param>
    /// <param name="beta2">The share of the running mean of their squares that stays, from 0 to below 1.</param>
    /// <param name="epsilon">What keeps the denominator from 0; more than 0.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradients, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this(learningRate, beta1, beta2, epsilon, weightDecay, decoupled: false)
    {
    }

    private protected Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
        : base(learningRate)
    {
        Beta1 = Hyperparameter.Fraction(beta1);
        Beta2 = Hyperparameter.Fraction(beta2);
        Epsilon = Hyperparameter.Positive(epsilon);
        WeightDecay = Hyperparameter.NonNegative(weightDecay);
        _decoupled = decoupled;
    }

    /// <summary>The share of the running mean of the gradients that stays.</summary>
    public double Beta1 { get; }

    /// <summary>The share of the running mean of their squares that stays.</summary>
    public double Beta2 { get; }

    /// <summary>What keeps the denominator from 0.</summary>
    public double Epsilon { get; }

    /// <summary>The weight decay.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    protected override void OnBound()
    {
        _mean = AddState("exp_avg");
        _meanSquare = AddState("exp_avg_sq");
    }

    /// <inheritdoc/>
    protected override void Update(ParameterUpdate update)
    {
        double beta1Power = Power.Of(Beta1, update.StepCount + 1);
        double beta2Power = Power.Of(Beta2, update.StepCount + 1);
        double weightDecay = update.WeightDecay ?? WeightDecay;
        Update(
            update.Weights,
            update.Gradients,
            update.State(_mean),
            update.State(_meanSquare),
            keep: _decoupled ? (float)(1 - (update.LearningRate * weightDecay)) : 1,
            decay: _decoupled ? 0 : (float)weightDecay,
            (float)Beta1,
            (float)(1 - Beta1),
            (float)Beta2,
            (float)(1 - Beta2),
            rate: (float)(update.LearningRate / (1 - beta1Power)),
            correction: (float)(1 / Math.Sqrt(1 - beta2Power)),
            (float)Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(
        Span<float> weights,
        ReadOnlySpan<float> gradients,
        Span<float> means,
        Span<float> meanSquares,
        float keep,
        float decay,
        float beta1,
        float rest1,
        float beta2,
        float rest2,
        float rate,
        float correction,
        float epsilon)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradients);
        ref float m = ref MemoryMarshal.GetReference(means);
        ref float v = ref MemoryMarshal.GetReference(meanSquares);
        Vector512<float> corrections = Vector512.Create(correction);
        Vector512<float> epsilons = Vector512.Create(epsilon);
        for (nuint i = 0; i < (nuint)weights.Length; i += 16)
        {
            Vector512<float> weight = Vector512.LoadUnsafe(ref w, i) * keep;
            Vector512<float> gradient = Vector512.LoadUnsafe(ref g, i);
            if (decay != 0)
            {
                gradient += weight * decay;
            }

            Vector512<float> mean = Denormals.Flush((Vector512.LoadUnsafe(ref m, i) * beta1) + (gradient * rest1));
            mean.StoreUnsafe(ref m, i);
            Vector512<float> meanSquare = Denormals.Flush((Vector512.LoadUnsafe(ref v, i) * beta2) + (gradient * rest2 * gradient));
            meanSquare.StoreUnsafe(ref v, i);
            Vector512<float> denominator = (Vector512.Sqrt(meanSquare) * corrections) + epsilons;
            (weight - (mean * rate / denominator)).StoreUnsafe(ref w, i);
        }
    }
}
