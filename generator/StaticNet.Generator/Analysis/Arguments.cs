using System.Globalization;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.Generator.Analysis;

/// <summary>The checks of numbers in attributes.</summary>
internal static class Arguments
{
    public static void RequireAtLeastOne(LayerContext context, string layer, string parameter, int value)
    {
        if (value < 1)
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), "at least 1");
        }
    }

    public static void RequireFinite(LayerContext context, string layer, string parameter, float value)
    {
        if (!IsFinite(value))
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), "a finite number");
        }
    }

    public static void RequirePositive(LayerContext context, string layer, string parameter, float value)
    {
        if (!IsFinite(value) || value <= 0)
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), "a finite number more than 0");
        }
    }

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);

    private static void Report(LayerContext context, string layer, string parameter, string value, string expected)
        => context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, parameter, layer, parameter, value, expected);
}
