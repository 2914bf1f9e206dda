namespace StaticNet.Generator.Layers;

/// <summary><c>y = x t, t = tanh(softplus(x))</c>.</summary>
internal sealed record Mish : Activation
{
    public override string Word => "mish";

    public override string Equation => "y = x t, t = tanh(softplus(x))";

    public override string Derivative => "dx = (t + x sigmoid(x) (1 - t^2)) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => false;

    // A little above 1, near x = 1.5.
    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1.0885);

    public static Mish Read(ILayerArguments arguments) => new();
}
