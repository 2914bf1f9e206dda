namespace StaticNet.Generator.Layers;

/// <summary><c>y = x^2</c>.</summary>
internal sealed record Square : Activation
{
    public override string Word => "square";

    public override string Equation => "y = x^2";

    public override string Derivative => "dx = 2 x dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: double.PositiveInfinity);

    public static Square Read(ILayerArguments arguments) => new();
}
