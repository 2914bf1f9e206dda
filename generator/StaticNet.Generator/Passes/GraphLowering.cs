using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Lowers the nodes of a graph, forward and backward. Where several nodes read a value, the gradients that they give are summed as they come. No gradient is computed for what has nothing to learn before it.
/// </summary>
internal sealed class GraphLowering
{
    private readonly NetworkGraph _graph;
    private readonly LayerLowering[] _rules;
    private readonly Value[] _values;
    private readonly bool[] _learns;
    private readonly bool _wantsInputs;

    /// <param name="graph">The graph.</param>
    /// <param name="wantsInputs">Whether the gradients of the inputs are computed, too.</param>
    public GraphLowering(NetworkGraph graph, bool wantsInputs = false)
    {
        _wantsInputs = wantsInputs;
        _graph = graph;
        _rules = [.. graph.Nodes.Select(static node => node.Layer.Layer.Lower(node.Layer))];
        _values = new Value[_rules.Length];
        _learns = new bool[_rules.Length];
        for (int i = 0; i < _learns.Length; i++)
        {
            Node node = graph.Nodes[i];
            _learns[i] = wantsInputs || node.Layer.Tensors.Any(static tensor => tensor.IsTrainable) || node.Inputs.Any(Learns);
        }
    }

    /// <summary>Whether there is something to learn before an output.</summary>
    public bool IsTrainable(int output) => Learns(_graph.Outputs[output]);

    /// <summary>Adds the kernels of the forward pass.</summary>
    /// <returns>The network's outputs; its inputs where nothing is to be computed.</returns>
    public Value[] Forward(PlanBuilder plan, CancellationToken cancellationToken)
    {
        // What several nodes read is brought into the kernels' order once.
        int[] readers = [.. Enumerable.Range(0, _rules.Length).Where(i => _graph.Nodes[i].Inputs.Contains(NetworkGraph.Inputs))];
        Value inputs = readers.Length > 1 ? _rules[readers[0]].ToPixels(plan, plan.Inputs) : plan.Inputs;
        Value At(int node) => node == NetworkGraph.Inputs ? inputs : _values[node];
        for (int i = 0; i < _rules.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _values[i] = _rules[i].Forward(plan, [.. _graph.Nodes[i].Inputs.Select(At)]);
        }

        return [.. _graph.Outputs.Select(At)];
    }

    /// <summary>Adds the kernels of the backward pass.</summary>
    /// <param name="plan">The pass, behind its forward rules.</param>
    /// <param name="dy">The gradients of the loss with respect to the network's outputs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The gradients of the inputs by the layers that stand for them; of a network that does not name them, under null. Empty where they are not computed.</returns>
    public IReadOnlyList<(AnalyzedLayer? Input, Value Gradient)> Backward(PlanBuilder plan, IReadOnlyList<Value> dy, CancellationToken cancellationToken)
    {
        var gradients = new Value?[_rules.Length];
        var inputs = new List<(AnalyzedLayer? Input, Value Gradient)>();
        Value? ofInputs = null;
        for (int i = 0; i < dy.Count; i++)
        {
            if (Learns(_graph.Outputs[i]))
            {
                Give(_graph.Outputs[i], dy[i]);
            }
        }

        foreach (int i in _graph.Backwards())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_learns[i] || gradients[i] is not { } gradient)
            {
                continue;
            }

            Node node = _graph.Nodes[i];
            if (node.Layer.Layer is Input)
            {
                inputs.Add((node.Layer, gradient));
                continue;
            }

            bool[] wanted = [.. node.Inputs.Select(Learns)];
            IReadOnlyList<Value> inputGradients = _rules[i].Backward(plan, gradient, wanted);
            for (int k = 0; k < wanted.Length; k++)
            {
                if (wanted[k])
                {
                    Give(node.Inputs[k], inputGradients[k]);
                }
            }
        }

        return ofInputs is null ? inputs : [(null, ofInputs)];

        void Give(int node, Value gradient)
        {
            if (node == NetworkGraph.Inputs)
            {
                ofInputs = ofInputs is null ? gradient : LayerLowering.SumInputGradients(plan, gradient, ofInputs);
            }
            else
            {
                gradients[node] = gradients[node] is { } sum ? _rules[node].SumGradients(plan, gradient, sum) : gradient;
            }
        }
    }

    private bool Learns(int node) => node == NetworkGraph.Inputs ? _wantsInputs : _learns[node];
}
