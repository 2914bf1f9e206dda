using Microsoft.CodeAnalysis;

namespace StaticNet.Generator.Parsing;

/// <summary>A parameter of a block, or another constant that an expression names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Field">The constant; null for a parameter of a block that another assembly declares, which may keep its constants to itself.</param>
internal readonly record struct BlockParameter(string Name, IFieldSymbol? Field)
{
    public static BlockParameter Of(IFieldSymbol field) => new(field.Name, field);
}
