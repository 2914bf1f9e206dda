using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>Blocks one after another: their layers are lowered as if they stood in the network.</summary>
internal abstract record Chain(BlockUse Body) : Composite
{
    public sealed override EquatableArray<BlockUse> Blocks => EquatableArray.Of(Body);

    public sealed override int Add(NetworkGraph graph, AnalyzedLayer layer, int input)
        => layer.Branches.Aggregate(input, (at, branch) => graph.Add(branch.Layers, at));

    public sealed override LayerLowering Lower(AnalyzedLayer layer) => throw new InvalidOperationException($"The layers of {GetType().Name} are lowered one by one.");

    protected sealed override Flow JoinKnown(Flow input, IReadOnlyList<Flow> outputs, LayerContext context) => outputs[outputs.Count - 1];
}
