namespace StaticNet.Generator.Layers;

/// <summary>The largest value of each channel.</summary>
internal sealed partial record GlobalMaxPool : GlobalPool
{
    public override string Word => "globalmaxpool";

    public override string Equation => "y = the largest of each channel";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public static GlobalMaxPool Read(ILayerArguments arguments) => new();
}
