namespace StaticNet;

/// <summary><c>y = x + offset</c>; its derivative is <c>1</c>.</summary>
/// <param name="offset">What is added to each value; finite.</param>
public sealed class ShiftAttribute(double offset) : LayerAttribute
{
    /// <summary>What is added to each value; finite.</summary>
    public float Offset { get; } = (float)offset;
}
