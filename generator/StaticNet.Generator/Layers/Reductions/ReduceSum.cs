namespace StaticNet.Generator.Layers;

/// <summary>The sum along an axis.</summary>
internal sealed record ReduceSum(int Axis) : Reduce(Axis)
{
    public override string Word => "reducesum";

    public override string Equation => "y = the sum along an axis";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public static ReduceSum Read(ILayerArguments arguments) => new(arguments.Int("axis", fallback: 0));
}
