namespace StaticNet;

/// <summary>
/// With <c>d = y - t</c>: <c>d^2 / 2</c> where <c>|d| &lt;= delta</c>, else <c>delta (|d| - delta / 2)</c>; the mean over samples
/// and outputs.
/// </summary>
/// <param name="delta">Where the loss changes from quadratic to linear; more than 0. The default is 1, as in PyTorch.</param>
public sealed class HuberAttribute(double delta = 1) : NetworkLossAttribute
{
    /// <summary>Where the loss changes from quadratic to linear.</summary>
    public float Delta { get; } = (float)delta;
}
