using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.CodeFixes;

/// <summary>
/// Makes <c>[Repeat]</c> of layers that come several times in a row. What is repeated becomes a block, or is one: <c>[Apply&lt;B&gt;(16)]</c> twice
/// is <c>[Repeat&lt;B&gt;(2, 16)]</c>.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(RepeatRefactoring))]
[Shared]
public sealed class RepeatRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await SelectedLayers.FindAsync(context).ConfigureAwait(false) is not { } layers || Longest(layers) is not { } run)
        {
            return;
        }

        ImmutableArray<AttributeSyntax> all = [.. layers.All.Skip(run.Start).Take(run.Period * run.Count)];
        ImmutableArray<AttributeSyntax> once = [.. all.Take(run.Period)];
        if (!BlockExtraction.IsPossible(all, layers.Model, context.CancellationToken) || !FollowEachOther(all, layers.Declaration))
        {
            return;
        }

        string count = run.Count.ToString(CultureInfo.InvariantCulture);
        Edit[] edits = once.Length == 1 && Block(once[0]) is { } block
            ? [BlockExtraction.Use(all, Attributes.Written(once[0], $"Repeat<{block}>({string.Join(", ", Arguments(once[0]).Prepend(count))})"))]
            : Extracted(layers, all, once, count);
        string title = $"Repeat {count} times";
        context.RegisterRefactoring(CodeAction.Create(title, token => Edit.ApplyAsync(context.Document.Project.Solution, edits, token), nameof(RepeatRefactoring)));
    }

    private static Edit[] Extracted(SelectedLayers layers, ImmutableArray<AttributeSyntax> all, ImmutableArray<AttributeSyntax> once, string count)
    {
        string name = BlockExtraction.Name(Attributes.Kind(once[0]) + "Block", layers.Declaration, layers.Model, []);
        return
        [
            BlockExtraction.Use(all, Attributes.Written(once[0], $"Repeat<{name}>({count})")),
            BlockExtraction.Declare(layers.Declaration, BlockExtraction.Declaration(name, once)),
        ];
    }

    // The block that [Apply] uses, if it says no more than that.
    private static string? Block(AttributeSyntax layer)
        => Attributes.Kind(layer) == "Apply"
            && layer.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault() is { Arguments.Count: 1 } blocks
            && layer.ArgumentList?.Arguments.All(static argument => argument.NameEquals is null && argument.NameColon is null) != false
            ? blocks.Arguments[0].ToString()
            : null;

    private static IEnumerable<string> Arguments(AttributeSyntax layer) => layer.ArgumentList?.Arguments.Select(static argument => argument.ToString()) ?? [];

    // Where anything else stands between layers, it would be lost.
    private static bool FollowEachOther(ImmutableArray<AttributeSyntax> layers, TypeDeclarationSyntax declaration)
        => Attributes.Of(declaration).SkipWhile(attribute => attribute != layers[0]).Take(layers.Length).SequenceEqual(layers);

    // The repetition around the selected layers that covers most, of the shortest period.
    private static (int Start, int Period, int Count)? Longest(SelectedLayers layers)
    {
        string[] words = [.. layers.All.Select(static layer => string.Join(" ", layer.DescendantTokens().Select(static token => token.Text)))];
        int first = layers.All.IndexOf(layers.Selected[0]);
        int last = layers.All.IndexOf(layers.Selected[layers.Selected.Length - 1]);
        (int Start, int Period, int Count)? longest = null;
        for (int period = 1; period <= words.Length / 2; period++)
        {
            // As far as each layer is that of one period before.
            int start = first;
            while (start > 0 && start - 1 + period < words.Length && words[start - 1] == words[start - 1 + period])
            {
                start--;
            }

            int end = start + period;
            while (end < words.Length && words[end] == words[end - period])
            {
                end++;
            }

            // Whole periods, from as early as they take the selection in.
            int count = (end - start) / period;
            start = Math.Max(start, last + 1 - (count * period));
            if (count > 1 && start <= first && start + (count * period) <= end && (longest is not { } best || count * period > best.Count * best.Period))
            {
                longest = (start, period, count);
            }
        }

        return longest;
    }
}
