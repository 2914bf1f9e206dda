using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>Any shape in, one flat vector of as many values out, in the same order.</summary>
internal sealed partial record Flatten : SimpleLayer
{
    public override string Word => "flatten";

    public override string Equation => "y = x as one row";

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.PassesOn | LayerRoles.Linear);

    public static Flatten Read(ILayerArguments arguments) => new();

    public override LayerFacts Infer(LayerContext context) => LayerFacts.Flat(context);
}
