using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Problems;

/// <summary>What a <see cref="Site"/> points at.</summary>
internal enum SiteKind
{
    /// <summary>The name of the network class.</summary>
    Class,

    /// <summary>A StaticNet attribute of the class.</summary>
    Attribute,

    /// <summary>An argument of a StaticNet attribute; the attribute itself where the argument is not written out.</summary>
    Argument,

    /// <summary>A member that the user wrote.</summary>
    Member,
}

/// <summary>
/// Where a problem sits, said by ordinal and not by location: a model with line numbers in it would change with every blank
/// line above. The analyzer finds the syntax again.
/// </summary>
/// <param name="Kind">What is pointed at.</param>
/// <param name="Ordinal">Which attribute, in source order over all StaticNet attributes of the class; or which member.</param>
/// <param name="Parameter">The parameter or property that the argument is for.</param>
/// <param name="Element">Which element of an argument that is a list.</param>
internal readonly record struct Site(SiteKind Kind, int Ordinal = 0, string Parameter = "", int Element = 0)
{
    /// <summary>The block that it is in, as <see cref="BlockUse.Type"/>, whose layers are counted; null for the network or block that is looked at.</summary>
    public string? Block { get; init; }

    public static Site Class => new(SiteKind.Class);

    public static Site Attribute(int ordinal) => new(SiteKind.Attribute, ordinal);

    public static Site Argument(int ordinal, string parameter, int element = 0) => new(SiteKind.Argument, ordinal, parameter, element);

    /// <summary>A layer of a block, by its index.</summary>
    public static Site Layer(BlockUse block, int index) => Attribute(index) with { Block = block.Type };

    public static Site Member(int ordinal) => new(SiteKind.Member, ordinal);
}

/// <summary>Something declared by an attribute, with the ordinal of that attribute.</summary>
internal readonly record struct Sited<T>(T Value, int Ordinal)
    where T : System.IEquatable<T>;
