using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = min(max(x, min), max)</c>.</summary>
internal sealed record Clamp(float Min, float Max) : Activation
{
    public override string Word => "clamp";

    public override string Equation => "y = min(max(x, min), max)";

    public override string Derivative => "dx = min <= x <= max ? dy : 0";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => true;

    public override EquatableArray<float> Constants => EquatableArray.Of(Min, Max);

    public override DeclaredArguments Declared => DeclaredArguments.Of(Min, Max);

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public static Clamp Read(ILayerArguments arguments) => new(arguments.Float("min"), arguments.Float("max"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireFinite(context, nameof(Clamp), "min", Min);
        Arguments.RequireFinite(context, nameof(Clamp), "max", Max);
        Arguments.RequireAtLeast(context, nameof(Clamp), "max", Max, "min", Min);
        return base.Infer(context);
    }
}
