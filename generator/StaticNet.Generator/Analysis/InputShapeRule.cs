using System;
using System.Globalization;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>The shape of one sample: one to three dimensions, each at least 1, and no more values than an array holds.</summary>
internal static class InputShapeRule
{
    /// <summary>Stands for a shape that cannot be.</summary>
    public static readonly Shape StandIn = Shape.Of(1);

    /// <summary>The shape; null, with a report, for one that cannot be.</summary>
    /// <param name="declared">The shape as declared.</param>
    /// <param name="report">Takes the id, the dimension that is at fault (-1 for all of them), and the arguments of the message.</param>
    public static Shape? Check(Shape declared, Action<string, int, string[]> report)
    {
        EquatableArray<int> dimensions = declared.Dimensions;
        if (dimensions.Count is < 1 or > 3)
        {
            return Refuse(dimensions.Count == 0 ? 0 : 3, $"it has {dimensions.Count.ToString(CultureInfo.InvariantCulture)} dimensions");
        }

        for (int i = 0; i < dimensions.Count; i++)
        {
            if (dimensions[i] < 1)
            {
                return Refuse(i, $"a dimension is {dimensions[i].ToString(CultureInfo.InvariantCulture)}");
            }
        }

        // Three dimensions of 31 bits overflow 64; a decimal holds 96.
        decimal length = 1;
        foreach (int dimension in dimensions)
        {
            length *= dimension;
        }

        if (length > Sizes.Maximum)
        {
            report(
                DiagnosticIds.TooLarge,
                -1,
                [$"one sample of shape {declared} takes {length.ToString("N0", CultureInfo.InvariantCulture)} floats", Sizes.Text(Sizes.Maximum)]);
            return null;
        }

        return declared;

        Shape? Refuse(int element, string reason)
        {
            report(DiagnosticIds.InvalidInputShape, element, [declared.ToString(), reason]);
            return null;
        }
    }
}
