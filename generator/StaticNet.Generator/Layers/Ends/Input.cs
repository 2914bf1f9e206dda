using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>One of several inputs of a network: a part of each sample, with a shape of its own.</summary>
internal sealed partial record Input(Shape Shape) : SimpleLayer
{
    public override string Word => "input";

    public override string Equation => "y = its part of the inputs";

    public override DeclaredArguments Declared => DeclaredArguments.OfName(Name, Shape);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public override bool ReadsPrevious => false;

    public override string NameParameter => "name";

    public static Input Read(ILayerArguments arguments) => new(new Shape(arguments.Ints("shape")));

    public override LayerFacts Infer(LayerContext context)
    {
        Shape? shape = InputShapeRule.Check(Shape, (id, element, reasons) => context.ReportArgument(id, ("shape", Math.Max(element, 0)), reasons));
        return new LayerFacts(shape ?? InputShapeRule.StandIn, EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, ReceptiveField.Of(shape ?? InputShapeRule.StandIn))
        {
            IsOutputKnown = shape is not null,
        };
    }
}
