namespace StaticNet;

/// <summary>
/// The loss that training minimises: the last attribute of a network that is trained, left out of one that only predicts. Of a network with <see cref="OutputAttribute"/>s, each has
/// a loss of its own after it, and training minimises their weighted sum.
/// A loss is the mean over the samples and, for the element-wise ones, over the outputs, as in PyTorch.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class NetworkLossAttribute : Attribute
{
    private protected NetworkLossAttribute()
    {
    }

    /// <summary>What the loss is multiplied by, its gradient with it; a finite number of more than 0.</summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Weight { get; set => field = (float)value; } = 1f;
}
