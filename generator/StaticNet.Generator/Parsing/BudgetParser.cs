using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Reads budgets: those of <c>[Budget]</c>, and those that a project sets for all of its networks.</summary>
internal static class BudgetParser
{
    /// <summary>The items of a budget, in the order in which they are reported.</summary>
    private static readonly BudgetItem[] Items = [BudgetItem.Parameters, BudgetItem.MultiplyAdds, BudgetItem.WorkspaceBytes, BudgetItem.CodeCharacters];

    /// <summary>The attribute; null for a class without one.</summary>
    public static AttributeData? Attribute(INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(static attribute => AttributeTable.IsBudget(attribute.AttributeClass));

    /// <summary>The limits that an attribute sets, whatever their values, each with the place of its argument.</summary>
    public static IEnumerable<(BudgetLimit Limit, Location? Location)> Declared(AttributeData attribute, CancellationToken cancellationToken)
        => from item in Items
           let value = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == item.ToString()).Value
           where value is { Kind: TypedConstantKind.Primitive, Value: long }
           let written = WrittenArguments.Of(attribute, cancellationToken).FirstOrDefault(argument => argument.Parameter == item.ToString()).Argument
           select (new BudgetLimit(item, (long)value.Value!), written?.GetLocation());

    /// <summary>The place of an attribute.</summary>
    public static Location? Locate(AttributeData attribute, CancellationToken cancellationToken)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();

    /// <summary>The place of a class: its name, where <c>[Network]</c> stands.</summary>
    public static Location? Locate(INamedTypeSymbol type)
        => (NetworkParser.Home(type) as BaseTypeDeclarationSyntax)?.Identifier.GetLocation();

    /// <summary>The properties that a project sets, as text; an empty one is not set.</summary>
    public static IEnumerable<(BudgetItem Item, string Property, string Value)> Written(AnalyzerConfigOptions project)
    {
        foreach (BudgetItem item in Items)
        {
            string property = "StaticNetBudget" + item;
            if (project.TryGetValue("build_property." + property, out string? value) && !string.IsNullOrWhiteSpace(value))
            {
                yield return (item, property, value.Trim());
            }
        }
    }

    /// <summary>The limits that a project sets, without those that are none.</summary>
    public static IEnumerable<BudgetLimit> OfProject(AnalyzerConfigOptions project)
        => Written(project)
            .Select(static written => new BudgetLimit(written.Item, Number(written.Value) ?? 0, written.Property))
            .Where(static limit => limit.Maximum >= 1);

    /// <summary>The most characters that a project lets the code of a network have: what it sets, or the default.</summary>
    public static BudgetLimit CodeOfProject(AnalyzerConfigOptions project)
    {
        BudgetLimit set = OfProject(project).FirstOrDefault(static limit => limit.Item == BudgetItem.CodeCharacters);
        return set.Maximum >= 1 ? set : new BudgetLimit(BudgetItem.CodeCharacters, DeclarationLimits.CodeCharacters, "");
    }

    /// <summary>The number that a property says; null for anything else than digits.</summary>
    public static long? Number(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
