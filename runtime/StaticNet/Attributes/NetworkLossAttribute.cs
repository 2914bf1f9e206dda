namespace StaticNet;

/// <summary>
/// The loss that training minimises: the last attribute of a network that is trained, left out of one that only predicts.
/// A loss is the mean over the samples and, for the element-wise ones, over the outputs, as in PyTorch.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class NetworkLossAttribute : Attribute
{
    private protected NetworkLossAttribute()
    {
    }
}
