namespace StaticNet.Generator.Layers;

/// <summary>The mean along an axis.</summary>
internal sealed record ReduceMean(int Axis) : Reduce(Axis)
{
    public override string Word => "reducemean";

    public override string Equation => "y = the mean along an axis";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public static ReduceMean Read(ILayerArguments arguments) => new(arguments.Int("axis", fallback: 0));
}
