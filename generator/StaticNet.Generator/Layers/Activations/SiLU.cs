namespace StaticNet.Generator.Layers;

/// <summary><c>y = x s, s = sigmoid(x)</c>.</summary>
internal sealed record SiLU : Activation
{
    public override string Word => "silu";

    public override string Equation => "y = x s, s = sigmoid(x)";

    public override string Derivative => "dx = (s + x s (1 - s)) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => false;

    // A little above 1, near x = 2.4.
    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1.1);

    public static SiLU Read(ILayerArguments arguments) => new();
}
