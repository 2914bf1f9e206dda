using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Gate
{
    public override int Add(NetworkGraph graph, AnalyzedLayer layer, int input) => graph.Join(layer, [input, graph.Add(layer.Branches[0].Layers, input)]);

    public override LayerLowering Lower(AnalyzedLayer layer)
        => layer.Branches[0].Layers is [.., { Output: var gate }] && Layers.Join.AreChannels(gate, layer.Input)
            ? new ChannelLowering(layer, Combination.Multiply, image: 0)
            : new MultiplyLowering(layer);
}
