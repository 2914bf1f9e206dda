using System;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>Values by their names, one after another along the channels.</summary>
internal sealed partial record ConcatValues(EquatableArray<string> Values) : Join(Values)
{
    public override string Kind => nameof(Concat);

    public override string Word => "concat";

    public override string Equation => "y = the channels of a, b, ... one behind another";

    protected override bool IsOfTwo => false;

    public static ConcatValues Read(ILayerArguments arguments) => new(arguments.Names);

    protected override Shape JoinShapes(LayerContext context)
    {
        if (context.Inputs.Any(input => !input.Shape.Dimensions.Skip(1).SequenceEqual(context.Input.Dimensions.Skip(1)) || input.Shape.Rank != context.Input.Rank))
        {
            ReportShapes(context, "they may differ in their channels only");
            return context.Input;
        }

        long channels = context.Inputs.Sum(static input => (long)input.Shape.Dimensions[0]);
        return new Shape(context.Input.Dimensions.Skip(1).Prepend((int)Math.Min(channels, int.MaxValue)).ToEquatableArray());
    }
}
