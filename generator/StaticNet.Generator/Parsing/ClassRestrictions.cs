using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>Which classes can be networks.</summary>
internal static class ClassRestrictions
{
    /// <summary>
    /// Whether another declaration of the class can have the members of a network, so that code that uses them compiles. Where the class, or one around it, is not
    /// partial, the compiler says so once, where it is declared, and takes the declarations for one class all the same. A block that is not partial and a network, too, is refused, and gets none.
    /// </summary>
    public static bool CanBeReopened(INamedTypeSymbol type)
        => !type.IsStatic && !IsFileLocal(type) && TypeDeclarationParser.LongName(type) is null && (IsPartial(type) || !BlockDeclaration.IsBlock(type));

    /// <summary>What members of another declaration need to compile.</summary>
    public static PlaceholderNeeds Needs(INamedTypeSymbol type, Compilation compilation)
    {
        IMethodSymbol? called = PrimaryConstructor(type)
            ?? (HasConstructibleBase(type, compilation) ? null : type.BaseType!.InstanceConstructors.FirstOrDefault(constructor => compilation.IsSymbolAccessibleWithin(constructor, type) && CanBeCalled(constructor)));
        string? initializer = called is not null ? CanBeCalled(called) ? $" : {(PrimaryConstructor(type) is null ? "base" : "this")}({string.Join(", ", called.Parameters.Select(Default))})" : null
            : HasConstructibleBase(type, compilation) ? ""
            : null;
        return new PlaceholderNeeds(initializer, RequiredMember(type) is not null, Ancestors(type).Any(IsNetwork));
    }

    /// <summary>What keeps the class from being a network.</summary>
    public static IEnumerable<Problem> Problems(INamedTypeSymbol type, Compilation compilation)
    {
        if (Refusal(type, compilation) is { } reason)
        {
            yield return Problem(DiagnosticIds.UnsupportedClass, Excerpt.Of(type.Name), reason);
        }

        if (!IsPartial(type))
        {
            yield return Problem(DiagnosticIds.NotPartial, Excerpt.Of(type.Name));
        }

        if (TypeDeclarationParser.Containers(type).FirstOrDefault(static container => !IsPartial(container)) is { } closed)
        {
            yield return Problem(DiagnosticIds.ContainerNotPartial, Excerpt.Of(type.Name), Excerpt.Of(closed.Name));
        }
    }

    private static string? Refusal(INamedTypeSymbol type, Compilation compilation)
    {
        if (TypeDeclarationParser.LongName(type) is { } length)
        {
            return $"its name has {length} characters with those around it, and may have at most {DeclarationLimits.TypeNameCharacters.ToString("N0", CultureInfo.InvariantCulture)}";
        }

        if (type.IsRecord)
        {
            return "it is a record, and a record's value equality means nothing for weights; declare a class";
        }

        if (type.IsStatic)
        {
            return "it is static, and a network is an object that holds its weights";
        }

        if (type.IsAbstract)
        {
            return "it is abstract, and Create and Load have to construct it";
        }

        if (IsFileLocal(type))
        {
            return "it is file-local, and the generated part stands in another file";
        }

        if (PrimaryConstructor(type) is not null)
        {
            return "it has a primary constructor, which the generated constructors would have to call";
        }

        if (Ancestors(type).FirstOrDefault(IsNetwork) is { } network)
        {
            return $"its base class '{network.Name}' is a network itself, and each would hide the other's members";
        }

        if (!HasConstructibleBase(type, compilation))
        {
            return $"its base class '{type.BaseType!.Name}' has no accessible constructor without parameters";
        }

        if (RequiredMember(type) is { } required)
        {
            return $"its member '{required.Name}' is required, and the generated Create and Load cannot set it";
        }

        return null;
    }

    private static Problem Problem(string id, params string[] arguments) => new(id, Site.Class, EquatableArray.Of(arguments));

    private static bool IsPartial(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.All(static reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsFileLocal(INamedTypeSymbol type) => TypeDeclarationParser.Containers(type).Prepend(type).Any(static part => part.IsFileLocal);

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type)
        => type.InstanceConstructors.FirstOrDefault(static constructor =>
            constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null }));

    // With a default value for each parameter.
    private static bool CanBeCalled(IMethodSymbol constructor)
        => constructor.Parameters.All(static parameter =>
            parameter.RefKind is RefKind.None or RefKind.In && parameter.Type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error));

    private static string Default(IParameterSymbol parameter) => $"default({parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})!";

    private static ISymbol? RequiredMember(INamedTypeSymbol type)
        => Ancestors(type).Prepend(type).SelectMany(static ancestor => ancestor.GetMembers()).FirstOrDefault(IsRequired);

    private static bool HasConstructibleBase(INamedTypeSymbol type, Compilation compilation)
        => type.BaseType is not { } ancestor
            || ancestor.TypeKind == TypeKind.Error
            || ancestor.InstanceConstructors.Any(constructor =>
                constructor.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams)
                && compilation.IsSymbolAccessibleWithin(constructor, type));

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private static bool IsNetwork(INamedTypeSymbol type)
        => type.GetAttributes().Any(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass));

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
}
