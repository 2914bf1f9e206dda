using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// Tells which constant expressions have to do with the parameters of blocks. The compiler has filled in the defaults everywhere, so
/// whatever is missed here would have the value of the default without a word.
/// </summary>
internal sealed class ParameterMentions(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly Dictionary<IFieldSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the value of an expression depends on a parameter of a block, of whichever, be it through other constants.</summary>
    public bool Has(ExpressionSyntax expression)
        => expression
            .DescendantNodesAndSelf(static node => !IsNameof(node))
            .OfType<SimpleNameSyntax>()
            .Any(name => Constant(name) is { } constant && Depends(constant));

    /// <summary>The constant that an expression names; null for any other expression.</summary>
    public IFieldSymbol? Constant(ExpressionSyntax expression)
        => Model(expression).GetSymbolInfo(expression, cancellationToken).Symbol is IFieldSymbol { IsConst: true } constant ? constant : null;

    public SemanticModel Model(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree);

    /// <summary>What a constant is defined by.</summary>
    public static ExpressionSyntax? Definition(IFieldSymbol constant, CancellationToken cancellationToken)
        => constant.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            EnumMemberDeclarationSyntax member => member.EqualsValue?.Value,
            _ => null,
        };

    private bool Depends(IFieldSymbol constant)
    {
        if (BlockDeclaration.IsParameter(constant))
        {
            return true;
        }

        if (!_known.TryGetValue(constant, out bool depends))
        {
            // A constant that is defined by itself is the compiler's error.
            _known[constant] = false;
            _known[constant] = depends = Sources(constant).Any(source => Definition(source, cancellationToken) is { } definition && Has(definition));
        }

        return depends;
    }

    // A member of an enumeration may count on from the one before it. Other assemblies know nothing of the blocks in this one.
    private IEnumerable<IFieldSymbol> Sources(IFieldSymbol constant)
        => !SymbolEqualityComparer.Default.Equals(constant.ContainingAssembly, compilation.Assembly) ? []
            : constant.ContainingType.TypeKind == TypeKind.Enum ? constant.ContainingType.GetMembers().OfType<IFieldSymbol>()
            : [constant];

    private static bool IsNameof(SyntaxNode node)
        => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
