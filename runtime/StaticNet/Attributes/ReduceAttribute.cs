namespace StaticNet;

/// <summary>A layer that makes one value of all that lie along one axis.</summary>
public abstract class ReduceAttribute : LayerAttribute
{
    private protected ReduceAttribute(int axis) => Axis = axis;

    /// <summary>The axis of the shape of a sample: 0 for features or channels, 1 for the height or the length, 2 for the width.</summary>
    public int Axis { get; }
}
