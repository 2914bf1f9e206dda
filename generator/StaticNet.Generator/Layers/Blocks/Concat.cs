using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>The outputs of all branches, one after another along the channels.</summary>
internal sealed partial record Concat(EquatableArray<BlockUse> Branches) : Composite
{
    public override string Word => "concat";

    public override string Equation => "y = the branches' channels one behind another";

    public override EquatableArray<BlockUse> Blocks => Branches;

    public override IEnumerable<(string Word, BlockUse Block)> Uses => Branches.Select(static (branch, i) => (Numbered("branch", i + 1), branch));

    public static Concat Read(ILayerArguments arguments) => new(arguments.Blocks);

    protected override Flow JoinKnown(Flow input, IReadOnlyList<Flow> outputs, LayerContext context)
    {
        Flow first = outputs[0];
        if (outputs.Any(output => !output.Shape.Dimensions.Skip(1).SequenceEqual(first.Shape.Dimensions.Skip(1))))
        {
            IEnumerable<string> shapes = outputs.Select((output, i) => $"'{Branches[i].Name}' makes {output.Shape}");
            context.Report(DiagnosticIds.ConcatShapes, nameof(Concat), string.Join(", ", shapes));
            return first with { IsKnown = false };
        }

        long channels = outputs.Sum(static output => (long)output.Shape.Dimensions[0]);
        return new Flow(
            new Shape(first.Shape.Dimensions.Skip(1).Prepend((int)System.Math.Min(channels, int.MaxValue)).ToEquatableArray()),
            IsKnown: true,
            outputs.Select(static output => output.ReceptiveField).Aggregate(static (one, other) => one.Or(other)));
    }
}
