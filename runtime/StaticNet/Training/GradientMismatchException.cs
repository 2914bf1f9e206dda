namespace StaticNet;

/// <summary>A gradient differs from the central difference of the loss.</summary>
public sealed class GradientMismatchException : Exception
{
    internal GradientMismatchException(string network, GradientCheckResult result)
        : base($"The gradient of {network} is not that of its loss. {result.Elements.Count(static element => element.IsMismatch)} of {result}")
        => Result = result;

    /// <summary>What was compared.</summary>
    public GradientCheckResult Result { get; }
}
