namespace StaticNet.Generator.Layers;

/// <summary><c>y = exp(x)</c>.</summary>
internal sealed record Exp : Activation
{
    public override string Word => "exp";

    public override string Equation => "y = exp(x)";

    public override string Derivative => "dx = y dy";

    public override SavedForBackward Saved => SavedForBackward.Output;

    public override bool IsCheap => false;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: double.PositiveInfinity);

    public static Exp Read(ILayerArguments arguments) => new();
}
