using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>What a rule finds out about a layer.</summary>
/// <param name="Output">The shape of one sample behind it; of an impossible layer the best guess, so that the next one can be looked at.</param>
/// <param name="Tensors">Its parameters, not yet placed: every offset is 0.</param>
/// <param name="MultiplyAdds">Of one sample.</param>
/// <param name="ReceptiveField">How far, along each dimension of the network's input, one output sees.</param>
internal sealed record LayerFacts(Shape Output, EquatableArray<TensorModel> Tensors, long MultiplyAdds, ReceptiveField ReceptiveField)
{
    /// <summary>False where the output is not even a guess but a stand-in: what later layers would say about it means nothing.</summary>
    public bool IsOutputKnown { get; init; } = true;

    /// <summary>What a pass keeps of the layer beside its output, in floats a sample, and training once more for its gradient.</summary>
    public long KeptFloats { get; init; }

    /// <summary>Of a layer that leaves the shape as it is, and takes each value by itself.</summary>
    public static LayerFacts Unchanged(LayerContext context)
        => new(context.Input, EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, context.ReceptiveField) { IsOutputKnown = context.IsInputKnown };

    /// <summary>Of a layer that makes one flat vector of as many values.</summary>
    public static LayerFacts Flat(LayerContext context) => Unchanged(context) with { Output = Shape.Of((int)context.Input.Length) };

    /// <summary>The window of a convolution or a pool with everything resolved.</summary>
    public ConvGeometry? Geometry { get; init; }

    /// <summary>Whether the window moves over the output, and what it sees there is made of one element of the input: a transposed convolution.</summary>
    public bool IsTransposed { get; init; }
}
