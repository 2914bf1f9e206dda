namespace StaticNet;

/// <summary>
/// Adam with decoupled weight decay (I. Loshchilov and F. Hutter, 2019), PyTorch's <c>AdamW</c>: the weights are first multiplied
/// by <c>1 - rate decay</c>; the gradients are not touched. The rest is <see cref="Adam"/>.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">The learning rate, from 0 on.</param>
    /// <param name="beta1">The share of the running mean of the gradients that stays, from 0 to below 1.</param>
    /// <param name="beta2">The share of the running mean of their squares that stays, from 0 to below 1.</param>
    /// <param name="epsilon">What keeps the denominator from 0; more than 0.</param>
    /// <param name="weightDecay">The share of the weights that is removed at each step, times the learning rate; from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public AdamW(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        : base(learningRate, beta1, beta2, epsilon, weightDecay, decoupled: true)
    {
    }
}
