using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A part of a value along one axis. No multiply-adds are counted.</summary>
internal sealed partial record Slice(int Start, int Length, int Axis) : SimpleLayer
{
    public override string Word => "slice";

    public override string Equation => "y = a part of x";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Start, Length).Set("Axis", Axis, 0);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public static Slice Read(ILayerArguments arguments) => new(arguments.Int("start", fallback: 0), arguments.Int("length"), arguments.Int("Axis", fallback: 0));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastZero(context, nameof(Slice), "start", Start);
        Arguments.RequireAtLeastOne(context, nameof(Slice), "length", Length);
        bool isKnown = context.IsInputKnown && Start >= 0 && Length >= 1;
        if (!Arguments.RequireAxis(context, nameof(Slice), nameof(Axis), Axis))
        {
            isKnown = false;
        }
        else if (isKnown && (long)Start + Length > context.Input.Dimensions[Axis])
        {
            (string parameter, int value, int most) = Start < context.Input.Dimensions[Axis]
                ? ("length", Length, context.Input.Dimensions[Axis] - Start)
                : ("start", Start, context.Input.Dimensions[Axis] - 1);
            Arguments.RequireAtMost(context, nameof(Slice), parameter, value, most, $"as axis {Number(Axis)} of {context.Input} has {Number(context.Input.Dimensions[Axis])}");
            isKnown = false;
        }

        return LayerFacts.Unchanged(context) with
        {
            Output = isKnown ? new Shape(context.Input.Dimensions.Select((length, axis) => axis == Axis ? Length : length).ToEquatableArray()) : context.Input,
            IsOutputKnown = isKnown,
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
