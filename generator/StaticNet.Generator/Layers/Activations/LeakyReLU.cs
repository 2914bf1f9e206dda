using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = x &gt; 0 ? x : slope x</c>, whose slope is any finite number.</summary>
internal sealed record LeakyReLU(float Slope) : Activation
{
    public override string Word => "leakyrelu";

    public override string Equation => "y = x > 0 ? x : slope x";

    public override string Derivative => Saved == SavedForBackward.Output ? "dx = y > 0 ? dy : slope dy" : "dx = x > 0 ? dy : slope dy";

    // With a slope of 0 or less, the output's sign does not tell the input's.
    public override SavedForBackward Saved => Slope > 0 ? SavedForBackward.Output : SavedForBackward.Input;

    public override bool IsCheap => true;

    public override EquatableArray<float> Constants => EquatableArray.Of(Slope);

    public override DeclaredArguments Declared => DeclaredArguments.Of(Slope);

    public override LayerTraits Traits => new(LayerRoles.None, Math.Max(1, Math.Abs(Slope)));

    public static LeakyReLU Read(ILayerArguments arguments) => new(arguments.Float("slope"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireFinite(context, nameof(LeakyReLU), "slope", Slope);
        return base.Infer(context);
    }
}
