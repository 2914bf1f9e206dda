using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.CodeFixes;

/// <summary>Words that go to another declaration, where a name may mean nothing, or something else: it is written out there.</summary>
/// <param name="compilation">The project.</param>
/// <param name="home">The declaration that they go to.</param>
/// <param name="cancellationToken">Stops asking the compiler.</param>
internal sealed class MovedText(Compilation compilation, TypeDeclarationSyntax home, CancellationToken cancellationToken)
{
    /// <summary>A node's words as they have to be written at the other declaration.</summary>
    public string Of(SyntaxNode node)
    {
        SemanticModel here = compilation.GetSemanticModel(node.SyntaxTree), there = compilation.GetSemanticModel(home.SyntaxTree);
        TextChange[] changes =
        [
            .. node.DescendantNodesAndSelf()
                .OfType<SimpleNameSyntax>()
                .Where(IsFirst)
                .Select(name => Change(name, here, there, node.FullSpan.Start))
                .Where(static change => change is not null)
                .Select(static change => change!.Value),
        ];
        return SourceText.From(node.ToFullString()).WithChanges(changes).ToString().Trim();
    }

    // The one that others are looked up in, and no name of an argument.
    private static bool IsFirst(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberAccessExpressionSyntax access => access.Expression == name,
        AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => false,
        _ => true,
    };

    private TextChange? Change(SimpleNameSyntax name, SemanticModel here, SemanticModel there, int offset)
    {
        bool isAttribute = name.Parent is AttributeSyntax;
        ISymbol? symbol = here.GetSymbolInfo(name, cancellationToken).Symbol;
        symbol = isAttribute ? symbol?.ContainingType : symbol;
        if (symbol is not (INamespaceOrTypeSymbol or IFieldSymbol) || symbol is ITypeParameterSymbol)
        {
            return null;
        }

        // What is inside of the class sees its members, as an attribute of it does not; but that it did where it stood.
        string written = name.Identifier.ValueText;
        bool isKnown = here.GetAliasInfo(name, cancellationToken) is null
            && (there.LookupSymbols(home.SpanStart, name: written).Concat(there.LookupSymbols(home.SpanStart, name: isAttribute ? written + "Attribute" : written)))
                .Any(found => SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, symbol.OriginalDefinition));
        if (isKnown || SymbolEqualityComparer.Default.Equals(symbol.ContainingType, here.GetDeclaredSymbol(name.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, cancellationToken)))
        {
            return null;
        }

        string container = symbol.ContainingSymbol is INamespaceSymbol { IsGlobalNamespace: true }
            ? "global::"
            : symbol.ContainingSymbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".";
        return new TextChange(new TextSpan(name.Identifier.SpanStart - offset, name.Identifier.Span.Length), container + Word(symbol, name.Identifier, isAttribute));
    }

    private static string Word(ISymbol symbol, SyntaxToken written, bool isAttribute)
        => symbol.Name == written.ValueText || (isAttribute && symbol.Name == written.ValueText + "Attribute") ? written.Text
            : SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None ? "@" + symbol.Name
            : symbol.Name;
}
