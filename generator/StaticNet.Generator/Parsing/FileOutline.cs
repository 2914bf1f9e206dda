using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// What of a file the networks of other files can depend on, as text: no bodies but those of static methods that return a float, no initial values but those of constants, and not the
/// attributes of the file's own networks. Found without asking the compiler. (Roslyn's own comparison of what is outside of bodies takes
/// constants behind a field with an initial value for equal, whatever they are.)
/// </summary>
internal sealed class FileOutline
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileOutline> Known = new();

    private readonly List<Piece> _pieces = [];
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bases = new(StringComparer.Ordinal);

    private FileOutline(SyntaxTree file) => Add(file.GetRoot());

    /// <summary>The names in what the compiler computes with while it reads networks: attributes of types, values of constants.</summary>
    public IEnumerable<string> Mentioned => _mentioned;

    /// <summary>The names in the base lists of types.</summary>
    public IEnumerable<string> Bases => _bases;

    public static FileOutline Of(SyntaxTree file) => Known.GetValue(file, static file => new FileOutline(file));

    /// <summary>Whether nothing differs at all.</summary>
    public bool IsSame(FileOutline other) => _pieces.SequenceEqual(other._pieces);

    /// <summary>Whether nothing differs that attributes can mean.</summary>
    /// <param name="other">The same file before or after an edit.</param>
    /// <param name="mentioned">The names that are mentioned anywhere in the project.</param>
    /// <param name="bases">Those of all base lists.</param>
    public bool IsAlike(FileOutline other, HashSet<string> mentioned, HashSet<string> bases)
    {
        return Seen(this).SequenceEqual(Seen(other));

        // A member is seen by its name only, and those of a base are a network's own.
        IEnumerable<string> Seen(FileOutline outline) => outline._pieces
            .Where(piece => piece.Owner is null || bases.Contains(piece.Owner) || piece.Names.Any(mentioned.Contains))
            .Select(static piece => piece.Text);
    }

    /// <summary>The members of a type, as they count to the type itself: without types and constants, which count to all.</summary>
    public static string Members(TypeDeclarationSyntax type)
        => string.Concat(type.Members.Where(static member => !IsTypeOrConstant(member)).Select(static member => Text(member)));

    // What a network may compute with: a function, or a method that it calls.
    private static bool IsFunction(MethodDeclarationSyntax method)
        => method.Modifiers.Any(SyntaxKind.StaticKeyword) && method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.FloatKeyword };

    private static bool IsTypeOrConstant(MemberDeclarationSyntax member)
        => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax || member.Modifiers.Any(SyntaxKind.ConstKeyword);

    // A file, a namespace or a type: what it says itself, and its members one by one.
    private void Add(SyntaxNode node)
    {
        var type = node as TypeDeclarationSyntax;
        bool isNetwork = type is not null && NetworkCandidate.Is(type);

        // A network's members are part of its candidate. What else is partial may be another declaration of it, what has attributes a block.
        bool isPlain = isNetwork || node is CompilationUnitSyntax || (type is { AttributeLists.Count: 0 } && !type.Modifiers.Any(SyntaxKind.PartialKeyword));
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            switch (child.AsNode())
            {
                case BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax:
                    Add(child.AsNode()!);
                    break;
                case MemberDeclarationSyntax member when IsTypeOrConstant(member):
                    Add(child, isMentioning: true);
                    break;
                case MethodDeclarationSyntax method when IsFunction(method):
                    Mention(child, _mentioned);
                    _pieces.Add(new Piece(Text(child, withBodies: true)));
                    break;
                case MemberDeclarationSyntax member when isPlain:
                    _pieces.Add(new Piece(Text(child), type?.Identifier.ValueText ?? "", Declared(member).ToEquatableArray()));
                    break;
                case AttributeListSyntax:
                    Mention(child, _mentioned);
                    _pieces.Add(new Piece(isNetwork ? "[Network]" : Text(child)));
                    break;
                case BaseListSyntax:
                    Mention(child, _bases);
                    Add(child, isMentioning: false);
                    break;
                default:
                    Add(child, isMentioning: false);
                    break;
            }
        }
    }

    private void Add(SyntaxNodeOrToken child, bool isMentioning)
    {
        if (isMentioning)
        {
            Mention(child, _mentioned);
        }

        _pieces.Add(new Piece(Text(child)));
    }

    private static void Mention(SyntaxNodeOrToken node, HashSet<string> names)
        => names.UnionWith(node.AsNode()!.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));

    // The names that a member, or a statement outside of types, brings into being.
    private static IEnumerable<string> Declared(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(static variable => variable.Identifier.ValueText),
        GlobalStatementSyntax statement => statement.DescendantNodes().Select(static node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => "",
        }),
        _ => [],
    };

    private static string Text(SyntaxNodeOrToken child, bool withBodies = false)
    {
        var text = new StringBuilder();
        foreach (SyntaxToken token in child.IsToken ? [child.AsToken()] : child.AsNode()!.DescendantTokens(node => withBodies || !IsInside(node)))
        {
            text.Append(token.Text).Append(' ');

            // What the parser could make nothing of; there are mistakes that only it tells from what is right.
            if (token.HasStructuredTrivia)
            {
                foreach (SyntaxTrivia skipped in token.GetAllTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.SkippedTokensTrivia)))
                {
                    text.Append(skipped.ToString()).Append(' ');
                }
            }
        }

        return text.ToString();
    }

    // Bodies, and the initial values of what is no constant.
    private static bool IsInside(SyntaxNode node)
        => node is BlockSyntax or ArrowExpressionClauseSyntax
            || (node is EqualsValueClauseSyntax
                && node.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax }
                && !(node.Parent.Parent?.Parent is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword)));

    /// <summary>A part of a file's text.</summary>
    /// <param name="Text">The words in it.</param>
    /// <param name="Owner">The class that it is an ordinary member of, or <c>""</c> for a statement outside of types; null for anything else.</param>
    /// <param name="Names">The names under which it could be meant; for anything but members and statements it plays no part.</param>
    private sealed record Piece(string Text, string? Owner = null, EquatableArray<string> Names = default);
}
