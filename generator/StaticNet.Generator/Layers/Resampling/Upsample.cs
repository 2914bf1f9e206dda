using System;
using System.Globalization;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary><c>(channels, height, width)</c> to <c>(channels, height scaleHeight, width scaleWidth)</c>, or a sequence likewise. No multiply-adds are counted.</summary>
internal sealed record Upsample(int ScaleHeight, int ScaleWidth, UpsampleMode Mode, bool AlignCorners) : SimpleLayer
{
    public override string Word => "upsample";

    public override string Equation => Mode == UpsampleMode.Nearest ? "y = each pixel of x several times" : "y = x, interpolated between its pixels";

    public override DeclaredArguments Declared
        => DeclaredArguments.OfKernel(ScaleHeight, ScaleWidth).Set("Mode", Mode, UpsampleMode.Nearest).Set("AlignCorners", AlignCorners, false);

    // Linear, but two convolutions with it between them are not one.
    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public static Upsample Read(ILayerArguments arguments)
    {
        int scale = arguments.Int("scale");
        return new Upsample(
            arguments.IntIfSet("scaleHeight") ?? scale,
            arguments.IntIfSet("scaleWidth") ?? scale,
            (UpsampleMode)arguments.Int("Mode", fallback: 0),
            arguments.Bool("AlignCorners", fallback: false));
    }

    public override LayerFacts Infer(LayerContext context)
    {
        bool isKnown = Image.RequireSpatial(context, nameof(Upsample)) && context.IsInputKnown;
        if (ScaleHeight == ScaleWidth)
        {
            Arguments.RequireAtLeastOne(context, nameof(Upsample), "scale", ScaleHeight);
        }
        else
        {
            Arguments.RequireAtLeastOne(context, nameof(Upsample), "scaleHeight", ScaleHeight);
            Arguments.RequireAtLeastOne(context, nameof(Upsample), "scaleWidth", ScaleWidth);
        }

        if (Mode is not (UpsampleMode.Nearest or UpsampleMode.Bilinear))
        {
            Report(context, nameof(Mode), ((int)Mode).ToString(CultureInfo.InvariantCulture), "UpsampleMode.Nearest or UpsampleMode.Bilinear");
        }
        else if (AlignCorners && Mode == UpsampleMode.Nearest)
        {
            Report(context, nameof(AlignCorners), "true", "left out where nothing is interpolated");
        }

        if (!isKnown)
        {
            return LayerFacts.Unchanged(context) with { IsOutputKnown = false };
        }

        Image input = Image.OfPixels(context);
        if (input.IsSequence && ScaleHeight != ScaleWidth)
        {
            Report(context, "scaleHeight", ScaleHeight.ToString(CultureInfo.InvariantCulture), $"left out for a sequence: [Upsample({ScaleWidth.ToString(CultureInfo.InvariantCulture)})]");
        }

        (int down, int across) = (input.IsSequence ? 1 : Math.Max(ScaleHeight, 1), Math.Max(ScaleWidth, 1));
        Image output = input.Resized(nameof(Upsample), input.Channels, (long)input.Height * down, (long)input.Width * across, context);

        // A value between two sees both of them.
        int seen = Mode == UpsampleMode.Nearest ? 1 : 2;
        var window = new ConvGeometry(
            seen, seen, StrideHeight: down, StrideWidth: across, PadTop: 0, PadLeft: 0, PadBottom: 0, PadRight: 0, DilationHeight: down, DilationWidth: across, Groups: 1);
        return LayerFacts.Unchanged(context) with
        {
            Output = output.Shape,
            IsOutputKnown = output.IsKnown,
            ReceptiveField = context.ReceptiveField.ThroughTransposed(window, channels: 1),
        };
    }

    public override LayerLowering Lower(AnalyzedLayer layer)
    {
        AxisMapKind kind = Mode == UpsampleMode.Nearest ? AxisMapKind.Nearest : AlignCorners ? AxisMapKind.Aligned : AxisMapKind.Linear;
        Shape output = layer.Output;
        return Resampling.Lower(
            layer,
            Resampling.OfLines(layer.Input, kind, AlignCorners ? output.Dimensions[1] : ScaleHeight),
            Resampling.OfPixels(layer.Input, kind, AlignCorners ? output.Dimensions[output.Rank - 1] : ScaleWidth),
            Equation.Substring("y = ".Length));
    }

    private static void Report(LayerContext context, string parameter, string value, string expected)
        => context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, parameter, nameof(Upsample), parameter, value, expected);
}
