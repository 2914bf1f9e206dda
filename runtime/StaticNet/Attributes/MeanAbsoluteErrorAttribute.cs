namespace StaticNet;

/// <summary><c>L = mean(|y - t|)</c> over samples and outputs; <c>dL/dy = sign(y - t) / N</c>, 0 where they are equal.</summary>
public sealed class MeanAbsoluteErrorAttribute : NetworkLossAttribute;
