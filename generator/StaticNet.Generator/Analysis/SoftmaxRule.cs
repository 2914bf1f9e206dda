using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>A flat vector in, a flat vector out; each output depends on every input.</summary>
internal static class SoftmaxRule
{
    public static LayerFacts Infer(Layer layer, LayerContext context)
    {
        if (context.Input.Rank != 1)
        {
            context.Report(DiagnosticIds.NeedsFlatInput, layer.GetType().Name, context.Input.ToString(), FlattenRule.Infer(context).Output.ToString());
        }

        return FlattenRule.Infer(context) with { ReceptiveField = ReceptiveField.Whole(context.NetworkInput) };
    }
}
