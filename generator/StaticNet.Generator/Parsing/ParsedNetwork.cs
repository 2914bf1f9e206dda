using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>What parsing a class gives: the model, and beside it the way back to the source for diagnostics.</summary>
/// <param name="declaration">The model, all that the generator keeps.</param>
/// <param name="sites">Where its ordinals are in the source; lives as long as the compilation and never in a model.</param>
internal sealed class ParsedNetwork(NetworkDeclaration declaration, NetworkSites sites)
{
    public NetworkDeclaration Declaration { get; } = declaration;

    public NetworkSites Sites { get; } = sites;

    /// <summary>False where the compiler does not find an attribute of the class or of one of its blocks.</summary>
    public bool IsResolved { get; init; } = true;
}
