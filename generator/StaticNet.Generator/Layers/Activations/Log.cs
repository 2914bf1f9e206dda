namespace StaticNet.Generator.Layers;

/// <summary><c>y = log(x)</c>.</summary>
internal sealed record Log : Activation
{
    public override string Word => "log";

    public override string Equation => "y = log(x)";

    public override string Derivative => "dx = dy / x";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => false;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: double.PositiveInfinity);

    public static Log Read(ILayerArguments arguments) => new();
}
