using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// A declaration that says <c>[Network]</c>: where it stands, and what its attributes and its members are, word by word. Found without asking the
/// compiler.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Place">Which of the file's types it is.</param>
/// <param name="Attributes">The attributes as they are written.</param>
/// <param name="Members">The members without what is in them.</param>
internal sealed record NetworkCandidate(string File, int Place, string Attributes, string Members)
{
    // An editor asks after every keystroke, and most files are as they were.
    private static readonly ConditionalWeakTable<SyntaxNode, NetworkCandidate> Known = new();

    // The types of a file, in order and by the places that they have in it: a file may have thousands of networks.
    private static readonly ConditionalWeakTable<SyntaxNode, TypeList> Lists = new();

    /// <summary>Whether a declaration is one; not if it says <c>[Network]</c> by another name, which needs the compiler.</summary>
    public static bool Is(SyntaxNode node)
        => node is ClassDeclarationSyntax { AttributeLists.Count: > 0 } or RecordDeclarationSyntax { AttributeLists.Count: > 0 }
            && ((TypeDeclarationSyntax)node).AttributeLists.Any(static list => list.Attributes.Any(static attribute => LastName(attribute.Name) is "Network" or "NetworkAttribute"));

    public static NetworkCandidate Of(SyntaxNode node)
        => Known.GetValue(node, static node => new NetworkCandidate(
            FileOf(node.SyntaxTree),
            Lists.GetValue(node.SyntaxTree.GetRoot(), static root => new TypeList(root)).Places[node],
            ((TypeDeclarationSyntax)node).AttributeLists.ToString(),
            FileOutline.Members((TypeDeclarationSyntax)node)));

    /// <summary>By the place alone: after every keystroke all candidates are told apart, and their texts are long.</summary>
    public override int GetHashCode() => unchecked((File.GetHashCode() * 31) + Place);

    /// <summary>The declaration in a compilation that has it.</summary>
    public SyntaxNode Find(Compilation compilation)
        => Lists.GetValue(compilation.SyntaxTrees.First(tree => FileOf(tree) == File).GetRoot(), static root => new TypeList(root)).Types[Place];

    /// <summary>All types of a file that are no type of a method's.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Types(SyntaxNode root)
        => root
            .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>();

    private sealed class TypeList
    {
        public TypeList(SyntaxNode root)
        {
            Types = [.. NetworkCandidate.Types(root)];
            for (int i = 0; i < Types.Length; i++)
            {
                Places.Add(Types[i], i);
            }
        }

        public TypeDeclarationSyntax[] Types { get; }

        public Dictionary<SyntaxNode, int> Places { get; } = [];
    }

    // What has no path is itself only.
    private static string FileOf(SyntaxTree tree)
        => tree.FilePath.Length > 0 ? tree.FilePath : "#" + RuntimeHelpers.GetHashCode(tree).ToString(CultureInfo.InvariantCulture);

    private static string LastName(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };
}
