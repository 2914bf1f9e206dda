using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator;

namespace StaticNet.Benchmarks;

/// <summary>
/// What the networks of a project cost a build, in seconds of processor time of a compiler that is warm, as the compiler server is: a build from nothing, and one after a line of an unrelated
/// file was edited, when the generator has nothing to do and the compiler everything.
/// </summary>
internal static class ProjectCost
{
    private const int Runs = 3;

    // Each is trained: what people begin with, and the residual networks of the papers.
    private static readonly string[] Networks =
    [
        "[Network(2)] [Dense(4), Tanh] [Dense(1), Sigmoid] [BinaryCrossEntropy]",
        "[Network(4)] [Dense(16), ReLU] [Dense(3), Softmax] [CrossEntropy]",
        "[Network(784)] [Dense(128), ReLU] [Dense(64), ReLU] [Dense(10), Softmax] [CrossEntropy]",
        "[Network(64)] [Dense(32), GELU] [Dense(8)] [Dense(32), GELU] [Dense(64)] [MeanSquaredError]",
        "[Network(1, 28, 28)] [Conv2D(6, 5, Padding = Padding.Same), ReLU, MaxPool2D(2)] [Conv2D(16, 5), ReLU, MaxPool2D(2)] [Flatten, Dense(120), ReLU] [Dense(84), ReLU] [Dense(10), Softmax] [CrossEntropy]",
        "[Network(1, 8, 8)] [Conv2D(16, 3), ReLU] [Conv2D(32, 3), ReLU] [Flatten, Dense(10), Softmax] [CrossEntropy]",
        "[Network(3, 16, 16)] [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] [Apply<Unit>(16)] [GlobalAveragePool, Dropout(0.2f), Dense(4)] [CrossEntropy]",
        "[Network(1, 49, 10)] [Conv2D(64, 10, 4, Stride = 2), BatchNorm, ReLU] [DepthwiseConv2D(3, Padding = Padding.Same), BatchNorm, ReLU] [Conv2D(64, 1), BatchNorm, ReLU] [GlobalAveragePool, Dense(12), Softmax] [CrossEntropy]",
        "[Network(3, 32, 32)] [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] [Apply<Unit>(16)] [Apply<Halving>(32)] [Apply<Halving>(64)] [GlobalAveragePool, Dense(10), Softmax] [CrossEntropy]",
        "[Network(3, 32, 32)] [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] [Repeat<Unit>(3, 16)] [Apply<Halving>(32), Repeat<Unit>(2, 32)] [Apply<Halving>(64), Repeat<Unit>(2, 64)] [GlobalAveragePool, Dense(10), Softmax] [CrossEntropy]",
    ];

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    public static void Run()
    {
        Console.WriteLine();
        Console.WriteLine($"{"networks",8} {"generated",11} {"generator",10} {"parsing",9} {"binding",9} {"emit",9} {"from nothing",13} {"a line edited",14} {"without ours",13}   seconds of processor, the least of {Runs}");
        Console.WriteLine(new string('-', 112));
        foreach (int count in (int[])[10, 50])
        {
            double[] least = Measure(count, out long bytes);
            for (int run = 1; run < Runs; run++)
            {
                least = [.. least.Zip(Measure(count, out _), Math.Min)];
            }

            Console.WriteLine($"{count,8} {bytes / 1024.0 / 1024,7:0.00} MiB {least[0],10:0.00} {least[1],9:0.00} {least[2],9:0.00} {least[3],9:0.00} {least[4],13:0.00} {least[5],14:0.00} {least[6],13:0.00}");
        }
    }

    private static double[] Measure(int count, out long bytes)
    {
        string[] texts =
        [
            BuiltNetwork.Blocks,
            .. Enumerable.Range(0, count).Select(static i => $"using StaticNet;\n{Networks[i % Networks.Length]}\npublic sealed partial class Network{i};\n"),
            "static class Other { static int Line() => 1; }",
        ];
        CSharpCompilation written = CSharpCompilation.Create(
            "Project",
            texts.Select(static (text, i) => CSharpSyntaxTree.ParseText(text, Language, $"/project/File{i}.cs")),
            BuiltNetwork.References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));
        double without = Seconds(() => Emit(written));

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Language);
        double generator = Seconds(() => driver = driver.RunGenerators(written));
        string[] generated = [.. driver.GetRunResult().GeneratedTrees.Select(static tree => tree.ToString())];
        bytes = generated.Sum(static text => (long)Encoding.UTF8.GetByteCount(text));

        // The driver has parsed them: that is in the generator's time, and is taken out of it.
        SyntaxTree[] trees = [];
        double parsing = Seconds(() => trees = [.. generated.Select(static (text, i) => CSharpSyntaxTree.ParseText(text, Language, $"/generated/File{i}.cs"))]);
        CSharpCompilation whole = written.AddSyntaxTrees(trees);
        double binding = Seconds(() => whole.GetDiagnostics());
        double emitting = Seconds(() => Emit(written.AddSyntaxTrees(trees)));

        SyntaxTree line = written.SyntaxTrees[^1];
        SyntaxTree edited = CSharpSyntaxTree.ParseText("static class Other { static int Line() => 2; }", Language, line.FilePath);
        double edit = Seconds(() =>
        {
            driver = driver.RunGenerators(written.ReplaceSyntaxTree(line, edited));
            Emit(whole.ReplaceSyntaxTree(line, edited));
        });
        return [Math.Max(0, generator - parsing), parsing, binding, Math.Max(0, emitting - binding), generator + emitting, edit, without];
    }

    private static void Emit(CSharpCompilation compilation)
    {
        using var assembly = new MemoryStream();
        if (compilation.Emit(assembly).Diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The project is meant to be sound, but {error}");
        }
    }

    private static double Seconds(Action action)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
