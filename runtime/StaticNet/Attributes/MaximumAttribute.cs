namespace StaticNet;

/// <summary>
/// The larger of two values of one shape, element by element: <c>y = max(a, b)</c>, NaN where one of them is NaN. The gradient goes to the larger one; where
/// both are equal, half of it goes to each, as in PyTorch's <c>maximum</c>.
/// </summary>
public sealed class MaximumAttribute : JoinAttribute
{
    /// <summary>The larger one of the value before the layer and another one.</summary>
    /// <param name="value">The name of the other value.</param>
    public MaximumAttribute(string value)
        : base(value)
    {
    }

    /// <summary>The larger one of two values.</summary>
    /// <param name="first">The name of one value.</param>
    /// <param name="second">The name of the other value.</param>
    public MaximumAttribute(string first, string second)
        : base(first, second)
    {
    }
}
