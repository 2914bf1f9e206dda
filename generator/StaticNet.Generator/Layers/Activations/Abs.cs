namespace StaticNet.Generator.Layers;

/// <summary><c>y = |x|</c>.</summary>
internal sealed record Abs : Activation
{
    public override string Word => "abs";

    public override string Equation => "y = |x|";

    public override string Derivative => "dx = sign(x) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public static Abs Read(ILayerArguments arguments) => new();
}
