using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.CodeFixes;

/// <summary>Gives a convolution with <c>Padding.Same</c> one of the two odd kernels nearest to its even one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OddKernelCodeFix))]
[Shared]
public sealed class OddKernelCodeFix : CodeFixProvider
{
    private const string Smaller = nameof(Smaller);
    private const string Larger = nameof(Larger);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.EvenKernel];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) =>
            ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey == Smaller ? -1 : 1, context.CancellationToken)!);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            Side[] sides = await Sides(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (sides.Any(static side => side.IsEven))
            {
                Register(sides, -1, Smaller);
                Register(sides, 1, Larger);
            }

            void Register(Side[] sides, int step, string key) => context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use a kernel of {string.Join("x", sides.Select(side => side.Stepped(step)))}",
                    token => ApplyAsync(context.Document, [diagnostic], step, token),
                    equivalenceKey: key),
                diagnostic);
        }
    }

    private static async Task<Document> ApplyAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, int step, CancellationToken cancellationToken)
    {
        var changes = new List<TextChange>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Side[] sides = await Sides(document, diagnostic, cancellationToken).ConfigureAwait(false);
            changes.AddRange(sides.Where(static side => side.IsEven).Select(side => new TextChange(side.Written.Span, side.Stepped(step))));
        }

        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }

    // The arguments for kernel, or for kernelHeight and kernelWidth, in the order of the parameters.
    private static async Task<Side[]> Sides(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan) is not AttributeSyntax { ArgumentList: { } written } attribute
            || model?.GetSymbolInfo(attribute, cancellationToken).Symbol is not IMethodSymbol constructor)
        {
            return [];
        }

        AttributeArgumentSyntax[] arguments = [.. written.Arguments.Where(static argument => argument.NameEquals is null)];
        var sides = new List<Side>();
        foreach (IParameterSymbol parameter in constructor.Parameters.Where(static parameter => parameter.Name.StartsWith("kernel", StringComparison.Ordinal)))
        {
            ExpressionSyntax? expression = arguments
                .Where((argument, place) => argument.NameColon is { } name ? name.Name.Identifier.ValueText == parameter.Name : place == parameter.Ordinal)
                .FirstOrDefault()?.Expression;
            if (expression is not null && model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: int length })
            {
                sides.Add(new Side(expression, length));
            }
        }

        return [.. sides];
    }

    // One side of a kernel: as it stands in the source, and its pixels.
    private readonly struct Side(ExpressionSyntax written, int length)
    {
        public ExpressionSyntax Written => written;

        public bool IsEven => length % 2 == 0;

        public string Stepped(int step) => (IsEven ? length + step : length).ToString(CultureInfo.InvariantCulture);
    }
}
