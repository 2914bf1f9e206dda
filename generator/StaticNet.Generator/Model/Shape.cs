using System;
using System.Globalization;
using System.Linq;

namespace StaticNet.Generator.Model;

/// <summary>
/// The shape of one sample, channels first: <c>(features)</c>, <c>(channels, length)</c> or <c>(channels, height, width)</c>.
/// </summary>
internal readonly struct Shape(EquatableArray<int> dimensions) : IEquatable<Shape>
{
    public EquatableArray<int> Dimensions { get; } = dimensions;

    public int Rank => Dimensions.Count;

    /// <summary>The number of values. 64 bits, so that a shape too large to build can still be measured and reported.</summary>
    public long Length
    {
        get
        {
            long length = 1;
            foreach (int dimension in Dimensions)
            {
                length *= dimension;
            }

            return length;
        }
    }

    public static Shape Of(params int[] dimensions) => new(EquatableArray.Of(dimensions));

    public bool Equals(Shape other) => Dimensions.Equals(other.Dimensions);

    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    public override int GetHashCode() => Dimensions.GetHashCode();

    /// <summary>As a diagnostic shows it: <c>(1, 28, 28)</c>.</summary>
    public override string ToString()
        => "(" + string.Join(", ", Dimensions.Select(static dimension => dimension.ToString(CultureInfo.InvariantCulture))) + ")";
}
