using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.Generator.Tests.Support;

/// <summary>
/// A code fix as an editor applies it, to one diagnostic after the other and to all of a document, in long runs also of a project and a solution. What
/// it makes compiles, in long runs with the generator, and has no diagnostic but those that are marked there.
/// </summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<NetworkAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private readonly bool _isGenerated;

    private FixTest(bool isGenerated)
    {
        _isGenerated = isGenerated;
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Compilations.Create().References);
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
        if (!LongRun.IsAskedFor)
        {
            // One by one and all of a document; a project and a solution take the same path through our code, and three times as long.
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        }
    }

    /// <summary>Asserts that the marked diagnostics are found, and that fixing them makes the other text.</summary>
    /// <param name="source">The source, with marks, without <c>using</c>.</param>
    /// <param name="expected">What becomes of it; with marks where something else is left to report.</param>
    /// <param name="offer">Which of the ways that the fix offers.</param>
    /// <param name="title">What the menu says.</param>
    /// <param name="isUsed">Whether the source uses what is generated.</param>
    public static Task Fixes(string source, string expected, int offer = 0, string? title = null, bool isUsed = false)
        => Fixes([source], [expected], offer, title, isUsed);

    /// <summary>The same over several files.</summary>
    public static async Task Fixes(string[] sources, string[] expected, int offer = 0, string? title = null, bool isUsed = false)
    {
        // Most of the time is that of compiling what is generated, several times a test.
        var test = new FixTest<TFix>(isUsed || LongRun.IsAskedFor) { CodeActionIndex = offer };
        test.TestState.Sources.AddRange(sources.Select(Named));
        test.FixedState.Sources.AddRange(expected.Select(Named));
        if (title is not null)
        {
            test.CodeActionVerifier = (action, verifier) => verifier.Equal(title, action.Title);
        }

        // Where something is left, it is something that this fix does not know how to fix.
        if (expected.Any(static text => text.Contains("{|", StringComparison.Ordinal)))
        {
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        }

        await test.RunAsync(TestContext.Current.CancellationToken);

        static (string, Microsoft.CodeAnalysis.Text.SourceText) Named(string source, int file)
            => ($"/0/File{file}.cs", Microsoft.CodeAnalysis.Text.SourceText.From("using StaticNet;\n" + source));
    }

    /// <summary>Asserts that the marked diagnostics are found and nothing is offered for them.</summary>
    public static Task OffersNothing(string source) => Fixes(source, source);

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Diagnosis.Analyzers;

    protected override IEnumerable<Type> GetSourceGenerators() => _isGenerated ? [typeof(NetworkGenerator)] : [];

    protected override ParseOptions CreateParseOptions() => Compilations.ParseOptions;

    protected override CompilationOptions CreateCompilationOptions()
        => new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
}
