using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>Two axes exchanged. No multiply-adds are counted.</summary>
internal sealed partial record Transpose(int First, int Second) : SimpleLayer
{
    public override string Word => "transpose";

    public override string Equation => "y = x with two axes exchanged";

    public override DeclaredArguments Declared => DeclaredArguments.Of(First, Second);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.PassesOn | LayerRoles.Linear);

    public static Transpose Read(ILayerArguments arguments) => new(arguments.Int("first", fallback: 0), arguments.Int("second", fallback: 0));

    public override LayerFacts Infer(LayerContext context)
    {
        bool areAxes = Arguments.RequireAxis(context, Kind, "first", First) & Arguments.RequireAxis(context, Kind, "second", Second);
        if (areAxes && First == Second)
        {
            Arguments.ReportValue(context, Kind, "second", Second, "another axis than the first");
            areAxes = false;
        }

        bool isKnown = areAxes && context.IsInputKnown;

        // What a value sees lies along other axes behind it.
        return LayerFacts.Unchanged(context) with
        {
            Output = isKnown
                ? new Shape(context.Input.Dimensions.Select((_, axis) => context.Input.Dimensions[axis == First ? Second : axis == Second ? First : axis]).ToEquatableArray())
                : context.Input,
            IsOutputKnown = isKnown,
            ReceptiveField = context.ReceptiveField.Whole(),
        };
    }
}
