using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator;

namespace StaticNet.Benchmarks;

/// <summary>
/// What a keystroke costs in a project of 200 networks: the generator's time as Roslyn's driver measures it, and the analyzers' as its telemetry
/// does, for the file that is edited and for all files; and how soon generating stops when it is cancelled.
/// </summary>
internal static class EditorSpeed
{
    private const int Networks = 200;
    private const int ResNets = 10;
    private const int Cancellations = 100;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly string[] Declarations =
    [
        "[Network(2)] [Dense(4), Tanh] [Dense(1), Sigmoid] [BinaryCrossEntropy]",
        "[Network(784)] [Dense(128), ReLU] [Dense(64), ReLU] [Dense(10), Softmax] [CrossEntropy]",
        "[Network(1, 28, 28)] [Conv2D(6, 5, Padding = Padding.Same), ReLU, MaxPool2D(2)] [Conv2D(16, 5), ReLU, MaxPool2D(2)] [Flatten, Dense(120), ReLU] [Dense(84), ReLU] [Dense(10), Softmax] [CrossEntropy]",
        "[Network(32)] [Dense(16), ReLU] [Dense(4)] [Dense(16), ReLU] [Dense(32)] [MeanSquaredError]",
        "[Network(3, 16, 16)] [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] [Apply<Unit>(16)] [GlobalAveragePool, Dropout(0.2f), Dense(4)] [CrossEntropy]",
    ];

    private static readonly string ResNet20 =
        "[Network(3, 32, 32)] [Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU] [Repeat<Unit>(3, 16)] [Apply<Halving>(32), Repeat<Unit>(2, 32)] [Apply<Halving>(64), Repeat<Unit>(2, 64)] [GlobalAveragePool, Dense(10), Softmax] [CrossEntropy]";

    /// <summary>Measures; every row says whether it is within its bar.</summary>
    public static int Run()
    {
        Speed.PrintMachine();
        CSharpCompilation project = CSharpCompilation.Create(
            "Project",
            Files().Select(static (text, i) => CSharpSyntaxTree.ParseText(text, Language, $"/project/File{i}.cs")),
            BuiltNetwork.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Language);
        driver = driver.RunGenerators(project);
        GeneratorDriverRunResult result = driver.GetRunResult();
        Console.WriteLine($"{Networks} networks, {ResNets} of them ResNet-20, {result.GeneratedTrees.Length} generated files, {result.GeneratedTrees.Sum(static tree => (long)tree.Length) / 1024.0 / 1024:0.0} MiB");
        Console.WriteLine();
        Console.WriteLine($"{"a keystroke",-52} {"generator",11} {"slowest",11} {"analyzers: the file",20} {"all files",11} {"bar",8}");
        Console.WriteLine(new string('-', 126));

        int unrelated = project.SyntaxTrees.Length - 1;
        bool holds = true;
        holds &= Row("in a method of an unrelated file", unrelated, "int x = 1;", static i => $"int x = {i};", 1e-3);
        holds &= Row("in a method of a network's class, 2-4-1", 1, "int x = 1;", static i => $"int x = {i};", 1e-3);
        holds &= Row("in a method of a network's class, ResNet-20", Networks, "int x = 1;", static i => $"int x = {i};", 1e-3);
        holds &= Row("in the declaration of LeNet", 3, "Dense(120)", static i => $"Dense({100 + (i % 100)})", 50e-3);
        holds &= Row("in the declaration of ResNet-20", Networks, "Dense(10)", static i => $"Dense({10 + (i % 100)})", 50e-3);
        Row("a new member in an unrelated file", unrelated, "/* here */", static i => $"public int M{i};", double.PositiveInfinity);
        Row("in the block that all residual networks use", 0, "Width = 16; /* Basic */", static i => $"Width = {17 + (i % 8)};", double.PositiveInfinity);
        holds &= Cancel();
        return holds ? 0 : 1;

        bool Row(string name, int file, string old, Func<int, string> edited, double bar)
        {
            SyntaxTree tree = project.SyntaxTrees[file];
            SourceText text = tree.GetText();
            int start = text.ToString().IndexOf(old, StringComparison.Ordinal);
            List<double> times = [], fileTimes = [];
            double ofAll = 0;
            int repeats = double.IsInfinity(bar) ? 10 : bar < 0.01 ? 120 : 50, warm = repeats - (double.IsInfinity(bar) ? 7 : 20);
            GeneratorDriver current = driver;
            CSharpCompilation compilation = project;
            SyntaxTree last = tree;
            for (int i = 0; i < repeats; i++)
            {
                SyntaxTree next = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(start, old.Length), edited(i + 2))));
                compilation = compilation.ReplaceSyntaxTree(last, next);
                last = next;

                // A collection in between is the measuring process's, which holds more than an editor does.
                bool isQuiet = i >= warm && GC.TryStartNoGCRegion(200_000_000);
                current = current.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
                if (i >= warm)
                {
                    times.Add(current.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalSeconds);
                }

                if (isQuiet && System.Runtime.GCSettings.LatencyMode == System.Runtime.GCLatencyMode.NoGCRegion)
                {
                    GC.EndNoGCRegion();
                }

                if (i >= repeats - 5)
                {
                    fileTimes.Add(Analyze(output, [next]));
                }

                if (i == repeats - 1 && double.IsInfinity(bar))
                {
                    ofAll = Analyze(output, compilation.SyntaxTrees);
                }
            }

            double median = Median(times), ofFile = Median(fileTimes);
            bool isWithin = median <= bar && ofFile <= bar;
            Console.WriteLine(
                $"{name,-52} {Speed.Time(median),11} {Speed.Time(times.Max()),11} {Speed.Time(ofFile),20} {(ofAll > 0 ? Speed.Time(ofAll) : ""),11} {(double.IsInfinity(bar) ? "" : Speed.Time(bar)),8}  {(double.IsInfinity(bar) ? "" : isWithin ? "within" : "MISSED")}");
            return isWithin;
        }
    }

    // What our analyzers take when an editor asks for these files.
    private static double Analyze(Compilation output, ImmutableArray<SyntaxTree> trees)
    {
        CompilationWithAnalyzers analyzed = output.WithAnalyzers(
            Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        foreach (SyntaxTree tree in trees)
        {
            ImmutableArray<Diagnostic> found = analyzed.GetAnalyzerSemanticDiagnosticsAsync(analyzed.Compilation.GetSemanticModel(tree), null, CancellationToken.None).GetAwaiter().GetResult();
            if (found.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                throw new InvalidOperationException($"The project is meant to be sound, but {error}");
            }
        }

        return Analyzers.Sum(analyzer => analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalSeconds);
    }

    // The first run of a driver over ResNet-20 alone, cancelled somewhere in it.
    private static bool Cancel()
    {
        const double Bar = 10e-3;
        CSharpCompilation project = CSharpCompilation.Create(
            "Project",
            [CSharpSyntaxTree.ParseText(Files().First() + $"\n{ResNet20}\npublic sealed partial class Net;", Language)],
            BuiltNetwork.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        double whole = double.PositiveInfinity;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Language).RunGenerators(project.Clone());
            whole = Math.Min(whole, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var random = new Random(1);
        List<double> times = [];
        for (int attempt = 0; times.Count < Cancellations && attempt < 3 * Cancellations; attempt++)
        {
            using var source = new CancellationTokenSource();
            TimeSpan delay = TimeSpan.FromSeconds(whole * random.NextDouble());
            using var ready = new ManualResetEventSlim();
            long cancelled = 0;
            var thread = new Thread(() =>
            {
                ready.Set();
                Thread.Sleep(delay);
                Volatile.Write(ref cancelled, Stopwatch.GetTimestamp());
                source.Cancel();
            });
            thread.Start();
            ready.Wait();
            try
            {
                CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Language).RunGenerators(project.Clone(), source.Token);
            }
            catch (OperationCanceledException)
            {
                times.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref cancelled)).TotalSeconds);
            }

            thread.Join();
        }

        times.Sort();
        double most = times[(int)(0.95 * (times.Count - 1))];
        Console.WriteLine();
        Console.WriteLine($"generating ResNet-20 takes {Speed.Time(whole)}; cancelled {times.Count} times somewhere in it, it stopped after {Speed.Time(times[times.Count / 2])} in the median, {Speed.Time(most)} in 95 of 100, {Speed.Time(times[^1])} at most (bar {Speed.Time(Bar)}: {(most <= Bar ? "within" : "MISSED")})");
        return most <= Bar;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    // The blocks; a file for each network, the residual ones last; and one that has nothing to do with networks.
    private static IEnumerable<string> Files()
    {
        yield return BuiltNetwork.Blocks.Replace("Width = 16;\n    public const int Stride", "Width = 16; /* Basic */\n    public const int Stride", StringComparison.Ordinal);
        for (int i = 1; i <= Networks; i++)
        {
            string declaration = i > Networks - ResNets ? ResNet20 : Declarations[(i - 1) % Declarations.Length];
            yield return $$"""
                using System;
                using StaticNet;

                namespace Project.Models;

                /// <summary>Network {{i}}.</summary>
                {{declaration}}
                public sealed partial class Net{{i}}
                {
                    public int Method()
                    {
                        int x = 1;
                        return 2 * x;
                    }
                }
                """;
        }

        yield return """
            namespace Project;

            /// <summary>Has nothing to do with networks.</summary>
            public class Unrelated
            {
                /* here */

                public int Method()
                {
                    int x = 1;
                    return 2 * x;
                }
            }
            """;
    }
}
