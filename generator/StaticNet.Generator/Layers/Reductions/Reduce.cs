using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>One value of all that lie along an axis, which is left out of the shape. No multiply-adds are counted.</summary>
/// <param name="Axis">The axis of the shape of a sample.</param>
internal abstract partial record Reduce(int Axis) : SimpleLayer
{
    public sealed override DeclaredArguments Declared => DeclaredArguments.Of(Axis);

    public sealed override LayerFacts Infer(LayerContext context)
    {
        bool isKnown = Arguments.RequireAxis(context, Kind, "axis", Axis) && context.IsInputKnown;
        Shape output = !isKnown ? context.Input
            : context.Input.Rank == 1 ? Shape.Of(1)
            : new Shape(context.Input.Dimensions.Where((_, axis) => axis != Axis).ToEquatableArray());

        // Axes have other places behind it.
        return LayerFacts.Unchanged(context) with { Output = output, IsOutputKnown = isKnown, ReceptiveField = context.ReceptiveField.Whole() };
    }
}
