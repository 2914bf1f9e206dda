using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
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
    // Longer chains of names are no text to be looked up by.
    private const int LongestName = 200;

    // By the constant; of an enumeration by the type, whose members may count on from one another.
    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    /// <summary>Whether the value of an expression depends on a parameter of a block, of whichever, be it through other constants.</summary>
    public bool Has(ExpressionSyntax expression) => In(expression).Has(expression);

    /// <summary>The constant that an expression names; null for any other expression.</summary>
    public IFieldSymbol? Constant(ExpressionSyntax expression)
    {
        // About an expression the compiler answers when it has bound all that is around it, which it takes a second for where that has 20,000 terms, and a minute
        // where it has 100,000. What a name means at a place it says at once.
        SemanticModel model = Model(expression);
        ISymbol? symbol = SyntaxFacts.IsInTypeOnlyContext(expression) ? null : LookUp(expression, model) ?? model.GetSymbolInfo(expression, cancellationToken).Symbol;
        return symbol is IFieldSymbol { IsConst: true } constant ? constant : null;
    }

    // What a name means, or a chain of names with dots; null for what takes more than to look names up one by one, or means nothing.
    private static ISymbol? LookUp(ExpressionSyntax expression, SemanticModel model)
    {
        var names = new Stack<IdentifierNameSyntax>();
        while (expression is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax name } access)
        {
            names.Push(name);
            expression = access.Expression;
        }

        ISymbol? symbol = expression is IdentifierNameSyntax first ? Only(model.LookupSymbols(first.SpanStart, name: first.Identifier.ValueText)) : null;
        while (names.Count > 0 && symbol is INamespaceOrTypeSymbol container)
        {
            IdentifierNameSyntax name = names.Pop();
            symbol = Only(model.LookupSymbols(name.SpanStart, container, name.Identifier.ValueText));
        }

        return names.Count == 0 ? symbol : null;
    }

    // What is generic does not stand in the way of what has its name and is not.
    private static ISymbol? Only(ImmutableArray<ISymbol> found) => found switch
    {
        [INamedTypeSymbol { Arity: > 0 } or IMethodSymbol] => null,
        [IAliasSymbol alias] => alias.Target,
        [var symbol] => symbol,
        _ => null,
    };

    /// <summary>The compiler's view of a file; the same each time, as it remembers what it has bound.</summary>
    public SemanticModel Model(SyntaxNode node)
    {
        if (!_models.TryGetValue(node.SyntaxTree, out SemanticModel? model))
        {
            _models.Add(node.SyntaxTree, model = compilation.GetSemanticModel(node.SyntaxTree));
        }

        return model;
    }

    /// <summary>The names in an expression: a word means the same wherever it stands in it, and is looked up once.</summary>
    public Names In(ExpressionSyntax expression) => new(this, Model(expression), cancellationToken);

    /// <summary>What a constant is defined by.</summary>
    public static ExpressionSyntax? Definition(IFieldSymbol constant, CancellationToken cancellationToken)
        => constant.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            EnumMemberDeclarationSyntax member => member.EqualsValue?.Value,
            _ => null,
        };

    // Constants are followed to what they are defined by without recursion: a chain of them may be as long as a file.
    private bool Depends(IFieldSymbol constant)
    {
        if (BlockDeclaration.IsParameter(constant))
        {
            return true;
        }

        if (_known.TryGetValue(Key(constant), out bool depends))
        {
            return depends;
        }

        var way = new Stack<(ISymbol Key, IEnumerator<IFieldSymbol> Mentioned)>();
        Enter(constant);
        while (way.Count > 0)
        {
            (ISymbol key, IEnumerator<IFieldSymbol> mentioned) = way.Peek();
            if (!_known[key] && mentioned.MoveNext())
            {
                IFieldSymbol next = mentioned.Current;
                if (BlockDeclaration.IsParameter(next))
                {
                    _known[key] = true;
                }
                else if (!_known.TryGetValue(Key(next), out bool known))
                {
                    Enter(next);
                }
                else if (known)
                {
                    _known[key] = true;
                }

                continue;
            }

            way.Pop();
            if (_known[key] && way.Count > 0)
            {
                _known[way.Peek().Key] = true;
            }
        }

        return _known[Key(constant)];

        void Enter(IFieldSymbol field)
        {
            // A constant that is defined by itself is the compiler's error.
            _known[Key(field)] = false;
            way.Push((Key(field), Sources(field)
                .Select(source => Definition(source, cancellationToken))
                .OfType<ExpressionSyntax>()
                .SelectMany(definition => In(definition).Constants(definition))
                .GetEnumerator()));
        }
    }

    private static ISymbol Key(IFieldSymbol constant) => constant.ContainingType.TypeKind == TypeKind.Enum ? constant.ContainingType : constant;

    // A member of an enumeration may count on from the one before it. Other assemblies know nothing of the blocks in this one.
    private IEnumerable<IFieldSymbol> Sources(IFieldSymbol constant)
        => !SymbolEqualityComparer.Default.Equals(constant.ContainingAssembly, compilation.Assembly) ? []
            : constant.ContainingType.TypeKind == TypeKind.Enum ? constant.ContainingType.GetMembers().OfType<IFieldSymbol>()
            : [constant];

    private static bool IsNameof(SyntaxNode node)
        => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    /// <summary>What the names in one expression mean.</summary>
    internal sealed class Names(ParameterMentions mentions, SemanticModel model, CancellationToken cancellationToken) : IConstantNames
    {
        private readonly Dictionary<string, IFieldSymbol?> _constants = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int?> _values = new(StringComparer.Ordinal);

        /// <inheritdoc/>
        public bool Has(ExpressionSyntax part) => Constants(part).Any(mentions.Depends);

        /// <summary>The constants that a part of the expression mentions.</summary>
        public IEnumerable<IFieldSymbol> Constants(ExpressionSyntax part)
            => part
                .DescendantNodesAndSelf(static node => !IsNameof(node))
                .OfType<SimpleNameSyntax>()
                .Select(static name => name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name)
                .Select(Constant)
                .OfType<IFieldSymbol>();

        /// <summary>The constant that a part of the expression names; null for any other part.</summary>
        public IFieldSymbol? Constant(ExpressionSyntax part) => part switch
        {
            SimpleNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax => Remembered(_constants, part, mentions.Constant),
            _ => mentions.Constant(part),
        };

        /// <inheritdoc/>
        public BlockParameter? Parameter(ExpressionSyntax part) => Constant(part) is { } constant ? BlockParameter.Of(constant) : null;

        /// <inheritdoc/>
        public int? Value(ExpressionSyntax part)
            => part is LiteralExpressionSyntax { Token.Value: int literal } ? literal : Remembered(_values, part, Bound);

        private int? Bound(ExpressionSyntax part)
            => model.GetConstantValue(part, cancellationToken) is { HasValue: true, Value: int or short or ushort or sbyte or byte or char } constant
                ? constant.Value is char character ? character : Convert.ToInt32(constant.Value, CultureInfo.InvariantCulture)
                : null;

        private static T Remembered<T>(Dictionary<string, T> known, ExpressionSyntax part, Func<ExpressionSyntax, T> find)
        {
            if (part.Span.Length > LongestName)
            {
                return find(part);
            }

            string text = part.ToString();
            if (!known.TryGetValue(text, out T value))
            {
                known.Add(text, value = find(part));
            }

            return value;
        }
    }
}
