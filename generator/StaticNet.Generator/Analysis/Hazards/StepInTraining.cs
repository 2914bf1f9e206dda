using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>A step function on every path from a layer to the loss: its derivative is 0, so the layer's gradient is.</summary>
internal static class StepInTraining
{
    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        if (graph.Loss is null)
        {
            yield break;
        }

        // What the loss can be followed back to without a step.
        var alive = new HashSet<FlowNode>();
        foreach (FlowNode node in graph.Nodes.Reverse())
        {
            if ((node == graph.Output || node.Users.Any(alive.Contains)) && node.Layer is not Step)
            {
                alive.Add(node);
            }
        }

        foreach (FlowNode step in graph.Nodes.Where(static node => node.Layer is Step))
        {
            string[] dead = [.. TrainedBefore(step, alive).Select(static node => $"'{node.Name}'")];
            if (dead.Length > 0)
            {
                yield return new Hazard(DiagnosticIds.StepInTraining, step, step.Name, Listed(dead));
            }
        }
    }

    // The trained layers before a step that have no other way to the loss, nearest first.
    private static IEnumerable<FlowNode> TrainedBefore(FlowNode step, HashSet<FlowNode> alive)
    {
        var met = new HashSet<FlowNode>();
        var next = new Stack<FlowNode>(step.Inputs);
        while (next.Count > 0)
        {
            FlowNode node = next.Pop();
            if (alive.Contains(node) || !met.Add(node))
            {
                continue;
            }

            if (node.Layer?.HasParameters == true)
            {
                yield return node;
            }

            foreach (FlowNode input in node.Inputs)
            {
                next.Push(input);
            }
        }
    }

    private static string Listed(string[] names) => names.Length switch
    {
        1 => $"{names[0]} stays as it is",
        2 => $"{names[0]} and {names[1]} stay as they are",
        int count => $"{names[0]}, {names[1]} and {(count - 2).ToString(CultureInfo.InvariantCulture)} more stay as they are",
    };
}
