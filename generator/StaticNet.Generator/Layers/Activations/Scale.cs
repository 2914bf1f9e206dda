using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = factor x</c>.</summary>
internal sealed record Scale(float Factor) : Activation
{
    public override string Word => "scale";

    public override string Equation => "y = factor x";

    public override string Derivative => "dx = factor dy";

    public override SavedForBackward Saved => SavedForBackward.Nothing;

    public override bool IsCheap => true;

    public override EquatableArray<float> Constants => EquatableArray.Of(Factor);

    public override DeclaredArguments Declared => DeclaredArguments.Of(Factor);

    public override LayerTraits Traits => new(LayerRoles.Linear, LargestDerivative: Math.Abs(Factor));

    public static Scale Read(ILayerArguments arguments) => new(arguments.Float("factor"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireFinite(context, nameof(Scale), "factor", Factor);
        return base.Infer(context);
    }
}
