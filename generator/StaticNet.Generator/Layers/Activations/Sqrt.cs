namespace StaticNet.Generator.Layers;

/// <summary><c>y = sqrt(x)</c>.</summary>
internal sealed record Sqrt : Activation
{
    public override string Word => "sqrt";

    public override string Equation => "y = sqrt(x)";

    public override string Derivative => "dx = dy / (2 y)";

    public override SavedForBackward Saved => SavedForBackward.Output;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: double.PositiveInfinity);

    public static Sqrt Read(ILayerArguments arguments) => new();
}
