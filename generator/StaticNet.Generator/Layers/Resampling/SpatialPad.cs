using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>Makes an image or a sequence larger at its sides. No multiply-adds are counted.</summary>
/// <param name="Pad">What is on every side.</param>
/// <param name="Lines">What is declared for the height.</param>
/// <param name="Pixels">What is declared for the width.</param>
internal abstract record SpatialPad(int Pad, SlidingAxis Lines, SlidingAxis Pixels) : SimpleLayer
{
    /// <summary>What is put there.</summary>
    protected abstract AxisMapKind Map { get; }

    // Linear, but two convolutions with it between them are not one.
    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public sealed override DeclaredArguments Declared
        => Lines.Pads.Concat(Pixels.Pads).Aggregate(Pad == 0 ? DeclaredArguments.None : DeclaredArguments.Of(Pad), static (arguments, pad) => arguments.SetIfAny(pad.Name, pad.Value));

    public sealed override LayerFacts Infer(LayerContext context)
    {
        string name = GetType().Name;
        bool isKnown = Image.RequireSpatial(context, name) && context.IsInputKnown;
        Arguments.RequireAtLeastZero(context, name, "pad", Pad);
        foreach (var (property, value) in Lines.Pads.Concat(Pixels.Pads))
        {
            Arguments.RequireAtLeastZero(context, name, property, value ?? 0);
        }

        if (!isKnown)
        {
            return LayerFacts.Unchanged(context) with { IsOutputKnown = false };
        }

        Image input = Image.OfPixels(context);
        if (input.IsSequence && Lines.Pads.FirstOrDefault(static pad => pad.Value is not null) is { Value: { } own } line)
        {
            context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, line.Name, name, line.Name, own.ToString(CultureInfo.InvariantCulture), "left out: a sequence has no height");
        }

        (int top, int bottom, int left, int right) = Sides(input.IsSequence);
        isKnown = CheckSides(context, name, Lines, input.Height, top, bottom) & CheckSides(context, name, Pixels, input.Width, left, right);
        Image output = input.Resized(name, input.Channels, (long)input.Height + top + bottom, (long)input.Width + left + right, context);
        return LayerFacts.Unchanged(context) with { Output = output.Shape, IsOutputKnown = isKnown && output.IsKnown };
    }

    public sealed override LayerLowering Lower(AnalyzedLayer layer)
    {
        (int top, _, int left, _) = Sides(layer.Input.Rank == 2);
        return Resampling.Lower(layer, Resampling.OfLines(layer.Input, Map, top), Resampling.OfPixels(layer.Input, Map, left), Equation.Substring("y = ".Length));
    }

    /// <summary>The most that a side of so many lines or pixels may have, and why; null where it may have any number.</summary>
    protected virtual (int Most, string Why)? Limit(int length) => null;

    private bool CheckSides(LayerContext context, string name, SlidingAxis axis, int length, int first, int last)
    {
        if (Limit(length) is not { } limit || (first <= limit.Most && last <= limit.Most))
        {
            return true;
        }

        bool isFirst = first > limit.Most;
        string source = isFirst ? axis.FirstSource : axis.LastSource;
        Arguments.RequireAtMost(context, name, source == "Pad" ? "pad" : source, isFirst ? first : last, limit.Most, limit.Why);
        return false;
    }

    private (int Top, int Bottom, int Left, int Right) Sides(bool isSequence)
    {
        int pad = System.Math.Max(Pad, 0);
        return (
            isSequence ? 0 : System.Math.Max(Lines.PadFirst(pad), 0),
            isSequence ? 0 : System.Math.Max(Lines.PadLast(pad), 0),
            System.Math.Max(Pixels.PadFirst(pad), 0),
            System.Math.Max(Pixels.PadLast(pad), 0));
    }
}
