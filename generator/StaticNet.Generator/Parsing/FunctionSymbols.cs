using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Which methods are functions of a user, and what is required of them.</summary>
internal static class FunctionSymbols
{
    /// <summary>The role of a method: <c>Activation</c>, <c>Loss</c>, <c>Derivative</c>; null for none.</summary>
    public static string? Role(IMethodSymbol method)
        => method.GetAttributes().Select(static attribute => Role(attribute.AttributeClass)).FirstOrDefault(static role => role is not null);

    /// <summary>The function that a method with <c>[Derivative]</c> names; null for another method.</summary>
    public static string? Differentiated(IMethodSymbol method)
        => method.GetAttributes().FirstOrDefault(static attribute => Role(attribute.AttributeClass) == "Derivative") is { ConstructorArguments: [{ Value: string name }] } ? name : null;

    /// <summary>The methods with an attribute in a type, by their role.</summary>
    public static IEnumerable<IMethodSymbol> WithRole(INamedTypeSymbol type, string role)
        => type.GetMembers().OfType<IMethodSymbol>().Where(method => Role(method) == role);

    /// <summary>The derivatives that the user has written for a function.</summary>
    public static IMethodSymbol[] Derivatives(IMethodSymbol function)
        => [.. WithRole(function.ContainingType, "Derivative").Where(method => Differentiated(method) == function.Name)];

    /// <summary>The method that an attribute names, or why there is none.</summary>
    /// <param name="type">The type in which it looks.</param>
    /// <param name="name">The name.</param>
    /// <param name="role"><c>Activation</c> or <c>Loss</c>.</param>
    /// <param name="compilation">The project.</param>
    public static (IMethodSymbol? Method, string? Reason) Find(INamedTypeSymbol type, string name, string role, Compilation compilation)
    {
        IMethodSymbol[] named = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        IMethodSymbol[] found = [.. named.Where(method => Role(method) == role)];
        if (Refusal(type, compilation) is { } reason)
        {
            return (null, reason);
        }

        if (found.Length > 0)
        {
            return found.Length == 1 ? (found[0], null) : (null, $"{found.Length} methods of this name have [{role}]; give them different names");
        }

        if (named.Length > 0)
        {
            return (null, Role(named[0]) is { } other ? $"'{name}' has [{other}]; name it as one, or give it [{role}]" : $"the method '{name}' has no [{role}]; put it there");
        }

        string[] all = [.. WithRole(type, role).Select(static method => method.Name).Distinct()];
        string example = role == "Loss" ? "[Loss] static float Name(float y, float t)" : "[Activation] static float Name(float x)";
        return (null, all.Length == 0
            ? $"it has no method with [{role}]; declare one, such as '{example}'"
            : $"did you mean '{all.OrderBy(candidate => Distance(candidate, name)).First()}'? It has {Excerpt.Of(all, ", ")}");
    }

    // Why generated code cannot name a type, or its source cannot be read.
    private static string? Refusal(INamedTypeSymbol type, Compilation compilation)
        => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
                ? $"the type is declared in the assembly '{type.ContainingAssembly.Name}', and a function is read from its source; declare it in this project"
            : type.IsGenericType ? "the type is generic or stands in a generic one; declare the function in one that is not"
            : TypeDeclarationParser.Containers(type).Prepend(type).Any(static part => part.IsFileLocal) || !compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
                ? "generated code, which stands in a file of its own, cannot name the type; declare it internal or public"
            : TypeDeclarationParser.LongName(type) is { } length ? $"the name of the type has {length} characters with those around it; choose a shorter one"
            : null;

    // The letters to change, add or leave out.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = System.Math.Min(changed, 1 + System.Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }

    /// <summary>Why a method cannot be a function of so many floats; null where it can.</summary>
    public static string? Refusal(IMethodSymbol method, int? parameters)
        => !method.IsStatic ? "it is not static; declare it 'static'"
            : method.IsGenericMethod ? "it is generic; declare it for float"
            : method.ContainingType is { IsGenericType: true } ? $"its type '{method.ContainingType.Name}' is generic; declare it in one that is not"
            : method.IsAsync ? "it is async; a function is computed at once"
            : method is { ReturnType.SpecialType: not SpecialType.System_Single } or { RefKind: not RefKind.None } ? "it does not return a float; networks compute with float"
            : method.Parameters.FirstOrDefault(static parameter => parameter.Type.SpecialType != SpecialType.System_Single) is { } other ? $"its parameter '{other.Name}' is no float; networks compute with float"
            : method.Parameters.FirstOrDefault(static parameter => parameter.RefKind != RefKind.None) is { } byReference ? $"its parameter '{byReference.Name}' is passed by reference; pass it by value"
            : parameters is { } count && method.Parameters.Length != count
                ? $"it has {method.Parameters.Length} parameters; {(count == 1 ? "an activation takes one float, 'float x'" : "a loss takes an output and its target, 'float y, float t'")}"
            : null;

    private static string? Role(INamedTypeSymbol? attribute)
        => attribute is not { ContainingType: null, Arity: 0, ContainingNamespace: { Name: "StaticNet", ContainingNamespace.IsGlobalNamespace: true } } ? null
            : attribute.Name switch
            {
                "ActivationAttribute" => "Activation",
                "LossAttribute" => "Loss",
                "DerivativeAttribute" => "Derivative",
                _ => null,
            };
}
