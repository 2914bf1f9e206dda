namespace StaticNet;

/// <summary><c>L = mean over samples of -sum_c t_c log(p_c)</c> with <c>p = softmax(logits)</c>. After <see cref="SoftmaxAttribute"/> or <see cref="LogSoftmaxAttribute"/> the two are fused; without them the outputs are logits. Targets are class labels or class probabilities.</summary>
/// <remarks>
/// <para>
/// Of outputs of shape <c>(classes, height, width)</c> or <c>(classes, length)</c> each position has a class of its own, as in segmentation: the softmax is over the channels, and the mean over samples and positions.
/// Labels are then one for each position, row by row; targets have the shape of the outputs.
/// </para>
/// <para>
/// With <see cref="ClassWeights"/> or <see cref="IgnoredLabel"/> the sum of the losses is divided by what the classes of the targets weigh, <c>sum of w_c t_c</c>, as in PyTorch's <c>CrossEntropyLoss</c>; if that is 0,
/// the loss is 0. Of a network with several losses, it is divided by the number of samples and positions in any case.
/// </para>
/// </remarks>
public sealed class CrossEntropyAttribute : NetworkLossAttribute
{
    /// <summary>The label that <see cref="IgnoredLabel"/> is by default, which is none.</summary>
    public const int NoLabel = int.MinValue;

    /// <summary>The share s of a target that all C classes get in equal parts: <c>(1 - s) t + s / C</c>. At least 0 and less than 1; the default is 0.</summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double LabelSmoothing { get; set => field = (float)value; }

    /// <summary>What the loss of each class is multiplied by, one number of at least 0 a class; empty, as by default, for 1.</summary>
    /// <remarks>Rounded to floats, as all that networks compute with.</remarks>
    public double[] ClassWeights { get; set => field = [.. value.Select(static weight => (double)(float)weight)]; } = [];

    /// <summary>The label of samples, or of positions, that count for nothing: <c>255</c> in many data sets. The default is <see cref="NoLabel"/>.</summary>
    public int IgnoredLabel { get; set; } = NoLabel;

    /// <summary>Whether the mean is over what the classes of the targets weigh.</summary>
    internal bool IsWeighted => ClassWeights.Length > 0 || Ignored is not null;

    /// <summary>What the loss of a class is multiplied by.</summary>
    internal double WeightOf(int number) => ClassWeights.Length > 0 ? ClassWeights[number] : 1;

    /// <summary>That label, or <see langword="null"/> for none.</summary>
    internal int? Ignored => IgnoredLabel == NoLabel ? null : IgnoredLabel;
}
