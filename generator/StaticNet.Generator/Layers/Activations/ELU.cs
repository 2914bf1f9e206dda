using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = x &gt; 0 ? x : alpha (exp(x) - 1)</c>, whose alpha is more than 0.</summary>
internal sealed record ELU(float Alpha) : Activation
{
    public override string Word => "elu";

    public override string Equation => "y = x > 0 ? x : alpha (exp(x) - 1)";

    public override string Derivative => "dx = x > 0 ? dy : alpha exp(x) dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => false;

    public override EquatableArray<float> Constants => EquatableArray.Of(Alpha);

    public override DeclaredArguments Declared => DeclaredArguments.Of(Alpha);

    public override LayerTraits Traits => new(LayerRoles.None, Math.Max(1, Alpha));

    public static ELU Read(ILayerArguments arguments) => new(arguments.Float("alpha"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequirePositive(context, nameof(ELU), "alpha", Alpha);
        return base.Infer(context);
    }
}
