namespace StaticNet.Generator.Layers;

/// <summary>The mean of each channel.</summary>
internal sealed partial record GlobalAveragePool : GlobalPool
{
    public override string Word => "globalaveragepool";

    public override string Equation => "y = the mean of each channel";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public static GlobalAveragePool Read(ILayerArguments arguments) => new();
}
