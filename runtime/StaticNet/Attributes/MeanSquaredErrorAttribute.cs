namespace StaticNet;

/// <summary><c>L = mean((y - t)^2)</c> over samples and outputs; <c>dL/dy = 2 (y - t) / N</c> with N the number of all outputs of all samples.</summary>
public sealed class MeanSquaredErrorAttribute : NetworkLossAttribute;
