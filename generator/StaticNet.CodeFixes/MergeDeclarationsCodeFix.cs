using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>
/// Brings layers and losses of all declarations of a network together on the one that carries <c>[Network]</c>: layers behind its layers,
/// before its loss. Of a block layers and parameters on the one that carries <c>[Block]</c>. What is left of another declaration without
/// anything in it goes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergeDeclarationsCodeFix))]
[Shared]
public sealed class MergeDeclarationsCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TwoDeclarations, DiagnosticIds.BlockOnTwoDeclarations];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // A block is elsewhere.
        Location place = diagnostic.AdditionalLocations.Append(diagnostic.Location).First();
        Compilation? compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        if (compilation is null
            || place.SourceTree is not { } file
            || file.GetRoot(cancellationToken).FindNode(place.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || compilation.GetSemanticModel(file).GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type
            || type.GetAttributes().FirstOrDefault(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass) || AttributeTable.IsBlock(attribute.AttributeClass)) is not { } head
            || Attributes.Of(head, cancellationToken) is not { Parent.Parent: TypeDeclarationSyntax home } first)
        {
            return [];
        }

        Written[] written =
        [
            .. DeclaredAttributes.InSourceOrder(type, home).Select(attribute => new Written(attribute, cancellationToken)).Where(static one => one.Syntax is not null),
        ];
        Written[] strays = [.. written.Where(one => one.Syntax.Parent?.Parent != home)];
        FieldDeclarationSyntax[] parameters = AttributeTable.IsBlock(head.AttributeClass) ? [.. Parameters(type, cancellationToken).Where(field => field.Parent != home)] : [];

        // A second [Network] is another mistake.
        if ((strays.Length == 0 && parameters.Length == 0) || strays.Any(static stray => stray.IsNetwork))
        {
            return [];
        }

        Written[] own = [.. written.Where(one => one.Syntax.Parent?.Parent == home)];
        var words = new MovedText(compilation, home, cancellationToken);
        string[] layers = [.. strays.Where(static stray => !stray.IsLoss).Select(stray => words.Of(stray.Syntax))];
        string[] losses = [.. strays.Where(static stray => stray.IsLoss).Select(stray => words.Of(stray.Syntax))];
        AttributeSyntax last = own.LastOrDefault(static one => !one.IsLoss)?.Syntax ?? first;
        Edit[] moved = own.LastOrDefault(static one => one.IsLoss)?.Syntax is { } loss
            ? [Edit.Behind(last, layers), Edit.Behind(loss, losses)]
            : [Edit.Behind(last, [.. layers, .. losses])];
        IEnumerable<TypeDeclarationSyntax> others = strays
            .Select(static stray => (TypeDeclarationSyntax)stray.Syntax.Parent!.Parent!)
            .Concat(parameters.Select(static parameter => (TypeDeclarationSyntax)parameter.Parent!))
            .Distinct();
        return
        [
            new Offer(
                $"Put all {(parameters.Length == 0 ? "layers" : "layers and parameters")} of '{type.Name}' on one declaration",
                [
                    .. moved,
                    .. parameters.Length > 0 ? [Take(home, [.. parameters.Select(words.Of)])] : Enumerable.Empty<Edit>(),
                    .. others.SelectMany(other => Clear(
                        other, home, [.. strays.Where(stray => stray.Syntax.Parent!.Parent == other)], [.. parameters.Where(parameter => parameter.Parent == other)])),
                ],
                namesBlock: true),
        ];
    }

    private static IEnumerable<FieldDeclarationSyntax> Parameters(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(BlockDeclaration.IsParameter)
            .SelectMany(static field => field.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellationToken).FirstAncestorOrSelf<FieldDeclarationSyntax>()!)
            .Distinct();

    // At the end of the braces, which a declaration may not have yet.
    private static Edit Take(TypeDeclarationSyntax home, string[] words)
    {
        SourceText text = home.SyntaxTree.GetText();
        string newLine = BlockExtraction.NewLine(text);
        string indentation = BlockExtraction.Indentation(text, home);
        string lines = string.Concat(words.Select(word => $"{indentation}    {word}{newLine}"));
        if (home.OpenBraceToken.IsKind(SyntaxKind.None))
        {
            return new Edit(home.SyntaxTree, home.SemicolonToken.Span, $"{newLine}{indentation}{{{newLine}{lines}{indentation}}}");
        }

        TextLine end = text.Lines.GetLineFromPosition(home.CloseBraceToken.SpanStart);
        return end.Start > home.OpenBraceToken.SpanStart
            ? Edit.Insert(home, end.Start, lines)
            : Edit.Insert(home, home.CloseBraceToken.SpanStart, string.Concat(words.Select(static word => word + " ")));
    }

    private static IEnumerable<Edit> Clear(TypeDeclarationSyntax declaration, TypeDeclarationSyntax home, Written[] moved, FieldDeclarationSyntax[] parameters)
    {
        bool isEmpty = declaration.Members.Count == parameters.Length
            && declaration.BaseList is null
            && declaration.ParameterList is null
            && declaration.ConstraintClauses.Count == 0
            && declaration.AttributeLists.SelectMany(static list => list.Attributes).Count() == moved.Length
            && StandsAlone(declaration)
            && declaration.Modifiers.All(modifier => home.Modifiers.Any(other => other.RawKind == modifier.RawKind))
            && !declaration.DescendantTrivia().Any(trivia =>
                (trivia.ToString().StartsWith("/", StringComparison.Ordinal) || trivia.IsDirective) && !parameters.Any(parameter => parameter.FullSpan.Contains(trivia.Span)));
        if (!isEmpty)
        {
            return moved.GroupBy(static one => (AttributeListSyntax)one.Syntax.Parent!)
                .SelectMany(static group => group.Key.Attributes.Count == group.Count() ? [Whole(group.Key)] : group.Select(static one => Edit.Remove(one.Syntax)))
                .Concat(parameters.Select(static parameter => new Edit(parameter.SyntaxTree, parameter.FullSpan, "")));
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
