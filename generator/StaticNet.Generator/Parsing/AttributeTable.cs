using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>What an attribute is: a network, a block, a layer, a loss, a budget.</summary>
internal static class AttributeTable
{
    /// <summary>The attribute that makes a class a network.</summary>
    public const string Network = "StaticNet.NetworkAttribute";

    /// <summary>The attribute that makes a class a block.</summary>
    public const string Block = "StaticNet.BlockAttribute";

    /// <summary>The metadata names of all layers: <c>DenseAttribute</c>, <c>RepeatAttribute`1</c>.</summary>
    public static IEnumerable<string> LayerNames => LayerRegistry.Layers.Keys;

    /// <summary>The metadata names of all losses.</summary>
    public static IEnumerable<string> LossNames => LayerRegistry.Losses.Keys;

    public static bool IsNetwork(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "NetworkAttribute");

    public static bool IsBlock(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "BlockAttribute");

    public static bool IsBlockRecord(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "BlockRecordAttribute");

    public static bool IsBudget(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "BudgetAttribute");

    public static bool IsLayer(INamedTypeSymbol? attribute)
    {
        INamedTypeSymbol? ancestor = attribute?.BaseType;
        while (ancestor is not null && !IsRuntimeType(ancestor, "LayerAttribute"))
        {
            ancestor = ancestor.BaseType;
        }

        return ancestor is not null;
    }

    /// <summary>Whether the attribute is an input or an output of a network, which no block has.</summary>
    public static bool IsEnd(INamedTypeSymbol? attribute) => IsRuntimeType(attribute, "InputAttribute") || IsRuntimeType(attribute, "OutputAttribute");

    /// <summary>Whether the attribute is a layer that is made of blocks.</summary>
    public static bool IsComposition(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "CompositionAttribute");

    /// <summary>Whether the attribute deals its arguments out to its blocks; if not, each block gets them from the first on.</summary>
    public static bool DealsOut(INamedTypeSymbol? attribute) => attribute is { Name: "ConcatAttribute", Arity: > 0 };

    public static bool IsLoss(INamedTypeSymbol? attribute) => IsRuntimeType(attribute?.BaseType, "NetworkLossAttribute");

    /// <summary>
    /// Whether the compiler finds no such attribute. It may be a misspelt layer; for the generator it may also be one that another generator
    /// writes.
    /// </summary>
    public static bool IsUnresolved(INamedTypeSymbol? attribute) => attribute is null or { TypeKind: TypeKind.Error };

    /// <summary>The declared layer; null for one that only a newer generator knows.</summary>
    public static Layer? Layer(AttributeData attribute, AttributeArguments arguments)
        => LayerRegistry.Layers.TryGetValue(attribute.AttributeClass!.MetadataName, out Func<ILayerArguments, Layer>? read)
            ? Complete(read(arguments), arguments)
            : null;

    /// <summary>The declared loss; null for one that only a newer generator knows.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="function">The user's function that it names.</param>
    public static Loss? Loss(AttributeData attribute, UserFunction? function = null)
        => LayerRegistry.Losses.TryGetValue(attribute.AttributeClass!.MetadataName, out Func<ILayerArguments, Loss>? read)
            ? read(new AttributeArguments(attribute) { Function = function }) with { Weight = new AttributeArguments(attribute).Float("Weight") }
            : null;

    /// <summary>Whether the attribute names a function that the user has written.</summary>
    public static bool IsFunction(INamedTypeSymbol? attribute)
        => attribute is { Arity: 1, MetadataName: "ActivationAttribute`1" or "LossAttribute`1" } && (IsLayer(attribute) || IsLoss(attribute));

    /// <summary>The attribute's name as a user reads it: <c>Dense</c>.</summary>
    public static string Shown(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>What is said of a layer or a loss that the generator does not know: its name, the generator's version, and what to do.</summary>
    /// <param name="attribute">The attribute.</param>
    public static EquatableArray<string> Unknown(AttributeData attribute)
    {
        INamedTypeSymbol type = attribute.AttributeClass!;
        return EquatableArray.Of(
            Shown(attribute),
            NetworkGenerator.Version,
            type.ContainingNamespace is { Name: "StaticNet", ContainingNamespace.IsGlobalNamespace: true } ? "use the generator of the StaticNet that declares it"
                : IsLoss(type) ? "losses are those of StaticNet; write the function as a method with [Loss], and name it with [Loss<T>(\"Name\")]"
                : "layers are those of StaticNet; write a function as a method with [Activation], named by [Activation<T>(\"Name\")], or put layers together in a class with [Block]");
    }

    // What all layers have, and what all compositions have.
    private static Layer Complete(Layer layer, AttributeArguments arguments)
    {
        Layer named = layer with { Name = arguments.String(layer.NameParameter), From = arguments.String("From"), Tied = arguments.String("Tied") };
        return named is Composite composite ? composite with { Arguments = arguments.Ints("arguments") } : named;
    }

    private static bool IsRuntimeType(INamedTypeSymbol? type, string name)
        => type is { ContainingType: null, ContainingNamespace: { Name: "StaticNet", ContainingNamespace.IsGlobalNamespace: true } }
            && type.MetadataName == name;
}
