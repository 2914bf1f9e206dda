using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A value that callers get, under its name.</summary>
/// <param name="IsTrained">Whether it has a loss where the network has one at all.</param>
internal sealed partial record Output(bool IsTrained) : SimpleLayer
{
    public override string Word => "output";

    public override string Equation => "y = x";

    public override DeclaredArguments Declared => DeclaredArguments.OfName(Name).Set("Trained", IsTrained, true);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public override string NameParameter => "name";

    public static Output Read(ILayerArguments arguments) => new(arguments.Bool("Trained", fallback: true));

    public override LayerFacts Infer(LayerContext context) => LayerFacts.Unchanged(context);
}
