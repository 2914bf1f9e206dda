namespace StaticNet.Generator.Layers;

/// <summary><c>y = 1 / (1 + exp(-x))</c>.</summary>
internal sealed record Sigmoid : Activation
{
    public override string Word => "sigmoid";

    public override string Equation => "y = 1 / (1 + exp(-x))";

    public override string Derivative => "dx = y (1 - y) dy";

    public override SavedForBackward Saved => SavedForBackward.Output;

    public override bool IsCheap => false;

    // y (1 - y) at x = 0.
    public override LayerTraits Traits => new(LayerRoles.Saturates, LargestDerivative: 1.0 / 4);

    public static Sigmoid Read(ILayerArguments arguments) => new();
}
