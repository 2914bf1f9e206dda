using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>A step function on every path from a layer to the loss: its derivative is 0, so the layer's gradient is.</summary>
internal static class StepInTraining
{
    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        if (!graph.Trained.Any())
        {
            yield break;
        }

        // What the loss can be followed back to without a step.
        var outputs = new HashSet<FlowNode>(graph.Trained.Select(static output => output.Node));
        var alive = new HashSet<FlowNode>();
        foreach (FlowNode node in graph.Nodes.Reverse())
        {
            if ((outputs.Contains(node) || node.Users.Any(alive.Contains)) && node.Layer is not Step)
            {
                alive.Add(node);
            }
        }

        // The trained layer nearest before a step that has no other way to the loss.
        var dead = new Dictionary<FlowNode, FlowNode?>();
        foreach (FlowNode node in graph.Nodes)
        {
            FlowNode? before = node.Inputs.Select(input => dead[input]).FirstOrDefault(static found => found is not null);
            dead[node] = alive.Contains(node) ? null : node.Layer?.HasParameters == true ? node : before;
            if (node.Layer is Step && before is not null)
            {
                bool isOnly = before.Inputs.All(input => dead[input] is null);
                yield return new Hazard(
                    DiagnosticIds.StepInTraining,
                    node,
                    node.Name,
                    isOnly ? $"'{before.Name}' stays as it is" : $"'{before.Name}' and what is before it stay as they are");
            }
        }
    }
}
