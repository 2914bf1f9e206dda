using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = x + offset</c>.</summary>
internal sealed record Shift(float Offset) : Activation
{
    public override string Word => "shift";

    public override string Equation => "y = x + offset";

    public override string Derivative => "dx = dy";

    public override SavedForBackward Saved => SavedForBackward.Nothing;

    public override bool IsCheap => true;

    public override EquatableArray<float> Constants => EquatableArray.Of(Offset);

    public override DeclaredArguments Declared => DeclaredArguments.Of(Offset);

    public override LayerTraits Traits => new(LayerRoles.Linear, LargestDerivative: 1);

    public static Shift Read(ILayerArguments arguments) => new(arguments.Float("offset"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireFinite(context, nameof(Shift), "offset", Offset);
        return base.Infer(context);
    }
}
