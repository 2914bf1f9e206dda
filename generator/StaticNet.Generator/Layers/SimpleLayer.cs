using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary>A layer that is not made of blocks.</summary>
internal abstract record SimpleLayer : Layer
{
    /// <summary>Checks the arguments and finds the output's shape, the tensors and what else depends on the place of the layer.</summary>
    public abstract LayerFacts Infer(LayerContext context);
}
