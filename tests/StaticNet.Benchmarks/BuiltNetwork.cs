using System.Diagnostics;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator;

namespace StaticNet.Benchmarks;

/// <summary>
/// A network that is declared as text, and generated, compiled and loaded here and now: for questions about many sizes, and about what
/// the building itself costs.
/// </summary>
internal sealed class BuiltNetwork
{
    /// <summary>The blocks that declarations can use.</summary>
    public const string Blocks = """
        using StaticNet;

        [Block]
        [Dense(Layer.Width), ReLU]
        internal abstract class Layer
        {
            public const int Width = 16;
        }

        [Block]
        [Conv2D(Pixels.Width, 3, Padding = Padding.Same), ReLU]
        internal abstract class Pixels
        {
            public const int Width = 16;
        }

        [Block]
        [Conv2D(Basic.Width, 3, Stride = Basic.Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
        [Conv2D(Basic.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm]
        internal abstract class Basic
        {
            public const int Width = 16;
            public const int Stride = 1;
        }

        [Block]
        [Residual<Basic>(Unit.Width), ReLU]
        internal abstract class Unit
        {
            public const int Width = 16;
        }

        [Block]
        [MaxPool2D(1, Stride = 2), PadChannels(Subsampled.Width / 4, Subsampled.Width / 4)]
        internal abstract class Subsampled
        {
            public const int Width = 32;
        }

        [Block]
        [Residual<Basic, Subsampled>(Halving.Width, 2), ReLU]
        internal abstract class Halving
        {
            public const int Width = 32;
        }
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    /// <summary>Everything that this program itself is made of: the framework, StaticNet, System.Numerics.Tensors.</summary>
    public static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly ForwardPass _forward;
    private readonly TrainingPass? _gradient;
    private readonly ParameterSet _gradients;

    /// <summary>Builds a network.</summary>
    /// <param name="declaration">
    /// Its attributes. Besides the layers there are the blocks <c>Layer</c> (dense), <c>Pixels</c> (3x3), and <c>Unit</c> and <c>Halving</c>
    /// (residual, the latter with half the pixels of twice the channels), each with its width as parameter.
    /// </param>
    public BuiltNetwork(string declaration)
    {
        (CSharpCompilation user, GeneratorSeconds, GeneratedBytes) = Generate($"{declaration}\npublic sealed partial class Built;");
        long start = Stopwatch.GetTimestamp();
        using var assembly = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = user.Emit(assembly);
        CompilerSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!emitted.Success)
        {
            throw new InvalidOperationException($"{declaration}: {emitted.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        }

        assembly.Position = 0;
        Type type = new AssemblyLoadContext(null).LoadFromStream(assembly).GetType("Built")!;
        object network = Activator.CreateInstance(type, 1)!;
        _forward = Method<ForwardPass>(type, network, nameof(INetwork<>.Forward))!;
        _gradient = Method<TrainingPass>(type, network, nameof(INetwork<>.Gradient));
        _gradients = (ParameterSet)type.GetMethod(nameof(INetwork<>.CreateParameters))!.Invoke(null, null)!;
        Summary = (NetworkSummary)type.GetProperty(nameof(INetwork<>.Summary))!.GetValue(null)!;
        InputLength = Summary.InputShape.Aggregate(1, static (product, length) => product * length);
        OutputLength = Summary.OutputShape.Aggregate(1, static (product, length) => product * length);
    }

    private delegate void ForwardPass(ReadOnlySpan<float> inputs, Span<float> outputs);

    private delegate float TrainingPass(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ParameterSet gradients);

    public NetworkSummary Summary { get; }

    public int InputLength { get; }

    public int OutputLength { get; }

    /// <summary>What the generator took for the text, once the generator itself was compiled.</summary>
    public double GeneratorSeconds { get; }

    /// <summary>What the compiler took for the generated text.</summary>
    public double CompilerSeconds { get; }

    /// <summary>The length of the generated text.</summary>
    public long GeneratedBytes { get; }

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => _forward(inputs, outputs);

    /// <summary>Computes the loss and its gradient; the declaration has to end in a loss.</summary>
    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _gradient!(inputs, labels, _gradients);

    /// <summary>Runs the generator some times, as the first run of a process compiles the generator too, and gives the shortest time.</summary>
    private static (CSharpCompilation Compilation, double Seconds, long Bytes) Generate(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Built",
            [CSharpSyntaxTree.ParseText(Blocks + source, Language)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = null!;
        double seconds = double.PositiveInfinity;
        for (int run = 0; run < 4; run++)
        {
            long start = Stopwatch.GetTimestamp();
            driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Language).RunGenerators(compilation);
            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        GeneratorDriverRunResult result = driver.GetRunResult();
        return (compilation.AddSyntaxTrees(result.GeneratedTrees), seconds, result.GeneratedTrees.Sum(static tree => (long)Encoding.UTF8.GetByteCount(tree.ToString())));
    }

    private static TDelegate? Method<TDelegate>(Type type, object network, string name)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(static parameter => parameter.ParameterType)];
        return type.GetMethod(name, parameters)?.CreateDelegate<TDelegate>(network);
    }
}
