using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Where a layer is declared. What is wrong with a layer of a block is said about the network's attribute that uses the block: the block
/// itself may be sound everywhere else. A code fix changes it where it is written.
/// </summary>
/// <param name="Ordinal">The attribute of the network.</param>
/// <param name="Where">In a block, which of its layers it is, as <see cref="Problem.Where"/>; null for a layer of the network itself.</param>
internal readonly record struct LayerPlace(int Ordinal, string? Where = null)
{
    /// <summary>Where the layer is written: the attribute, be it that of a block.</summary>
    public Site Written { get; init; } = Site.Attribute(Ordinal);

    /// <summary>The place of a layer in a block that this one uses.</summary>
    public LayerPlace In(BlockUse block, int index, string path) => this with { Where = $"'{path}' of {block.Name}", Written = Site.Layer(block, index) };

    /// <summary>A problem of the layer.</summary>
    public Problem Problem(string id, params string[] arguments) => new(id, Site.Attribute(Ordinal), EquatableArray.Of(arguments))
    {
        Where = Where,
        Related = Written.Block is null ? EquatableArray<Site>.Empty : EquatableArray.Of(Written),
    };

    /// <summary>A problem of one argument.</summary>
    public Problem ArgumentProblem(string id, string parameter, params string[] arguments) => ArgumentProblem(id, (parameter, 0), arguments);

    /// <summary>A problem of one element of an argument that is a list.</summary>
    public Problem ArgumentProblem(string id, (string Parameter, int Element) argument, params string[] arguments)
        => Where is null ? new(id, Site.Argument(Ordinal, argument.Parameter, argument.Element), EquatableArray.Of(arguments)) : Problem(id, arguments);
}
