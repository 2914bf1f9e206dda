using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Residual
{
    // The sum is fused into the store of the body's last layer where the shortcut is there by then.
    public override int Add(NetworkGraph graph, AnalyzedLayer layer, int input)
    {
        int shortcut = Shortcut is null ? input : graph.Add(layer.Branches[1].Layers, input);
        return graph.Join(layer, [graph.Add(layer.Branches[0].Layers, input), shortcut]);
    }

    public override LayerLowering Lower(AnalyzedLayer layer) => new ResidualLowering(layer);
}

/// <summary><c>y = body + shortcut</c>: both get the gradient of y.</summary>
internal sealed class ResidualLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
        => Sum(
            plan,
            ToPixels(plan, inputs[0]),
            ToPixels(plan, inputs[1]),
            Name,
            Name,
            "Sum",
            $"{Name}: y = body + {(Layer.Branches.Count > 1 ? "shortcut" : "x")}, {Layer.Output}");

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted) => [dy, dy];
}
