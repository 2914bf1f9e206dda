using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Parsing;

namespace StaticNet.CodeFixes;

/// <summary>
/// Brings layers and losses of all declarations of a network together on the one that carries <c>[Network]</c>: layers behind its layers,
/// before its loss. What is left of another declaration without anything in it goes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergeDeclarationsCodeFix))]
[Shared]
public sealed class MergeDeclarationsCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TwoDeclarations];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null
            || Attributes.At(diagnostic.Location)?.Parent?.Parent is not TypeDeclarationSyntax declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type
            || NetworkParser.Home(type) is not TypeDeclarationSyntax home)
        {
            return [];
        }

        ImmutableArray<AttributeData> all = DeclaredAttributes.InSourceOrder(type, home);
        Written[] written = [.. all.Select(attribute => new Written(attribute, cancellationToken)).Where(static one => one.Syntax is not null)];
        Written[] strays = [.. written.Where(one => one.Syntax.Parent?.Parent != home)];

        // A second [Network] is another mistake.
        if (strays.Length == 0 || strays.Any(static stray => stray.IsNetwork))
        {
            return [];
        }

        Written[] own = [.. written.Where(one => one.Syntax.Parent?.Parent == home)];
        string[] layers = [.. strays.Where(static stray => !stray.IsLoss).Select(static stray => stray.Syntax.ToString())];
        string[] losses = [.. strays.Where(static stray => stray.IsLoss).Select(static stray => stray.Syntax.ToString())];
        AttributeSyntax last = own.Last(static one => !one.IsLoss).Syntax;
        Edit[] moved = own.LastOrDefault(static one => one.IsLoss)?.Syntax is { } loss
            ? [Edit.Behind(last, layers), Edit.Behind(loss, losses)]
            : [Edit.Behind(last, [.. layers, .. losses])];
        return
        [
            new Offer(
                $"Put all layers of '{type.Name}' on one declaration",
                [.. moved, .. strays.GroupBy(static stray => (TypeDeclarationSyntax)stray.Syntax.Parent!.Parent!).SelectMany(group => Clear(group.Key, home, [.. group]))]),
        ];
    }

    private static IEnumerable<Edit> Clear(TypeDeclarationSyntax declaration, TypeDeclarationSyntax home, Written[] moved)
    {
        bool isEmpty = declaration.Members.Count == 0
            && declaration.BaseList is null
            && declaration.ParameterList is null
            && declaration.ConstraintClauses.Count == 0
            && declaration.AttributeLists.SelectMany(static list => list.Attributes).Count() == moved.Length
            && StandsAlone(declaration)
            && declaration.Modifiers.All(modifier => home.Modifiers.Any(other => other.RawKind == modifier.RawKind))
            && !declaration.DescendantTrivia().Any(static trivia => trivia.ToString().StartsWith("/", StringComparison.Ordinal) || trivia.IsDirective);
        if (!isEmpty)
        {
            return moved.GroupBy(static one => (AttributeListSyntax)one.Syntax.Parent!).SelectMany(static group =>
                group.Key.Attributes.Count == group.Count()
                    ? [Whole(group.Key)]
                    : group.Select(static one => Edit.Remove(one.Syntax)));
        }

        // With the lines up to the next member or to the end.
        SourceText text = declaration.SyntaxTree.GetText();
        int next = text.Lines.GetLineFromPosition(declaration.Span.End).LineNumber + 1;
        while (next < text.Lines.Count && string.IsNullOrWhiteSpace(text.Lines[next].ToString()))
        {
            next++;
        }

        int end = next < text.Lines.Count ? text.Lines[next].Start : text.Length;
        return [new Edit(declaration.SyntaxTree, TextSpan.FromBounds(text.Lines.GetLineFromPosition(declaration.SpanStart).Start, end), "")];
    }

    // Nothing else on its lines.
    private static bool StandsAlone(TypeDeclarationSyntax declaration)
    {
        SourceText text = declaration.SyntaxTree.GetText();
        TextLine first = text.Lines.GetLineFromPosition(declaration.SpanStart);
        TextLine last = text.Lines.GetLineFromPosition(declaration.Span.End);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, declaration.SpanStart)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(declaration.Span.End, last.End)));
    }

    // All that is in the brackets, and the brackets.
    private static Edit Whole(AttributeListSyntax list)
        => new(list.SyntaxTree, TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart), "");

    private sealed class Written(AttributeData attribute, CancellationToken cancellationToken)
    {
        public AttributeSyntax Syntax { get; } = (AttributeSyntax)attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken)!;

        public bool IsLoss { get; } = AttributeTable.IsLoss(attribute.AttributeClass);

        public bool IsNetwork { get; } = AttributeTable.IsNetwork(attribute.AttributeClass);
    }
}
