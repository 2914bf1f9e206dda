using System.Collections.Generic;
using System.Globalization;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>The shape of one sample: one to three dimensions, each at least 1, and no more values than an array holds.</summary>
internal static class InputShapeRule
{
    /// <summary>The shape; null, with a problem, for one that cannot be.</summary>
    public static Shape? Check(Sited<Shape> declared, List<Problem> problems)
    {
        EquatableArray<int> dimensions = declared.Value.Dimensions;
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
            problems.Add(new Problem(
                DiagnosticIds.TooLarge,
                Site.Attribute(declared.Ordinal),
                EquatableArray.Of(
                    $"one sample of shape {declared.Value} takes {length.ToString("N0", CultureInfo.InvariantCulture)} floats", Sizes.Text(Sizes.Maximum))));
            return null;
        }

        return declared.Value;

        Shape? Refuse(int element, string reason)
        {
            problems.Add(new Problem(
                DiagnosticIds.InvalidInputShape,
                Site.Argument(declared.Ordinal, "inputShape", element),
                EquatableArray.Of(declared.Value.ToString(), reason)));
            return null;
        }
    }
}
