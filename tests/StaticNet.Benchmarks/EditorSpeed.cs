using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator;

namespace StaticNet.Benchmarks;

/// <summary>
/// What a keystroke costs in a project of 200 networks: the generator's time as Roslyn's driver measures it, less what the driver takes for a
/// generator of as many files that has nothing to do; the analyzers' as its telemetry measures it, for the file that is edited and for all
/// files; and how soon generating stops when it is cancelled.
/// </summary>
internal static class EditorSpeed
{
    private const int Networks = 200;
    private const int ResNets = 10;
    private const int Cancellations = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

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
        var project = new EditedProject(
            CSharpCompilation.Create(
                "Project",
                Files().Select(static (text, i) => CSharpSyntaxTree.ParseText(text, Language, $"/project/File{i}.cs")),
                BuiltNetwork.References,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false)),
            Language);
        Console.WriteLine($"{Networks} networks, {ResNets} of them ResNet-20, {project.GeneratedFiles} generated files, {project.GeneratedLength / 1024.0 / 1024:0.0} MiB");

        int unrelated = project.Files.Length - 1;
        Edit[] edits =
        [
            new("in a method of an unrelated file", unrelated, "int x = 1;", static i => $"int x = {i};", 1e-3),
            new("in a method of a network's class, 2-4-1", 1, "int x = 1;", static i => $"int x = {i};", 1e-3),
            new("in a method of a network's class, ResNet-20", Networks, "int x = 1;", static i => $"int x = {i};", 1e-3),
            new("in the declaration of LeNet", 3, "Dense(120)", static i => $"Dense({100 + (i % 100)})", 50e-3),
            new("in the declaration of ResNet-20", Networks, "Dense(10)", static i => $"Dense({10 + (i % 100)})", 50e-3),
            new("a new member in an unrelated file", unrelated, "/* here */", static i => $"public int M{i};", double.PositiveInfinity),
            new("a new member in a network's class", 1, "public int Method()", static i => $"public int M{i} => 1; public int Method()", double.PositiveInfinity),
            new("a new constant in an unrelated file", unrelated, "/* here */", static i => $"public const int C{i} = {i};", double.PositiveInfinity),
            new("in the block that all residual networks use", 0, "Width = 16; /* Basic */", static i => $"Width = {17 + (i % 8)};", double.PositiveInfinity),
        ];

        // An editor has run for hours when it has its 200th network: what is compiled just in time has been.
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            foreach (Edit edit in edits.Where(static edit => !double.IsInfinity(edit.Bar)))
            {
                Repeat(project, edit, 100);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{"a keystroke",-46} {"the driver",11} {"generator",11} {"slowest",11} {"analyzers: the file",20} {"all files",11} {"bar",8}");
        Console.WriteLine(new string('-', 132));
        bool holds = true;
        foreach (Edit edit in edits)
        {
            bool isBound = !double.IsInfinity(edit.Bar);
            Taken taken = Repeat(project, edit, isBound ? 50 : 5);
            double generator = Median(taken.Generator), driver = Median(taken.Driver), file = Median(taken.File);
            bool isWithin = generator <= edit.Bar && file <= edit.Bar;
            holds &= isWithin;
            Console.WriteLine(
                $"{edit.Name,-46} {Speed.Time(driver),11} {Speed.Time(generator),11} {Speed.Time(taken.Generator.Max()),11} {Speed.Time(file),20} {(isBound ? "" : Speed.Time(taken.AllFiles)),11} "
                + (isBound ? $"{Speed.Time(edit.Bar),8}  {(isWithin ? "within" : "MISSED")}" : ""));
        }

        holds &= Cancel();
        return holds ? 0 : 1;
    }

    // Edits one place again and again; the analyzers look at the last five, and at all files in the end where no bar is set.
    private static Taken Repeat(EditedProject project, Edit edit, int count)
    {
        SyntaxTree first = project.Files[edit.File], last = first;
        SourceText text = first.GetText();
        var place = new TextSpan(text.ToString().IndexOf(edit.Old, StringComparison.Ordinal), edit.Old.Length);
        var taken = new Taken([], [], []);
        for (int i = 0; i < count; i++)
        {
            SyntaxTree next = first.WithChangedText(text.WithChanges(new TextChange(place, edit.Edited(i + 2))));
            (double generator, double driver) = project.Replace(last, next);
            last = next;
            taken.Generator.Add(generator - driver);
            taken.Driver.Add(driver);
            if (i >= count - 5)
            {
                taken.File.Add(project.Analyze([next]));
            }
        }

        if (double.IsInfinity(edit.Bar))
        {
            taken.AllFiles = project.Analyze(project.Files);
        }

        project.Replace(last, first);
        return taken;
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

    /// <summary>A place of a file in which somebody types.</summary>
    private sealed record Edit(string Name, int File, string Old, Func<int, string> Edited, double Bar);

    /// <summary>The times of the keystrokes, in seconds.</summary>
    private sealed record Taken(List<double> Generator, List<double> Driver, List<double> File)
    {
        public double AllFiles { get; set; }
    }
}
