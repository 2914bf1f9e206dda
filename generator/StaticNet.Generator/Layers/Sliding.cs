using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>How an attribute declares that its window moves: what holds for both axes and all sides, and what one axis or side has of its own.</summary>
/// <param name="Stride">From one window to the next; null where they lie side by side.</param>
/// <param name="Padding">Whether the padding follows from the kernel.</param>
/// <param name="Pad">The padding on every side.</param>
/// <param name="Dilation">The distance of the kernel's elements.</param>
/// <param name="Lines">What is declared for the height.</param>
/// <param name="Pixels">What is declared for the width.</param>
internal sealed record Sliding(int? Stride, PaddingMode Padding, int Pad, int Dilation, SlidingAxis Lines, SlidingAxis Pixels)
{
    /// <summary>Whether the window skips anything.</summary>
    public bool IsStrided => new[] { Stride, Lines.Stride, Pixels.Stride }.Any(static stride => stride > 1);

    /// <summary>Whether all sides have the padding that <c>Pad</c> says.</summary>
    public bool IsPaddedEvenly => Lines.Pads.Concat(Pixels.Pads).All(static pad => pad.Value is null);

    /// <summary>What an attribute declares.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="stride">The stride where it declares none; null where windows lie side by side then.</param>
    public static Sliding Read(ILayerArguments arguments, int? stride) => new(
        arguments.IntIfSet("Stride") ?? stride,
        (PaddingMode)arguments.Int("Padding", fallback: 0),
        arguments.Int("Pad", fallback: 0),
        arguments.Int("Dilation"),
        SlidingAxis.Read(arguments, "Height", "Top", "Bottom"),
        SlidingAxis.Read(arguments, "Width", "Left", "Right"));

    /// <summary>Whether all strides and dilations are at least 1.</summary>
    public bool HasSoundSteps => Lines.Steps.Concat(Pixels.Steps).Append(("Stride", Stride)).Append(("Dilation", Dilation)).All(static step => step.Item2 is null or >= 1);

    /// <summary>Reports what is out of range, and padding that is declared twice.</summary>
    public void Require(LayerContext context, string layer)
    {
        foreach (var (name, value) in Lines.Steps.Concat(Pixels.Steps).Append(("Stride", Stride)).Append(("Dilation", Dilation)))
        {
            Arguments.RequireAtLeastOne(context, layer, name, value ?? 1);
        }

        if (Padding is not (PaddingMode.None or PaddingMode.Same))
        {
            Arguments.RequireKnownPadding(context, layer, Padding);
        }

        foreach (var (name, value) in Lines.Pads.Concat(Pixels.Pads).Prepend(("Pad", Pad == 0 ? null : Pad)))
        {
            Arguments.RequireAtLeastZero(context, layer, name, value ?? 0);
            if (Padding == PaddingMode.Same && value is { } declared)
            {
                context.ReportArgument(DiagnosticIds.PaddingTwice, name, layer, name, declared.ToString(CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    /// <summary>The window; of what is out of range, the nearest number that is not.</summary>
    /// <param name="height">The kernel's lines.</param>
    /// <param name="width">The kernel's pixels.</param>
    /// <param name="isSequence">Whether there is one line, along which nothing moves.</param>
    /// <param name="groups">The groups of channels.</param>
    public ConvGeometry Window(int height, int width, bool isSequence, int groups = 1)
    {
        height = isSequence ? 1 : Math.Max(height, 1);
        width = Math.Max(width, 1);
        SlidingAxis lines = isSequence ? new SlidingAxis("Height", "Top", "Bottom", 1, 1, 0, null, null) : Lines;
        return new ConvGeometry(
            height,
            width,
            StrideHeight: Math.Max(lines.Stride ?? Stride ?? height, 1),
            StrideWidth: Math.Max(Pixels.Stride ?? Stride ?? width, 1),
            PadTop: Math.Max(lines.PadFirst(Pad), 0),
            PadLeft: Math.Max(Pixels.PadFirst(Pad), 0),
            PadBottom: Math.Max(lines.PadLast(Pad), 0),
            PadRight: Math.Max(Pixels.PadLast(Pad), 0),
            DilationHeight: Math.Max(lines.Dilation ?? Dilation, 1),
            DilationWidth: Math.Max(Pixels.Dilation ?? Dilation, 1),
            Groups: Math.Max(groups, 1));
    }

    /// <summary>Adds what is declared, as the attribute has it.</summary>
    /// <param name="arguments">The arguments so far.</param>
    /// <param name="stride">What the attribute has where no stride is declared.</param>
    public DeclaredArguments Set(DeclaredArguments arguments, int stride)
    {
        arguments.Set("Stride", Stride ?? stride, stride);
        arguments.SetIfAny("StrideHeight", Lines.Stride).SetIfAny("StrideWidth", Pixels.Stride);
        arguments.Set("Padding", Padding, PaddingMode.None).Set("Pad", Pad, 0);
        foreach (var (name, value) in Lines.Pads.Concat(Pixels.Pads))
        {
            arguments.SetIfAny(name, value);
        }

        arguments.Set("Dilation", Dilation, 1);
        return arguments.SetIfAny("DilationHeight", Lines.Dilation).SetIfAny("DilationWidth", Pixels.Dilation);
    }
}
