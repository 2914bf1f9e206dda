using System.Collections.Generic;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary><c>y = body(x) + shortcut(x)</c>; without a shortcut <c>y = body(x) + x</c>.</summary>
internal sealed partial record Residual(BlockUse Body, BlockUse? Shortcut) : Composite
{
    public override string Word => "residual";

    public override string Equation => Shortcut is null ? "y = block(x) + x" : "y = block(x) + shortcut(x)";

    public override EquatableArray<BlockUse> Blocks => Shortcut is null ? EquatableArray.Of(Body) : EquatableArray.Of(Body, Shortcut);

    // The layers of the body have no word of their own.
    public override IEnumerable<(string Word, BlockUse Block)> Uses => Shortcut is null ? [("", Body)] : [("", Body), ("shortcut", Shortcut)];

    public static Residual Read(ILayerArguments arguments) => new(arguments.Blocks[0], arguments.Blocks.Count > 1 ? arguments.Blocks[1] : null);

    protected override Flow JoinKnown(Flow input, IReadOnlyList<Flow> outputs, LayerContext context)
    {
        Flow body = outputs[0];
        Flow shortcut = outputs.Count > 1 ? outputs[1] : input;
        if (!body.Shape.Equals(shortcut.Shape))
        {
            string hint = Shortcut is not null
                ? "the two blocks have to change the shape alike"
                : body.Shape.Rank == input.Shape.Rank && body.Shape.Rank > 1
                    ? $"name a block that makes {body.Shape} of {input.Shape} as the shortcut, such as a 1x1 convolution: [Residual<{Body.Name}, Shortcut>]"
                    : $"name a block that makes {body.Shape} of {input.Shape} as the shortcut: [Residual<{Body.Name}, Shortcut>]";
            context.Report(
                DiagnosticIds.ResidualShapes,
                nameof(Residual),
                Body.Name,
                body.Shape.ToString(),
                Shortcut is null ? "its input" : $"that of '{Shortcut.Name}'",
                shortcut.Shape.ToString(),
                hint);
        }

        return body with { ReceptiveField = body.ReceptiveField.Or(shortcut.ReceptiveField) };
    }
}
