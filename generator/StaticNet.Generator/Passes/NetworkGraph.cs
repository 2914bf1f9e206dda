using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>A layer that is computed, with what it reads.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The indices of the nodes that it reads, all of them before it; <see cref="NetworkGraph.Inputs"/> for the network's inputs.</param>
internal sealed record Node(AnalyzedLayer Layer, EquatableArray<int> Inputs);

/// <summary>
/// A network as nodes that read each other, in an order in which they can run. Layers made of blocks are taken apart: those of their blocks are nodes like any
/// other, and a residual or concatenation itself is the node that joins them.
/// </summary>
internal sealed class NetworkGraph
{
    /// <summary>Stands for the network's inputs where nodes are counted.</summary>
    public const int Inputs = -1;

    private readonly List<Node> _nodes = [];

    /// <summary>The nodes.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The nodes whose results are wanted.</summary>
    public IReadOnlyList<int> Outputs { get; private set; } = [];

    /// <summary>The graph of a network's layers, whose outputs are those of some of them.</summary>
    public static NetworkGraph Of(IReadOnlyList<AnalyzedLayer> layers, IEnumerable<int> outputs)
    {
        var graph = new NetworkGraph();
        int[] at = graph.AddAll(layers, Inputs);
        graph.Outputs = [.. outputs.Select(layer => layer == AnalyzedLayer.BeforeAll ? Inputs : at[layer])];
        return graph;
    }

    /// <summary>Adds the layers of a network or block.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">What goes into them.</param>
    /// <returns>The last of them; the input where there is none.</returns>
    public int Add(IReadOnlyList<AnalyzedLayer> layers, int input) => AddAll(layers, input) is { Length: > 0 } at ? at[at.Length - 1] : input;

    private int[] AddAll(IReadOnlyList<AnalyzedLayer> layers, int input)
    {
        int[] at = new int[layers.Count];
        for (int i = 0; i < at.Length; i++)
        {
            at[i] = Add(layers[i], [.. layers[i].Inputs.Select(source => source == AnalyzedLayer.BeforeAll ? input : at[source])]);
        }

        return at;
    }

    /// <summary>Adds a layer and, before it, the layers of the blocks that it is made of.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What it reads.</param>
    /// <returns>Its node; of a chain of blocks the last layer's.</returns>
    public int Add(AnalyzedLayer layer, IReadOnlyList<int> inputs)
        => layer.Layer is Composite composite ? composite.Add(this, layer, inputs[0]) : Join(layer, inputs);

    /// <summary>Adds a node.</summary>
    public int Join(AnalyzedLayer layer, IEnumerable<int> inputs)
    {
        _nodes.Add(new Node(layer, inputs.ToEquatableArray()));
        return _nodes.Count - 1;
    }

    /// <summary>
    /// The nodes that the outputs depend on, each before those that it reads: the order in which gradients are computed. What a node reads first comes first, with
    /// all that only it depends on, so that the gradients of one branch at a time are in memory.
    /// </summary>
    public IReadOnlyList<int> Backwards()
    {
        var order = new List<int>();
        bool[] isSeen = new bool[_nodes.Count];
        var path = new Stack<(int Node, int Input)>();
        foreach (int output in Outputs)
        {
            Enter(output);
            while (path.Count > 0)
            {
                (int node, int input) = path.Pop();
                if (input < 0)
                {
                    order.Add(node);
                    continue;
                }

                path.Push((node, input - 1));
                Enter(_nodes[node].Inputs[input]);
            }
        }

        order.Reverse();
        return order;

        void Enter(int node)
        {
            if (node >= 0 && !isSeen[node])
            {
                isSeen[node] = true;
                path.Push((node, _nodes[node].Inputs.Count - 1));
            }
        }
    }

    /// <summary>
    /// The graph as training takes it: a loss that computes the layer of its output itself takes what that layer reads. Changes of shape behind the layer stay, and what no
    /// loss depends on is left out.
    /// </summary>
    /// <param name="losses">For each output its loss.</param>
    public NetworkGraph Before(IEnumerable<Loss> losses)
    {
        // Others may read the layers, too.
        var graph = new NetworkGraph();
        graph._nodes.AddRange(_nodes);
        graph.Outputs = [.. Outputs.Zip(losses, graph.Before)];
        return graph.Needed();
    }

    private int Before(int output, Loss loss)
    {
        var flat = new Stack<Node>();
        int last = output;
        while (last >= 0 && _nodes[last].Layer.Layer is Flatten or Layers.Output)
        {
            if (_nodes[last].Layer.Layer is Flatten)
            {
                flat.Push(_nodes[last]);
            }

            last = _nodes[last].Inputs[0];
        }

        return last >= 0 && loss.Includes(_nodes[last].Layer, _nodes[output].Layer.Output)
            ? flat.Aggregate(_nodes[last].Inputs[0], (before, node) => Join(node.Layer, [before]))
            : output;
    }

    // The nodes that the outputs depend on.
    private NetworkGraph Needed()
    {
        int[] kept = [.. Backwards().OrderBy(static node => node)];
        int At(int node) => node == Inputs ? Inputs : Array.BinarySearch(kept, node);
        var graph = new NetworkGraph { Outputs = [.. Outputs.Select(At)] };
        graph._nodes.AddRange(kept.Select(node => _nodes[node] with { Inputs = _nodes[node].Inputs.Select(At).ToEquatableArray() }));
        return graph;
    }
}
