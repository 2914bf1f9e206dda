using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>
/// Row 12: 'same' padding with an even kernel. It does not compile, so it cannot stand here as a declared network: the row hands the
/// declaration to the compiler with StaticNet's analyzer, as a build does, and prints what it says. What the padding would cost, a network on a larger image tells.
/// </summary>
internal static partial class SamePaddingRow
{
    // What half a pixel of padding would make of an image of 28 x 28.
    [Network(192, 55, 55)]
    [Conv2D(32, 28)]
    internal sealed partial class Padded;

    public static void Solve(Sheet sheet)
    {
        ImmutableArray<Diagnostic> even = Compile(kernel: 28);
        string message = even.Length == 1 ? even[0].GetMessage(CultureInfo.InvariantCulture) : "";
        Match figures = Message().Match(message);

        sheet.Row(12, "'Same' padding with a kernel of 28", "P = (f - 1) / 2");
        sheet.Figure("P", "13.5", figures.Success ? double.Parse(figures.Groups["padding"].ValueSpan, CultureInfo.InvariantCulture) : double.NaN);
        sheet.Text("kernels offered instead", null, figures.Groups["kernels"].Value, correct: "27 or 29");
        sheet.Count("errors in a build with 28", null, even.Length, correct: "1");
        sheet.Count("errors in a build with 27", null, Compile(kernel: 27).Length, correct: "0");
        sheet.Count("errors in a build with 29", null, Compile(kernel: 29).Length, correct: "0");
        sheet.Count("28 + 2 * 13.5", "55", Padded.Summary.InputShape[1]);
        sheet.Count("output behind it", null, Padded.Summary.OutputShape[1], correct: "28");
        sheet.Count("28 * 28 * 32 * 28 * 28 * 192", "3,776,442,464", Padded.MultiplyAdds, correct: "3,776,446,464");
        sheet.Lesson(
            $"""
            There is no such padding, and the build says so, at the attribute:
            error {(even.Length == 1 ? even[0].Id : "?")}: {message}
            An image that is padded beforehand shows what such a kernel would cost.
            """);
    }

    private static ImmutableArray<Diagnostic> Compile(int kernel)
    {
        string declaration =
            $"""
            using StaticNet;

            [Network(1, 56, 56)]
            [Conv2D(6, {kernel}, Padding = Padding.Same)]
            public sealed partial class Features;
            """;

        // What this program runs on: the framework and StaticNet.
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Features",
            [CSharpSyntaxTree.ParseText(declaration)],
            assemblies.Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
    }

    [GeneratedRegex(@"= (?<padding>[0-9.]+) on each side .* use a kernel of (?<kernels>\d+ or \d+)$")]
    private static partial Regex Message();
}
