namespace StaticNet.Generator.Layers;

/// <summary><c>y = x clamp(x + 3, 0, 6) / 6</c>.</summary>
internal sealed record HardSwish : Activation
{
    public override string Word => "hardswish";

    public override string Equation => "y = x clamp(x + 3, 0, 6) / 6";

    public override string Derivative => "dx = x < -3 ? 0 : x > 3 ? dy : (x / 3 + 1 / 2) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => true;

    // x / 3 + 1 / 2 at x = 3.
    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1.5);

    public static HardSwish Read(ILayerArguments arguments) => new();
}
