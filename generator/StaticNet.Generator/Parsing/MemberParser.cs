using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Collects the members that the generator did not write and that a generated member could collide with.</summary>
internal static class MemberParser
{
    /// <summary>The members with their symbols; a member's ordinal is its place in the list.</summary>
    public static IEnumerable<(DeclaredMember Member, ISymbol Symbol)> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        int ordinal = 0;
        foreach (ISymbol symbol in Own(type))
        {
            yield return (new DeclaredMember(symbol.MetadataName == ".ctor" ? ".ctor" : symbol.Name, Signature(symbol), null, ordinal++), symbol);
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            string owner = ancestor.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
            foreach (ISymbol symbol in ancestor.GetMembers())
            {
                bool isHidable = symbol is not IMethodSymbol { MethodKind: not MethodKind.Ordinary }
                    && IsNamed(symbol)
                    && compilation.IsSymbolAccessibleWithin(symbol, type);
                if (isHidable && !IsGenerated(symbol))
                {
                    yield return (new DeclaredMember(symbol.Name, Signature(symbol), owner, ordinal++), symbol);
                }
            }
        }
    }

    private static IEnumerable<ISymbol> Own(INamedTypeSymbol type)
        => type.TypeParameters.Concat<ISymbol>(type.GetMembers().Where(static member =>
            !member.IsImplicitlyDeclared
            && !IsGenerated(member)
            && IsNamed(member)
            && member is not IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.Constructor) }));

    private static bool IsNamed(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations.IsEmpty,
        IPropertySymbol property => !property.IsIndexer && property.ExplicitInterfaceImplementations.IsEmpty,
        IEventSymbol @event => @event.ExplicitInterfaceImplementations.IsEmpty,
        _ => true,
    };

    // An analyzer sees the generated members beside the user's own; the generator itself does not.
    private static bool IsGenerated(ISymbol member)
        => member.GetAttributes().Any(static attribute =>
            attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
            && attribute.ConstructorArguments is [{ Value: NetworkGenerator.Name }, ..]);

    // Nullable annotations make no other signature.
    private static readonly SymbolDisplayFormat Types = SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.IncludeNotNullableReferenceTypeModifier);

    private static string? Signature(ISymbol symbol)
        => symbol is IMethodSymbol method
            ? method.MetadataName + (method.Arity > 0 ? "`" + method.Arity : "") + "(" + string.Join(", ", method.Parameters.Select(Parameter)) + ")"
            : null;

    private static string Parameter(IParameterSymbol parameter)
        => (parameter.RefKind == RefKind.None ? "" : "ref ") + parameter.Type.ToDisplayString(Types);
}
