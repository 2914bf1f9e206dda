using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Witnesses;

/// <summary>
/// Memory that the plan calls free holds nothing that is still read: before every step of a pass, all of it is filled with NaN, and the results are
/// the same bits.
/// </summary>
public sealed partial class PoisonTests
{
    private const string Residual = """
        [Network(3, 12, 12)]
        [Conv2D(8, 3, Padding = Padding.Same)] [ReLU]
        [Residual<Basic>(8)] [ReLU]
        [Residual<Basic, Projection>(20, 2)] [ReLU]
        [Residual<PreActivation>]
        [GlobalAveragePool] [Dense(5)] [Softmax] [CrossEntropy]
        public sealed partial class Net;

        [Block]
        [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same)] [ReLU] [Conv2D(Basic.Width, 3, Padding = Padding.Same)]
        public abstract class Basic { public const int Width = 8; public const int Stride = 1; }

        [Block]
        [Conv2D(Projection.Width, 1, Stride = Projection.Stride)]
        public abstract class Projection { public const int Width = 8; public const int Stride = 1; }

        [Block]
        [ReLU] [Conv2D(20, 3, Padding = Padding.Same)] [GELU] [Conv2D(20, 5, Padding = Padding.Same)]
        public abstract class PreActivation;
        """;

    private const string Inception = """
        [Network(5, 9, 8)]
        [Concat<One, Three, Pooled>]
        [Residual<Nested>]
        [MaxPool2D(2, Stride = 2, Pad = 1)]
        [Flatten] [Dense(4)] [Tanh] [Dense(3)] [MeanSquaredError]
        public sealed partial class Net;

        [Block] [Conv2D(7, 1)] [SiLU] public abstract class One;

        [Block] [Conv2D(6, 1)] [ReLU] [Conv2D(18, 3, Padding = Padding.Same)] [ReLU] public abstract class Three;

        [Block] [MaxPool2D(3, Stride = 1, Pad = 1)] [Conv2D(3, 1)] public abstract class Pooled;

        [Block] [Concat<One, Three>] [Conv2D(28, 1)] public abstract class Nested;
        """;

    private const string Normalized = """
        [Network(3, 10, 9)]
        [Conv2D(8, 3, Padding = Padding.Same, Bias = false)] [BatchNorm] [ReLU]
        [Residual<Basic, Projection>] [ReLU]
        [Conv2D(16, 3)] [GroupNorm(4)] [SiLU] [Dropout(0.3f)]
        [GlobalAveragePool] [LayerNorm] [Dense(5)] [Softmax] [CrossEntropy]
        public sealed partial class Net;

        [Block]
        [Conv2D(20, 3, Stride = 2, Padding = Padding.Same, Bias = false)] [BatchNorm] [ReLU] [Conv2D(20, 3, Padding = Padding.Same, Bias = false)] [BatchNorm]
        public abstract class Basic;

        [Block]
        [Conv2D(20, 1, Stride = 2, Bias = false)] [BatchNorm]
        public abstract class Projection;
        """;

    private const string LeNet = """
        [Network(1, 20, 20)]
        [Conv2D(6, 5, Padding = Padding.Same)] [ReLU] [MaxPool2D(2)] [Conv2D(16, 5)] [ReLU] [MaxPool2D(2)]
        [Flatten] [Dense(40)] [GELU] [Dense(17)] [Softmax] [CrossEntropy]
        public sealed partial class Net;
        """;

    [Theory]
    [InlineData(Residual)]
    [InlineData(Inception)]
    [InlineData(LeNet)]
    [InlineData(Normalized)]
    public void Poisoned_memory_changes_no_bit(string source)
    {
        (int[] clean, int[] poisoned) = Results(source, isWholePoisoned: false);
        Assert.Equal(clean, poisoned);
    }

    [Fact]
    public void Poison_in_memory_that_is_still_read_is_felt()
    {
        (int[] clean, int[] poisoned) = Results(LeNet, isWholePoisoned: true);
        Assert.NotEqual(clean, poisoned);
    }

    private static (int[] Clean, int[] Poisoned) Results(string source, bool isWholePoisoned)
    {
        var run = Run.Generate("using StaticNet;\n\n" + source);
        Compilation clean = run.Output;
        NetworkPlan plan = Plan(run.Input);
        Compilation poisoned = Poison(
            Poison(clean, "Net.Forward.g.cs", isWholePoisoned, plan.Inference, Forward(plan.Training!)), "Net.Backward.g.cs", isWholePoisoned, Backward(plan.Training!));

        var context = new AssemblyLoadContext("poisoned memory", isCollectible: true);
        try
        {
            return (Results(Run.Load(context, clean)), Results(Run.Load(context, poisoned.WithAssemblyName("Poisoned"))));
        }
        finally
        {
            context.Unload();
        }
    }

    private static NetworkPlan Plan(Compilation compilation)
    {
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Net")!;
        CancellationToken token = TestContext.Current.CancellationToken;
        return NetworkLowering.Lower(NetworkAnalysis.Analyze(NetworkParser.Parse(type, compilation, token).Declaration, token).Network!, token);
    }

    private static Part Forward(Pass pass) => new(pass, [.. Enumerable.Range(0, LossStep(pass))]);

    private static Part Backward(Pass pass) => new(pass, [.. Enumerable.Range(LossStep(pass), pass.Steps.Count - LossStep(pass))]);

    private static int LossStep(Pass pass) => pass.Steps.TakeWhile(static call => call.Kernel is not LossKernel).Count();

    // Puts a line before the call of every step, which fills what is free by then.
    private static Compilation Poison(Compilation compilation, string file, bool isWholePoisoned, params Part[] parts)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith(file, StringComparison.Ordinal));
        List<string> lines = [];
        (Part Part, int Step)[] steps = [.. parts.SelectMany(static part => part.Steps.Select(step => (part, step)))];
        int calls = 0;
        string[] text = tree.GetText(TestContext.Current.CancellationToken).ToString().Split('\n');
        foreach ((int i, string line) in text.Index())
        {
            if (Call().IsMatch(Statement(text, i)))
            {
                Assert.True(calls < steps.Length, $"{file} has more calls than the plan has steps: {line}");
                // Once a step: not once a shard, where one would find what the last one wrote.
                bool isOfShards = lines[^2].Contains("foreach (BatchShard ", StringComparison.Ordinal);
                lines.InsertRange(lines.Count - (isOfShards ? 2 : 0), Free(steps[calls].Part.Pass, steps[calls].Step, isWholePoisoned));
                calls++;
            }

            lines.Add(line);
        }

        Assert.Equal(steps.Length, calls);
        return compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(string.Join("\n", lines), (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
    }

    // A line, and where it begins a call that is too long for one, those that it goes on in.
    private static string Statement(string[] text, int line)
    {
        string statement = text[line];
        for (int next = line + 1; CallBegin().IsMatch(statement) && !statement.Contains(';') && next < text.Length; next++)
        {
            statement += " " + text[next].TrimStart();
        }

        return statement;
    }

    private static IEnumerable<string> Free(Pass pass, int step, bool isWholePoisoned)
    {
        bool[] isLive = new bool[pass.ScratchLength];
        foreach ((Value value, int written, int lastRead) in pass.Lifetimes().Concat(Borders(pass)))
        {
            if (!isWholePoisoned && written < step && step <= lastRead)
            {
                isLive.AsSpan(value.Offset, value.Size).Fill(true);
            }
        }

        for (int start = 0; start < isLive.Length;)
        {
            int end = start;
            while (end < isLive.Length && isLive[end] == isLive[start])
            {
                end++;
            }

            if (!isLive[start])
            {
                string samples = pass.TakesWholeBatch ? "samples" : pass.Chunk.ToString(CultureInfo.InvariantCulture);
                string place = string.Create(CultureInfo.InvariantCulture, $"{pass.SharedLength} + ({start} * {samples})");
                string length = string.Create(CultureInfo.InvariantCulture, $"{end - start} * {samples}");
                yield return $"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref scratch, {place}), {length}).Fill(float.NaN);";
            }

            start = end;
        }
    }

    // The zeros around a value stay there for the next one of its form in its place, which they are not cleared for again.
    private static IEnumerable<(Value Value, int Written, int LastRead)> Borders(Pass pass)
        => from next in pass.Lifetimes()
           where !next.Value.Border.IsNone && pass.Steps[next.Written].Kernel is not (Clear or ClearBorder)
           let before = pass.Lifetimes().LastOrDefault(other => other.LastRead < next.Written && other.Value.Offset == next.Value.Offset && other.Value.Grid == next.Value.Grid)
           where before.Value is not null
           select (next.Value, before.LastRead, next.Written);

    private static int[] Results(Assembly assembly)
        => (int[])typeof(PoisonTests).GetMethod(nameof(ResultsOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(assembly.GetType("Net")!)
            .Invoke(null, null)!;

    // The bits of outputs, losses and gradients, of whole chunks and of parts of them.
    private static int[] ResultsOf<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        List<int> bits = [];
        foreach (int samples in (ReadOnlySpan<int>)[1, 3, 19, 41])
        {
            TNetwork network = TNetwork.Create(samples);
            var random = new Random(samples);
            float[] inputs = [.. Enumerable.Range(0, samples * TNetwork.InputLength).Select(_ => random.NextSingle() - 0.5f)];
            int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.Next(TNetwork.OutputLength))];
            float[] outputs = new float[samples * TNetwork.OutputLength];
            network.Forward(inputs, outputs);
            ParameterSet gradients = TNetwork.CreateParameters();
            bits.Add(BitConverter.SingleToInt32Bits(network.Gradient(inputs, labels, gradients)));
            bits.AddRange(MemoryMarshal.Cast<float, int>(outputs));
            bits.AddRange(MemoryMarshal.Cast<float, int>(gradients.Flat));
        }

        return [.. bits];
    }

    // Conv1(ref parameters.Conv1.Weight, ref inputs, ref conv1, samples); the runtime's method for a border; and the first line of a loss.
    [GeneratedRegex(@"^ +(\w+\(ref .*, (samples|shard\.Samples|part)\);|Lanes\.Clear\(ref \w+, samples \* \d+\); // the border.*|(double loss = |shard\.HasLoss\()labels\.IsEmpty)$")]
    private static partial Regex Call();

    [GeneratedRegex(@"^ +\w+\(ref ")]
    private static partial Regex CallBegin();

    private sealed record Part(Pass Pass, int[] Steps)
    {
        public static implicit operator Part(Pass pass) => new(pass, [.. Enumerable.Range(0, pass.Steps.Count)]);
    }
}
