using System.Linq;
using System.Numerics;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>The same values in another shape, in the order of channels, lines and pixels.</summary>
internal sealed partial record Reshape(EquatableArray<int> Dimensions) : SimpleLayer
{
    public override string Word => "reshape";

    public override string Equation => "y = x in another shape";

    public override DeclaredArguments Declared => DeclaredArguments.Of([.. Dimensions]);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.PassesOn | LayerRoles.Linear);

    public static Reshape Read(ILayerArguments arguments) => new(arguments.Ints("shape"));

    public override LayerFacts Infer(LayerContext context)
    {
        if (Dimensions.Count is < 1 or > 3)
        {
            Report(context, element: 3, $"{Sizes.Text(Dimensions.Count)} dimensions", "of 1, 2 or 3 dimensions");
            return LayerFacts.Unchanged(context) with { IsOutputKnown = false };
        }

        if (Dimensions.TakeWhile(static length => length >= 1).Count() is var sound && sound < Dimensions.Count)
        {
            Report(context, sound, Sizes.Text(Dimensions[sound]), "at least 1 in each dimension");
            return LayerFacts.Unchanged(context) with { IsOutputKnown = false };
        }

        var shape = new Shape(Dimensions);
        BigInteger values = Dimensions.Aggregate(BigInteger.One, static (product, length) => product * length);
        bool fits = context.IsInputKnown && values == context.Input.Length;
        if (context.IsInputKnown && !fits)
        {
            Report(context, element: 0, $"{shape}, which has {Sizes.Text(values)} values", $"a shape of the {Sizes.Text(context.Input.Length)} values of {context.Input}");
        }

        // Which of the values are neighbours is not known any more.
        return LayerFacts.Unchanged(context) with { Output = fits ? shape : context.Input, IsOutputKnown = fits, ReceptiveField = context.ReceptiveField.Whole() };
    }

    private static void Report(LayerContext context, int element, string value, string expected)
        => context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, ("shape", element), nameof(Reshape), "shape", value, expected);
}
