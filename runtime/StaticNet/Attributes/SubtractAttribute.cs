namespace StaticNet;

/// <summary>The difference of two values of one shape: <c>y = a - b</c>.</summary>
public sealed class SubtractAttribute : JoinAttribute
{
    /// <summary>The value before the layer minus another one.</summary>
    /// <param name="value">The name of the value that is subtracted.</param>
    public SubtractAttribute(string value)
        : base(value)
    {
    }

    /// <summary>One value minus another one.</summary>
    /// <param name="first">The name of the value that is subtracted from.</param>
    /// <param name="second">The name of the value that is subtracted.</param>
    public SubtractAttribute(string first, string second)
        : base(first, second)
    {
    }
}
