namespace StaticNet.Generator.Layers;

/// <summary>The largest along an axis.</summary>
internal sealed record ReduceMax(int Axis) : Reduce(Axis)
{
    public override string Word => "reducemax";

    public override string Equation => "y = the largest along an axis";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public static ReduceMax Read(ILayerArguments arguments) => new(arguments.Int("axis", fallback: 0));
}
