using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>A layer that joins values by their names. With one name, and with <c>From</c>, the value before the layer is the first of them.</summary>
internal abstract record Join(EquatableArray<string> Values) : SimpleLayer
{
    public sealed override DeclaredArguments Declared => DeclaredArguments.Of(Values);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public sealed override bool ReadsPrevious => Values.Count < 2 || From is not null;

    public sealed override EquatableArray<string> Reads => Values;

    /// <summary>Whether it takes exactly two values.</summary>
    protected virtual bool IsOfTwo => true;

    public sealed override (string Parameter, int Element) NameArgument(int index)
        => !IsOfTwo ? ("values", index) : (Values.Count == 1 ? "value" : index == 0 ? "first" : "second", 0);

    public override LayerFacts Infer(LayerContext context)
    {
        if (Values.Count == 0)
        {
            context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, "values", Kind, "values", "0 names", "at least one");
        }

        if (Values.Count > DeclarationLimits.JoinedValues)
        {
            context.ReportArgument(
                DiagnosticIds.ArgumentOutOfRange, "values", Kind, "values", $"{Number(Values.Count)} names", $"at most {Number(DeclarationLimits.JoinedValues)}");
        }

        if (IsOfTwo && Values.Count == 2 && From is not null)
        {
            context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, nameof(From), Kind, nameof(From), $"'{Excerpt.Of(From)}'", "left out where two values are named");
        }

        return LayerFacts.Unchanged(context) with
        {
            Output = JoinShapes(context),
            IsOutputKnown = context.Inputs.All(static input => input.IsKnown),
            ReceptiveField = context.Inputs.Select(static input => input.ReceptiveField).Aggregate(static (one, other) => one.Or(other)),
        };
    }

    /// <summary>The shape of the output; reports shapes that do not go together. Element by element, they are one shape.</summary>
    protected virtual Shape JoinShapes(LayerContext context) => SameShape(context);

    /// <summary>Whether a value has a number for each channel of another one: <c>(channels)</c>, or one pixel of as many channels.</summary>
    public static bool AreChannels(Shape numbers, Shape image)
        => image.Rank > 1 && !numbers.Equals(image) && numbers.Dimensions[0] == image.Dimensions[0] && numbers.Length == numbers.Dimensions[0];

    /// <summary>The shape of two values, of which one may have a number for each channel of the other.</summary>
    protected Shape JoinChannels(LayerContext context)
    {
        if (context.Inputs.Count == 2)
        {
            (Shape a, Shape b) = (context.Inputs[0].Shape, context.Inputs[1].Shape);
            if (AreChannels(b, a) || AreChannels(a, b))
            {
                return AreChannels(b, a) ? a : b;
            }

            if (!a.Equals(b))
            {
                ReportShapes(context, "they need one shape, or one of them a number for each channel of the other");
            }

            return a;
        }

        return SameShape(context);
    }

    /// <summary>The one shape that all values have.</summary>
    protected Shape SameShape(LayerContext context)
    {
        if (context.Inputs.Any(input => !input.Shape.Equals(context.Input)))
        {
            ReportShapes(context, "all of them need one shape");
        }

        return context.Input;
    }

    /// <summary>Reports shapes that do not go together.</summary>
    protected void ReportShapes(LayerContext context, string rule)
    {
        if (context.Inputs.All(static input => input.IsKnown))
        {
            context.Report(DiagnosticIds.JoinShapes, Kind, string.Join(", ", context.Inputs.Select(static input => $"'{input.Name}' of shape {input.Shape}")), rule);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
