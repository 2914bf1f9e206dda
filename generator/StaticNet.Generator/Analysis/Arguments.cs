using System.Globalization;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

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

    public static void RequireAtLeastZero(LayerContext context, string layer, string parameter, int value)
    {
        if (value < 0)
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), "at least 0");
        }
    }

    /// <summary>Reports a number that is no axis of the input.</summary>
    /// <returns>Whether it is one, as far as the shape is known.</returns>
    public static bool RequireAxis(LayerContext context, string layer, string parameter, int axis)
    {
        if (axis >= 0 && (!context.IsInputKnown || axis < context.Input.Rank))
        {
            return true;
        }

        ReportValue(
            context, layer, parameter, axis, axis < 0 ? "at least 0" : $"at most {(context.Input.Rank - 1).ToString(CultureInfo.InvariantCulture)}, the last axis of {context.Input}");
        return false;
    }

    /// <summary>Reports a number.</summary>
    public static void ReportValue(LayerContext context, string layer, string parameter, int value, string expected)
        => Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), expected);

    public static void RequireAtMost(LayerContext context, string layer, string parameter, int value, int maximum, string why)
    {
        if (value > maximum)
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), $"at most {maximum.ToString(CultureInfo.InvariantCulture)}, {why}");
        }
    }

    /// <summary>Both sides of a kernel; one problem where one number may have been written for both.</summary>
    public static void RequireKernel(LayerContext context, string layer, int height, int width)
    {
        if (height == width)
        {
            RequireAtLeastOne(context, layer, "kernel", height);
            return;
        }

        RequireAtLeastOne(context, layer, "kernelHeight", height);
        RequireAtLeastOne(context, layer, "kernelWidth", width);
    }

    /// <summary>Reports a number that is none of the enumeration's.</summary>
    public static void RequireKnownPadding(LayerContext context, string layer, PaddingMode padding)
        => Report(context, layer, "Padding", ((int)padding).ToString(CultureInfo.InvariantCulture), "Padding.None or Padding.Same");

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

    public static void RequireRate(LayerContext context, string layer, string parameter, float value)
    {
        if (!(value >= 0 && value < 1))
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1");
        }
    }

    public static void RequireShare(LayerContext context, string layer, string parameter, float value)
    {
        if (!(value >= 0 && value <= 1))
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), "a number from 0 to 1");
        }
    }

    public static void RequireAtLeast(LayerContext context, string layer, string parameter, float value, string other, float than)
    {
        if (value < than)
        {
            Report(context, layer, parameter, value.ToString(CultureInfo.InvariantCulture), $"at least {other}, which is {than.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);

    private static void Report(LayerContext context, string layer, string parameter, string value, string expected)
        => context.ReportArgument(DiagnosticIds.ArgumentOutOfRange, parameter, layer, parameter, value, expected);
}
