namespace StaticNet;

/// <summary>
/// <c>y_i = exp(x_i) / sum_j exp(x_j)</c>, computed with the largest <c>x</c> subtracted first: over the features of a flat input, or over the channels at each position of an
/// image or sequence. Before
/// <see cref="CrossEntropyAttribute"/> the two are fused into their stable form.
/// </summary>
public sealed class SoftmaxAttribute : LayerAttribute;
