namespace StaticNet.Generator.Layers;

/// <summary><c>y = tanh(x)</c>.</summary>
internal sealed record Tanh : Activation
{
    public override string Word => "tanh";

    public override string Equation => "y = tanh(x)";

    public override string Derivative => "dx = (1 - y^2) dy";

    public override SavedForBackward Saved => SavedForBackward.Output;

    public override bool IsCheap => false;

    // 1 - y^2 at x = 0.
    public override LayerTraits Traits => new(LayerRoles.Saturates, LargestDerivative: 1);

    public static Tanh Read(ILayerArguments arguments) => new();
}
