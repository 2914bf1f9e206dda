using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StaticNet.Fuzz;

/// <summary>What can be written of an attribute.</summary>
/// <param name="Name">Its name without the ending.</param>
/// <param name="Arity">The number of blocks that it takes.</param>
/// <param name="Constructors">The parameters of each of its constructors.</param>
/// <param name="Properties">What can be set by name.</param>
internal sealed record KnownAttribute(
    string Name, int Arity, ImmutableArray<ImmutableArray<IParameterSymbol>> Constructors, ImmutableArray<IPropertySymbol> Properties);
