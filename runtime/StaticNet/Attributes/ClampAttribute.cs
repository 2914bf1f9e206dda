namespace StaticNet;

/// <summary><c>y = min(max(x, min), max)</c>; its derivative is 1 where min &lt;= x &lt;= max, else 0.</summary>
/// <param name="min">The smallest output.</param>
/// <param name="max">The largest output, at least <paramref name="min"/>.</param>
public sealed class ClampAttribute(double min, double max) : LayerAttribute
{
    /// <summary>The smallest output.</summary>
    public float Min { get; } = (float)min;

    /// <summary>The largest output, at least <see cref="Min"/>.</summary>
    public float Max { get; } = (float)max;
}
