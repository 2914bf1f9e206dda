using System.Linq;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Model;

/// <summary>
/// What the generated part of a network class has to offer: everything past Analysis is made from this. Of an unsound network it
/// holds the best guess, so that code that uses the class still compiles and the one real error stands alone.
/// </summary>
/// <param name="Network">The network; of an unsound one only names and shapes are of use.</param>
/// <param name="IsSound">Whether there is a network to run. If not, every generated member throws.</param>
/// <param name="Views">The typed properties of the layers with parameters, those of blocks within that of the layer that they make up.</param>
/// <param name="Omitted">The generated members that the user's own take the place of, as in <see cref="SurfaceMember"/>. Empty for a sound network.</param>
internal sealed record NetworkSurface(
    AnalyzedNetwork Network,
    bool IsSound,
    EquatableArray<ParameterView> Views,
    EquatableArray<string> Omitted)
{
    /// <summary>What the members need where the class cannot be a network.</summary>
    public PlaceholderNeeds Needs { get; init; } = new("");

    public bool Has(string member) => !Omitted.Contains(member);
}

/// <summary>A typed property over the parameters of one layer, or over those of the layers that a block has.</summary>
/// <param name="Property">The layer's name in PascalCase: <c>Dense1</c>.</param>
/// <param name="Layer">The layer's name in full: <c>residual2.conv1</c>.</param>
/// <param name="Members">The properties of what it consists of; empty for a layer that has tensors itself.</param>
internal sealed record ParameterView(string Property, string Layer, EquatableArray<ParameterView> Members)
{
    /// <summary>The type that is generated for the members, <c>Residual2ShortcutLayers</c>: the whole path, since no type may be named as one around it.</summary>
    public string MembersType => Naming.Pascal(Twin ?? Layer) + "Layers";

    /// <summary>The earlier block of the same repetition that is alike, and whose type this one has; null for none.</summary>
    public string? Twin { get; init; }
}
