using System.Collections.Immutable;
using System.Diagnostics;

namespace StaticNet;

/// <summary>An input of a network: the one of <see cref="NetworkAttribute"/>, or one of those that <see cref="InputAttribute"/> declares.</summary>
[DebuggerDisplay("{Display,nq}", Name = "{Name,nq}")]
public sealed class InputSummary
{
    internal InputSummary(string name, ImmutableArray<int> shape, int offset)
    {
        Name = name;
        Shape = shape;
        Offset = offset;
    }

    /// <summary>The name; <c>input</c> for that of a network that declares none.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample, channels first.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of values of one sample.</summary>
    public int Length => Shape.Aggregate(1, static (product, length) => checked(product * length));

    /// <summary>Where it begins in a sample of all inputs, which lie one behind another.</summary>
    public int Offset { get; }

    private string Display => Picture.Shape(Shape);
}
