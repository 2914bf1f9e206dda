namespace StaticNet;

/// <summary><c>L = mean of -(t log(p) + (1 - t) log(1 - p))</c> over samples and outputs, with <c>p = sigmoid(logit)</c>. After <see cref="SigmoidAttribute"/> the two are fused; without it the outputs are logits.</summary>
public sealed class BinaryCrossEntropyAttribute : NetworkLossAttribute;
