namespace StaticNet;

/// <summary>
/// Adds channels of zeros before and after those of the input, from <c>(channels, ...)</c> to <c>(before + channels + after, ...)</c>:
/// <c>y[c, ...] = x[c - before, ...]</c> where there is such a channel, else 0. It is the parameter-free shortcut of He, Zhang, Ren and Sun: Deep
/// Residual Learning for Image Recognition, 2015, section 3.3, option A.
/// </summary>
/// <param name="before">The channels of zeros before those of the input, at least 0.</param>
/// <param name="after">The channels of zeros after those of the input, at least 0.</param>
public sealed class PadChannelsAttribute(int before, int after) : LayerAttribute
{
    /// <summary>The channels of zeros before those of the input.</summary>
    public int Before { get; } = before;

    /// <summary>The channels of zeros after those of the input.</summary>
    public int After { get; } = after;
}
