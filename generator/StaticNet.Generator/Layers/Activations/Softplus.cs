namespace StaticNet.Generator.Layers;

/// <summary><c>y = log(1 + exp(x))</c>.</summary>
internal sealed record Softplus : Activation
{
    public override string Word => "softplus";

    public override string Equation => "y = log(1 + exp(x))";

    public override string Derivative => "dx = sigmoid(x) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => false;

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public static Softplus Read(ILayerArguments arguments) => new();
}
