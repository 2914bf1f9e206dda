namespace StaticNet;

/// <summary>What a network class with <c>[Dropout]</c> implements: the state that its masks are drawn from.</summary>
public interface IDropoutNetwork
{
    /// <summary>What the masks of dropout are made of, together with <see cref="DropoutStep"/>.</summary>
    int DropoutSeed { get; set; }

    /// <summary>The number of calls of <c>Gradient</c> so far: each drops other values.</summary>
    long DropoutStep { get; set; }
}
