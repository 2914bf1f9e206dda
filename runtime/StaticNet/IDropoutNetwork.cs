namespace StaticNet;

/// <summary>What a network class with <c>[Dropout]</c> implements: the state that its masks are drawn from.</summary>
public interface IDropoutNetwork
{
    /// <summary>The seed of the masks of dropout, together with <see cref="DropoutStep"/>.</summary>
    int DropoutSeed { get; set; }

    /// <summary>The number of calls of <c>Gradient</c> so far: each drops different values.</summary>
    long DropoutStep { get; set; }
}
