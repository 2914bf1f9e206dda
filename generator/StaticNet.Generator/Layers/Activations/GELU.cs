namespace StaticNet.Generator.Layers;

/// <summary><c>y = x (1 + erf(x / sqrt 2)) / 2</c>.</summary>
internal sealed record GELU : Activation
{
    public override string Word => "gelu";

    public override string Equation => "y = x (1 + erf(x / sqrt 2)) / 2";

    public override string Derivative => "dx = (Phi(x) + x phi(x)) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => false;

    // A little above 1, near x = 1.4.
    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1.129);

    public static GELU Read(ILayerArguments arguments) => new();
}
