using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// How values flow through a network or a block: every layer as a step, those of blocks in place of what is made of them, and a step
/// wherever values are joined. It is what hazards are looked for in.
/// </summary>
internal sealed class FlowGraph
{
    private readonly List<FlowNode> _nodes = [];

    private FlowGraph()
    {
    }

    /// <summary>The steps, each behind those that it gets values from.</summary>
    public IReadOnlyList<FlowNode> Nodes => _nodes;

    /// <summary>The outputs; of a block the value of its last layer.</summary>
    public IReadOnlyList<FlowOutput> Outputs { get; private set; } = [];

    /// <summary>The outputs that have a loss.</summary>
    public IEnumerable<FlowOutput> Trained => Outputs.Where(static output => output.Loss is not null);

    /// <summary>Whether this is a block by itself, whose inputs and use are not known.</summary>
    public bool IsBlock { get; private init; }

    public static FlowGraph Of(NetworkDeclaration declaration, AnalyzedNetwork network)
    {
        var graph = new FlowGraph();
        List<FlowNode> steps = graph.Add(
            [.. declaration.Layers.Select(static layer => layer.Value)],
            network.Layers,
            new Scope("", null, (i, _) => new LayerPlace(declaration.Layers[i].Ordinal)),
            graph.Begin());
        int next = 0;
        graph.Outputs =
        [
            .. network.Outputs.Select(output =>
            {
                // Losses are in the order of their outputs. What a declared output is the name of is a step.
                FlowNode node = steps[output.Layer];
                return new FlowOutput(
                    output.Name is null ? node : node.Inputs[0],
                    output.Loss is null ? null : new Sited<Loss>(output.Loss, declaration.Losses[next++].Ordinal),
                    output.Shape);
            }),
        ];
        return graph;
    }

    /// <summary>A block with the values that its parameters have by themselves. Its attributes count from 0.</summary>
    public static FlowGraph Of(BlockUse block)
    {
        var graph = new FlowGraph { IsBlock = true };
        graph.Outputs = [new FlowOutput(graph.Add(block.Layers, null, new Scope("", null, static (i, _) => new LayerPlace(i)), graph.Begin()).Last(), Loss: null, Shape: null)];
        return graph;
    }

    private FlowNode Begin() => Step(new FlowNode("input", default));

    private FlowNode Step(FlowNode node)
    {
        _nodes.Add(node);
        return node;
    }

    private List<FlowNode> Add(IReadOnlyList<Layer> layers, IReadOnlyList<AnalyzedLayer>? facts, Scope scope, FlowNode flow)
    {
        string[] names = LayerNames.Assign(layers, scope.PlaceOf, []);

        // Of an analysed network it is known which values a layer reads.
        ValueNames? values = facts is null ? new ValueNames(layers, names, scope.PlaceOf, []) : null;
        var steps = new List<FlowNode>(layers.Count);
        FlowNode input = flow;
        for (int i = 0; i < layers.Count; i++)
        {
            EquatableArray<int> sources = facts is null ? values!.Sources(i).Sources : facts[i].Inputs;
            FlowNode[] inputs = [.. sources.Select(source => source < 0 ? input : steps[source])];
            var origin = new FlowOrigin(scope.PlaceOf(i, names[i]), scope.Use);
            string name = scope.Path + names[i];
            flow = layers[i] is Composite composite
                ? Add(composite, facts?[i], name, origin, inputs[0])
                : Step(new FlowNode(name, origin, inputs) { Layer = layers[i] is Join ? null : layers[i], Facts = facts?[i] });
            steps.Add(flow);
        }

        return steps;
    }

    private FlowNode Add(Composite composite, AnalyzedLayer? facts, string name, FlowOrigin origin, FlowNode flow)
    {
        var ends = new List<FlowNode>();
        int number = 0;
        foreach ((string word, BlockUse block) in composite.Uses)
        {
            string path = word.Length == 0 ? name + "." : $"{name}.{word}.";
            var scope = new Scope(path, new FlowBlock(block.Type, number, origin), (i, layer) => origin.Place.In(block, i, path + layer));
            FlowNode input = composite is Repeat && ends.Count > 0 ? ends[ends.Count - 1] : flow;
            ends.Add(Add(block.Layers, facts?.Branches[number].Layers, scope, input).LastOrDefault() ?? input);
            number++;
        }

        return composite switch
        {
            Residual { Shortcut: null } or Gate => Step(new FlowNode(name, origin, ends[0], flow) { Facts = facts }),
            Residual or Concat => Step(new FlowNode(name, origin, [.. ends]) { Facts = facts }),
            _ => ends[ends.Count - 1],
        };
    }

    /// <summary>An output.</summary>
    /// <param name="Node">The step that makes its value.</param>
    /// <param name="Loss">Its loss; null where it has none.</param>
    /// <param name="Shape">Its shape; null for a block.</param>
    internal sealed record FlowOutput(FlowNode Node, Sited<Loss>? Loss, Shape? Shape)
    {
        /// <summary>The step that the loss sees, straight behind layers of which nothing matters here.</summary>
        public FlowNode? Last(Func<Layer, bool> through) => Node.Layer is { } layer && through(layer) ? Node.Behind(through) : Node;
    }

    /// <summary>What the layers of one list have in common: the path to them, the use of a block that they lie in, and where each is.</summary>
    private readonly record struct Scope(string Path, FlowBlock? Use, Func<int, string, LayerPlace> PlaceOf);
}
