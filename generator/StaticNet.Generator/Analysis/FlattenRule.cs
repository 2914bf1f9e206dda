using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>Any shape in, one flat vector of as many values out, in the same order.</summary>
internal static class FlattenRule
{
    public static LayerFacts Infer(LayerContext context)
        => ActivationRule.Infer(context) with { Output = Shape.Of((int)context.Input.Length) };

    /// <summary>Reports what takes flat inputs and has others.</summary>
    public static void RequireFlat(LayerContext context, string attribute)
    {
        if (context.Input.Rank != 1)
        {
            context.Report(DiagnosticIds.NeedsFlatInput, attribute, context.Input.ToString(), Infer(context).Output.ToString());
        }
    }
}
