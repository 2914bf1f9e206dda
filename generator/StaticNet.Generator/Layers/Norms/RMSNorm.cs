using System.Collections.Generic;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A norm that divides by the root of the mean square: over what a <see cref="LayerNorm"/> takes together, with a <c>weight</c> and no bias.</summary>
internal sealed partial record RMSNorm(float Epsilon) : Norm(Epsilon)
{
    // The distance of 1 from the next float.
    private const float MachineEpsilon = 1.1920929e-7f;

    public override string Word => "rmsnorm";

    public override string Equation => "y = x / sqrt(mean of x^2 + epsilon) weight";

    public override DeclaredArguments Declared => DeclaredArguments.None.Set("Epsilon", Epsilon, MachineEpsilon);

    public override LayerView View => LayerView.Of("RMSNormParameters", "weight");

    public static RMSNorm Read(ILayerArguments arguments) => new(arguments.Float("Epsilon", MachineEpsilon));

    public override LayerFacts Infer(LayerContext context) => LayerNorm.OfChannels(context, base.Infer(context));

    protected override IEnumerable<TensorModel> Tensors(int channels) => [Tensor("weight", channels, 1f)];
}
