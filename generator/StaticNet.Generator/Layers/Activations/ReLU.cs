namespace StaticNet.Generator.Layers;

/// <summary><c>y = max(x, 0)</c>.</summary>
internal sealed record ReLU : Activation
{
    public override string Word => "relu";

    public override string Equation => "y = max(x, 0)";

    public override string Derivative => "dx = y <= 0 ? 0 : dy";

    public override SavedForBackward Saved => SavedForBackward.Output;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public static ReLU Read(ILayerArguments arguments) => new();
}
