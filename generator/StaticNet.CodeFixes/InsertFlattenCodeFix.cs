using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.CodeFixes;

/// <summary>Puts <c>[Flatten]</c> before a layer that takes a flat input, written as the layer itself is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenCodeFix))]
[Shared]
public sealed class InsertFlattenCodeFix : InsertionCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NeedsFlatInput];

    /// <inheritdoc/>
    protected override string Title(SyntaxNode root, Diagnostic diagnostic) => "Put [Flatten] before the layer";

    /// <inheritdoc/>
    protected override IEnumerable<(int Position, string Text)> Insertions(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan) is AttributeSyntax { Parent: AttributeListSyntax list } attribute)
        {
            // [StaticNet.Dense(10)] becomes [StaticNet.Flatten] [StaticNet.Dense(10)].
            string flatten = attribute.Name switch
            {
                QualifiedNameSyntax qualified => $"{qualified.Left}.Flatten",
                AliasQualifiedNameSyntax alias => $"{alias.Alias}::Flatten",
                _ => "Flatten",
            };
            yield return list.Attributes[0] == attribute
                ? (list.SpanStart, $"[{flatten}] ")
                : (attribute.SpanStart, $"{flatten}, ");
        }
    }
}
