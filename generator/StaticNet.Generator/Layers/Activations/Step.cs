namespace StaticNet.Generator.Layers;

/// <summary><c>y = x &gt; 0 ? 1 : 0</c>.</summary>
internal sealed record Step : Activation
{
    public override string Word => "step";

    public override string Equation => "y = x > 0 ? 1 : 0";

    public override string Derivative => "dx = 0";

    public override SavedForBackward Saved => SavedForBackward.Nothing;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public static Step Read(ILayerArguments arguments) => new();
}
