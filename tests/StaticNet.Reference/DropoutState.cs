namespace StaticNet.Reference;

/// <summary>What the masks of a step of training depend on beside the layers' names and the places of values.</summary>
public sealed class DropoutState
{
    /// <summary>The network's seed.</summary>
    public int Seed { get; set; }

    /// <summary>The number of the step.</summary>
    public long Step { get; set; }
}
