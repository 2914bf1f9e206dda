using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Parsing;

namespace StaticNet.CodeFixes;

/// <summary>Gives a convolution with <c>Padding.Same</c> one of the two odd kernels nearest to its even one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OddKernelCodeFix))]
[Shared]
public sealed class OddKernelCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.EvenKernel];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        Side[] sides = await Sides(document, diagnostic, cancellationToken).ConfigureAwait(false);
        return sides.Any(static side => side.IsEven) ? [Stepped(-1, "Smaller"), Stepped(1, "Larger")] : [];

        Offer Stepped(int step, string key) => new(
            $"Use a kernel of {string.Join("x", sides.Select(side => side.Stepped(step)))}",
            [.. sides.Where(static side => side.IsEven).Select(side => Edit.Replace(side.Written, side.Stepped(step)))],
            key);
    }

    // The arguments for kernel, or for kernelHeight and kernelWidth, in the order of the parameters.
    private static async Task<Side[]> Sides(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (Attributes.Layer(diagnostic) is not { ArgumentList: { } written } attribute
            || document.Project.Solution.GetDocument(attribute.SyntaxTree) is not { } place
            || await place.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || model.GetSymbolInfo(attribute, cancellationToken).Symbol is not IMethodSymbol constructor)
        {
            return [];
        }

        // In a block, what depends on its parameters has another value wherever the block is used.
        var mentions = new ParameterMentions(model.Compilation, cancellationToken);

        AttributeArgumentSyntax[] arguments = [.. written.Arguments.Where(static argument => argument.NameEquals is null)];
        var sides = new List<Side>();
        foreach (IParameterSymbol parameter in constructor.Parameters.Where(static parameter => parameter.Name.StartsWith("kernel", StringComparison.Ordinal)))
        {
            ExpressionSyntax? expression = arguments
                .Where((argument, place) => argument.NameColon is { } name ? name.Name.Identifier.ValueText == parameter.Name : place == parameter.Ordinal)
                .FirstOrDefault()?.Expression;
            if (expression is not null && mentions.Has(expression))
            {
                return [];
            }

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
