namespace StaticNet;

/// <summary>
/// <c>y_i = x_i - log(sum_j exp(x_j))</c>, computed with the largest <c>x</c> subtracted first. Before
/// <see cref="CrossEntropyAttribute"/> the two are fused into their stable form.
/// </summary>
public sealed class LogSoftmaxAttribute : LayerAttribute;
