using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(channels, height, width)</c> or <c>(channels, length)</c> to <c>(channels)</c>. No multiply-adds are counted.</summary>
internal abstract record GlobalPool : SimpleLayer
{
    public sealed override LayerFacts Infer(LayerContext context)
    {
        bool isSpatial = Image.RequireSpatial(context, GetType().Name);

        // Everything in height and width; of the channels what it sees already.
        ReceptiveField before = context.ReceptiveField;
        EquatableArray<double> reaches = context.NetworkInput.Dimensions
            .Select((length, dimension) => dimension == 0 ? before.Reaches[0] : length - 1.0)
            .ToEquatableArray();
        return new LayerFacts(
            Shape.Of(context.Input.Dimensions[0]), EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, before with { Reaches = reaches })
        {
            IsOutputKnown = isSpatial && context.IsInputKnown,
        };
    }
}
