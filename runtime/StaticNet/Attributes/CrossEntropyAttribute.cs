namespace StaticNet;

/// <summary><c>L = mean over samples of -sum_c t_c log(p_c)</c> with <c>p = softmax(logits)</c>. After <see cref="SoftmaxAttribute"/> or <see cref="LogSoftmaxAttribute"/> the two are fused; without them the outputs are logits. Targets are class labels or class probabilities.</summary>
public sealed class CrossEntropyAttribute : NetworkLossAttribute;
