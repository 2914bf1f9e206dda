namespace StaticNet.Generator.Layers;

/// <summary><c>y = min(max(x, 0), 6)</c>.</summary>
internal sealed record ReLU6 : Activation
{
    public override string Word => "relu6";

    public override string Equation => "y = min(max(x, 0), 6)";

    public override string Derivative => "dx = 0 < y < 6 ? dy : 0";

    public override SavedForBackward Saved => SavedForBackward.Output;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public static ReLU6 Read(ILayerArguments arguments) => new();
}
