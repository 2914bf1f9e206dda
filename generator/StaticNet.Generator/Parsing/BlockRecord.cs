using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// What metadata does not keep of a block: what its arguments and parameters are computed from, and that its layers stand on one declaration, so that they have an order. An
/// assembly has a record, an attribute that is generated, for each block that others can see.
/// </summary>
/// <param name="Block">The block's name in metadata.</param>
/// <param name="Defaults">Each parameter with its default, <c>Wide = (Channels * 4)</c>.</param>
/// <param name="Computed">Each argument that depends on parameters, with the layer's index and the name that it has there: <c>2.units = Wide</c>.</param>
internal sealed record BlockRecord(string Block, EquatableArray<string> Defaults, EquatableArray<string> Computed)
{
    /// <summary>What stands between parameters, and between arguments.</summary>
    public const string Separator = "; ";

    private const string Equal = " = ";

    private Dictionary<string, ParameterExpression>? _definitions;
    private Dictionary<AttributeData, ParameterExpressions.ComputedArgument[]>? _arguments;

    /// <summary>The parameters of a block that has been read.</summary>
    public ImmutableArray<BlockParameter> Parameters => [.. Defaults.Select(static text => new BlockParameter(Split(text).Name, null))];

    /// <summary>The record of a block of this project; null for one that others cannot see, or with a mistake.</summary>
    public static BlockRecord? Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!IsVisible(type, compilation) || BlockGraph.Of(compilation).Find(type, compilation) is not { IsReadable: true, IsResolved: true } block)
        {
            return null;
        }

        var mentions = new ParameterMentions(compilation, cancellationToken);
        var expressions = new ParameterExpressions(mentions, cancellationToken);
        List<string> defaults = [], computed = [];
        foreach (BlockParameter parameter in block.Parameters)
        {
            ParameterExpression? definition = ParameterMentions.Definition(parameter.Field!, cancellationToken) is { } written && mentions.Has(written) ? expressions.Definition(parameter.Field!) : null;
            string? text = definition is null ? System.Convert.ToString(parameter.Field!.ConstantValue, CultureInfo.InvariantCulture) : definition.Text(block.IsOwn);
            if (text is null)
            {
                return null;
            }

            defaults.Add(parameter.Name + Equal + text);
        }

        for (int i = 0; i < block.Layers.Length; i++)
        {
            foreach (ParameterExpressions.ComputedArgument argument in expressions.Arguments(block.Layers[i]))
            {
                string?[] texts = [.. argument.Elements.Select(element => element.Text(block.IsOwn))];
                if (!argument.TakesNumbers || texts.Contains(null))
                {
                    return null;
                }

                computed.Add($"{i.ToString(CultureInfo.InvariantCulture)}.{argument.Parameter}{Equal}{string.Join(", ", texts)}");
            }
        }

        return new BlockRecord(MetadataName(type), defaults.ToEquatableArray(), computed.ToEquatableArray());
    }

    /// <summary>The record of a block that another assembly declares; null where that has none.</summary>
    public static BlockRecord? Find(INamedTypeSymbol type)
    {
        string name = MetadataName(type);
        foreach (AttributeData attribute in type.ContainingAssembly.GetAttributes())
        {
            if (AttributeTable.IsBlockRecord(attribute.AttributeClass)
                && attribute.ConstructorArguments is [{ Value: string block }, { Value: string defaults }, { Value: string computed }]
                && block == name)
            {
                var record = new BlockRecord(name, Texts(defaults), Texts(computed));
                record.Read(DeclaredAttributes.InSourceOrder(type, home: null).RemoveAll(static layer => !AttributeTable.IsLayer(layer.AttributeClass)));
                return record;
            }
        }

        return null;
    }

    /// <summary>What a parameter is declared as.</summary>
    public ParameterExpression? Definition(BlockParameter parameter) => _definitions!.TryGetValue(parameter.Name, out ParameterExpression? definition) ? definition : null;

    /// <summary>The arguments of one of the layers that depend on parameters.</summary>
    public IReadOnlyList<ParameterExpressions.ComputedArgument> Arguments(AttributeData layer)
        => _arguments!.TryGetValue(layer, out ParameterExpressions.ComputedArgument[]? arguments) ? arguments : [];

    public bool Equals(BlockRecord? other) => other is not null && Block == other.Block && Defaults.Equals(other.Defaults) && Computed.Equals(other.Computed);

    public override int GetHashCode() => Block.GetHashCode();

    private void Read(ImmutableArray<AttributeData> layers)
    {
        var names = new RecordedNames([.. Parameters.Select(static parameter => parameter.Name)]);
        _definitions = Defaults.Select(Split).ToDictionary(static pair => pair.Name, pair => ParameterExpression.Of(SyntaxFactory.ParseExpression(pair.Text), names));
        _arguments = Computed
            .Select(Split)
            .GroupBy(static pair => int.Parse(pair.Name.Substring(0, pair.Name.IndexOf('.')), CultureInfo.InvariantCulture), pair =>
            {
                ExpressionSyntax[] elements = [.. pair.Text.Split([", "], System.StringSplitOptions.None).Select(static text => SyntaxFactory.ParseExpression(text))];
                return new ParameterExpressions.ComputedArgument(
                    pair.Name.Substring(pair.Name.IndexOf('.') + 1), elements[0], TakesNumbers: true, [.. elements.Select(element => ParameterExpression.Of(element, names))]);
            })
            .Where(layer => layer.Key < layers.Length)
            .ToDictionary(layer => layers[layer.Key], static layer => layer.ToArray());
    }

    private static (string Name, string Text) Split(string text)
        => text.IndexOf(Equal, System.StringComparison.Ordinal) is var end and >= 0 ? (text.Substring(0, end), text.Substring(end + Equal.Length)) : (text, "");

    private static EquatableArray<string> Texts(string list) => list.Split([Separator], System.StringSplitOptions.RemoveEmptyEntries).ToEquatableArray();

    private static string MetadataName(INamedTypeSymbol type)
    {
        string name = string.Join("+", TypeDeclarationParser.Containers(type).Reverse().Append(type).Select(static part => part.MetadataName));
        return type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace("@", "")}.{name}";
    }

    // Public with all that is around it; internal where this assembly has friends.
    private static bool IsVisible(INamedTypeSymbol type, Compilation compilation)
    {
        bool hasFriends = compilation.Assembly.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "InternalsVisibleToAttribute" });
        return TypeDeclarationParser.Containers(type).Prepend(type).All(part =>
            part.DeclaredAccessibility == Accessibility.Public || (hasFriends && part.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal));
    }

    /// <summary>The names in an expression of a record: numbers and parameters.</summary>
    private sealed class RecordedNames(HashSet<string> parameters) : IConstantNames
    {
        public bool Has(ExpressionSyntax part) => Parameter(part) is not null;

        public BlockParameter? Parameter(ExpressionSyntax part)
            => part is IdentifierNameSyntax { Identifier.ValueText: var name } && parameters.Contains(name) ? new BlockParameter(name, null) : null;

        public int? Value(ExpressionSyntax part) => part switch
        {
            ParenthesizedExpressionSyntax inner => Value(inner.Expression),
            LiteralExpressionSyntax { Token.Value: int number } => number,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { Token.Value: var number } } => number switch
            {
                int absolute => -absolute,
                uint and 1u + int.MaxValue => int.MinValue,
                _ => null,
            },
            _ => null,
        };
    }
}
