namespace StaticNet.Generator.Layers;

/// <summary><c>y = clamp(x / 6 + 1 / 2, 0, 1)</c>.</summary>
internal sealed record HardSigmoid : Activation
{
    public override string Word => "hardsigmoid";

    public override string Equation => "y = clamp(x / 6 + 1 / 2, 0, 1)";

    public override string Derivative => "dx = |x| < 3 ? dy / 6 : 0";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => true;

    public override LayerTraits Traits => new(LayerRoles.Saturates, LargestDerivative: 1.0 / 6);

    public static HardSigmoid Read(ILayerArguments arguments) => new();
}
