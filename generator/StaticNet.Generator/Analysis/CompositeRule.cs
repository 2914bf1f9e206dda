using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>How the outputs of a composite layer's blocks become its own: handed on, added, or put one behind another along the channels.</summary>
internal static class CompositeRule
{
    /// <summary>The blocks with the words that tell them apart in names: those of a residual's body have no word of their own.</summary>
    public static IEnumerable<(string Word, BlockUse Block)> Branches(Composite composite) => composite switch
    {
        Apply apply => [("", apply.Body)],
        // However often it is meant to be there, what cannot be read, or has nothing in it, is there once.
        Repeat { Body: { IsKnown: false } or { Layers.Count: 0 } } repeat => [(Numbered("block", 1), repeat.Body)],
        Repeat repeat => Enumerable.Range(1, System.Math.Max(repeat.Count, 1)).Select(i => (Numbered("block", i), repeat.Body)),
        Residual { Shortcut: null } residual => [("", residual.Body)],
        Residual residual => [("", residual.Body), ("shortcut", residual.Shortcut)],
        Concat concat => concat.Branches.Select(static (branch, i) => (Numbered("branch", i + 1), branch)),
        _ => throw new System.NotSupportedException($"There is no rule for {composite.GetType().Name}."),
    };

    /// <summary>The composite layer's output; reports outputs that do not go together.</summary>
    public static Flow Join(Composite composite, Flow input, IReadOnlyList<Flow> outputs, LayerContext context)
    {
        Flow first = outputs[0];
        if (outputs.Any(static output => !output.IsKnown))
        {
            return first with { IsKnown = false };
        }

        return composite switch
        {
            Residual residual => Add(residual, input, first, outputs.Count > 1 ? outputs[1] : input, context),
            Concat concat => Append(concat, outputs, context),
            _ => outputs[outputs.Count - 1],
        };
    }

    private static Flow Add(Residual residual, Flow input, Flow body, Flow shortcut, LayerContext context)
    {
        if (!body.Shape.Equals(shortcut.Shape))
        {
            string hint = residual.Shortcut is not null
                ? "the two blocks have to change the shape alike"
                : body.Shape.Rank == input.Shape.Rank && body.Shape.Rank > 1
                    ? $"name a block that makes {body.Shape} of {input.Shape} as the shortcut, such as a 1x1 convolution: [Residual<{residual.Body.Name}, Shortcut>]"
                    : $"name a block that makes {body.Shape} of {input.Shape} as the shortcut: [Residual<{residual.Body.Name}, Shortcut>]";
            context.Report(
                DiagnosticIds.ResidualShapes,
                "Residual",
                residual.Body.Name,
                body.Shape.ToString(),
                residual.Shortcut is null ? "its input" : $"that of '{residual.Shortcut.Name}'",
                shortcut.Shape.ToString(),
                hint);
        }

        return body with { ReceptiveField = body.ReceptiveField.Or(shortcut.ReceptiveField) };
    }

    private static Flow Append(Concat concat, IReadOnlyList<Flow> outputs, LayerContext context)
    {
        Flow first = outputs[0];
        if (outputs.Any(output => !output.Shape.Dimensions.Skip(1).SequenceEqual(first.Shape.Dimensions.Skip(1))))
        {
            IEnumerable<string> shapes = outputs.Select((output, i) => $"'{concat.Branches[i].Name}' makes {output.Shape}");
            context.Report(DiagnosticIds.ConcatShapes, "Concat", string.Join(", ", shapes));
            return first with { IsKnown = false };
        }

        long channels = outputs.Sum(static output => (long)output.Shape.Dimensions[0]);
        return new Flow(
            new Shape(first.Shape.Dimensions.Skip(1).Prepend((int)System.Math.Min(channels, int.MaxValue)).ToEquatableArray()),
            IsKnown: true,
            outputs.Select(static output => output.ReceptiveField).Aggregate(static (one, other) => one.Or(other)));
    }

    private static string Numbered(string word, int number) => word + number.ToString(CultureInfo.InvariantCulture);
}
