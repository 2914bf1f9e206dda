using System.Collections.Generic;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = x block(x)</c>, where the block keeps the shape or makes a number for each channel.</summary>
internal sealed partial record Gate(BlockUse Body) : Composite
{
    public override string Word => "gate";

    public override string Equation => "y = x block(x)";

    public override EquatableArray<BlockUse> Blocks => EquatableArray.Of(Body);

    // The layers of the body have no word of their own.
    public override IEnumerable<(string Word, BlockUse Block)> Uses => [("", Body)];

    public static Gate Read(ILayerArguments arguments) => new(arguments.Blocks[0]);

    protected override Flow JoinKnown(Flow input, IReadOnlyList<Flow> outputs, LayerContext context)
    {
        Flow body = outputs[0];
        if (!body.Shape.Equals(input.Shape) && !Layers.Join.AreChannels(body.Shape, input.Shape))
        {
            string numbers = input.Shape.Rank > 1 ? $", or to make a number for each channel, {Shape.Of(input.Shape.Dimensions[0])}" : "";
            context.Report(
                DiagnosticIds.JoinShapes,
                nameof(Gate),
                $"its input of shape {input.Shape}, the output of '{Body.Name}' of shape {body.Shape}",
                $"the block has to keep the shape{numbers}");
        }

        return input with { ReceptiveField = body.ReceptiveField.Or(input.ReceptiveField) };
    }
}
