namespace StaticNet;

/// <summary>
/// Settings of an optimizer for the tensors of some names, as PyTorch's parameter groups. Of several groups that match a tensor, the last one that has a setting counts.
/// </summary>
/// <example>
/// <code>
/// var optimizer = new AdamW(1e-3) { Groups = [new("head*") { LearningRateFactor = 10 }, new("*.bias") { WeightDecay = 0 }] };
/// </code>
/// </example>
public sealed class ParameterGroup
{
    /// <summary>Makes a group without settings.</summary>
    /// <param name="pattern">
    /// The names of tensors, <c>*</c> for any characters and <c>?</c> for one: <c>*.bias</c>, <c>dense1.weight</c>. The name of a layer or block stands for all of its tensors: <c>conv*</c>.
    /// </param>
    public ParameterGroup(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Pattern = pattern;
    }

    /// <summary>The names of the tensors.</summary>
    public string Pattern { get; }

    /// <summary>What the optimizer's learning rate is multiplied by, from 0 on; <see langword="null"/> for no setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another number.</exception>
    public double? LearningRateFactor
    {
        get;
        init => field = value is { } factor ? Hyperparameter.NonNegative(factor, nameof(LearningRateFactor)) : null;
    }

    /// <summary>The weight decay in place of the optimizer's, from 0 on; <see langword="null"/> for no setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another number.</exception>
    public double? WeightDecay
    {
        get;
        init => field = value is { } decay ? Hyperparameter.NonNegative(decay, nameof(WeightDecay)) : null;
    }
}
