namespace StaticNet;

/// <summary>
/// The product of two values of one shape, element by element: <c>y = a b</c>. The gradients are <c>da = dy b</c> and <c>db = dy a</c>. One of them may have a number for each
/// channel of the other, by which all of its pixels are multiplied.
/// </summary>
public sealed class MultiplyAttribute : JoinAttribute
{
    /// <summary>The value before the layer times another one.</summary>
    /// <param name="value">The name of the other value.</param>
    public MultiplyAttribute(string value)
        : base(value)
    {
    }

    /// <summary>The product of two values.</summary>
    /// <param name="first">The name of one value.</param>
    /// <param name="second">The name of the other value.</param>
    public MultiplyAttribute(string first, string second)
        : base(first, second)
    {
    }
}
