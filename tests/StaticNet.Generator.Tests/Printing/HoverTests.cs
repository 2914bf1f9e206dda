using System.Net;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>What editors show of a network: the documentation comments of its symbols.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class HoverTests
{
    private const string Net = """
        using StaticNet;
        [Block] [Dense(8)] [LeakyReLU(0.2f)] public sealed class Wide;
        [Network(3)]
        [Repeat<Wide>(4)]
        [Residual<Wide>(Name = "around")]
        [Residual<Wide>]
        [Dense(2, Bias = false)]
        [Huber(0.5f)]
        public sealed partial class Net;
        """;

    [Fact]
    public void The_class_shows_its_table_with_blocks_indented_and_what_is_alike_once()
    {
        // 3 * 8 + 8 and 8 * 8 + 8 scalars; the second residual stands further up with the same inputs.
        Assert.Equal(
            """
            name            layer                       output  parameters  multiply-adds  receptive field
                            input                       (3)
            repeat1         Repeat<Wide>(4)             (8)            248            216              (3)
              block1
                dense1      Dense(8)                    (8)             32             24              (3)
                leakyrelu1  LeakyReLU(0.2)              (8)              0              0              (3)
              block2        and 2 more like it
                dense1      Dense(8)                    (8)             72             64              (3)
                leakyrelu1  LeakyReLU(0.2)              (8)              0              0              (3)
            around          Residual<Wide>              (8)             72             64              (3)
              dense1        Dense(8)                    (8)             72             64              (3)
              leakyrelu1    LeakyReLU(0.2)              (8)              0              0              (3)
            residual2       Residual<Wide>              (8)             72             64              (3)
            dense1          Dense(2, Bias = false)      (2)             16             16              (3)
                            Huber(0.5)
            total                                                      408            360
            """.Split('\n').Select(Squeezed),
            Table(Run.Generate(Net).Compiles(), "Net").TakeWhile(static line => !line.StartsWith("weights", StringComparison.Ordinal)).Select(Squeezed));
    }

    [Fact]
    public void The_class_shows_memory_and_equations_below_the_table()
    {
        Run run = Run.Generate(Net);
        using Loaded loaded = new(run, "Net");
        string[] lines = [.. Table(run, "Net").SkipWhile(static line => !line.StartsWith("weights", StringComparison.Ordinal))];

        // Word for word what the summary prints.
        Assert.Contains(lines[0], loaded.Summary.ToString().Split('\n'));
        Assert.Equal("", lines[1]);
        Assert.Equal(
            [
                "Repeat     y = block(... block(x))",
                "Dense      y = W x + b",
                "LeakyReLU  y = x > 0 ? x : slope x",
                "Residual   y = block(x) + x",
                "Dense      y = W x",
                "Huber      L = the mean of d^2 / 2 where d = |y - t| <= delta, of delta (d - delta / 2) beyond",
            ],
            lines[2..]);
    }

    [Fact]
    public void Layers_are_declared_in_the_table_as_in_the_summary()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(4, 12, 12)]
            [Conv2D(8, 3, Stride = 2, Padding = Padding.Same, Bias = false)] [BatchNorm(Epsilon = 0.001f, Momentum = 0.2f)] [PReLU(0.1f)]
            [DepthwiseConv2D(3, 5, Pad = 2, Multiplier = 2)] [GroupNorm(4, Epsilon = 1e-3f)] [ELU(1.5f)]
            [AveragePool2D(2, 1)] [MaxPool2D(3, Stride = 1, Pad = 1)] [PadChannels(1, 2)]
            [Flatten] [LayerNorm] [Dropout(0.25f)] [Dense(3)] [LogSoftmax]
            public sealed partial class Net;
            """);
        using Loaded loaded = new(run, "Net");
        IEnumerable<string> rows = Table(run, "Net").Select(Squeezed);

        Assert.Equal(14, loaded.Summary.Layers.Length);
        Assert.All(loaded.Summary.Layers, layer => Assert.Contains(
            rows, row => row.StartsWith($"{layer.Name} {layer.Declaration} (", StringComparison.Ordinal) && row.EndsWith($" ({string.Join(", ", layer.ReceptiveField)})", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_table_changes_with_the_declaration()
    {
        Run before = Run.Generate(Net);
        Run after = before.Then(Compilations.Create(Net.Replace("Dense(2, Bias = false)", "Dense(5)")));

        Assert.Contains("dense1 Dense(2, Bias = false) (2) 16 16 (3)", Table(before, "Net").Select(Squeezed));
        Assert.Contains("dense1 Dense(5) (5) 45 40 (3)", Table(after, "Net").Select(Squeezed));
        Assert.Contains("total 437 384", Table(after, "Net").Select(Squeezed));
        Assert.Contains("[5, 8], bias [5]", Documentation(after, "Net", "Dense1"));
    }

    [Fact]
    public void However_long_the_network_the_table_is_short_and_its_totals_are_whole()
    {
        Run run = Run.Generate($"""
            using StaticNet;
            [Network(4)]
            {string.Concat(Enumerable.Repeat("[Dense(4)] [ReLU]", 100))}
            public sealed partial class Deep;
            """);
        string[] lines = Table(run, "Deep");

        Assert.InRange(lines.Length, 64, 75);
        Assert.Contains("... 136 more; Summary has them all", lines.Select(Squeezed));
        Assert.Contains("dense100 Dense(4) (4) 20 16 (4)", lines.Select(Squeezed));
        Assert.Contains("total 2,000 1,600", lines.Select(Squeezed));
    }

    [Fact]
    public void A_view_shows_its_layers_shapes_tensors_and_equation()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(3, 8, 8)] [Conv2D(4, 5, 3)] [BatchNorm] [Flatten] [Dense(2, Bias = false)] [MeanSquaredError]
            public sealed partial class Net;
            """).Compiles();

        string conv = Documentation(run, "Net", "Conv1");
        Assert.Contains("<c>(3, 8, 8)</c> to <c>(4, 4, 6)</c>", conv);
        Assert.Contains("<c>y = W * x + b</c>, weight [4, 3, 5, 3], bias [4]: 184 parameters, 4,320 multiply-adds, receptive field (3, 5, 3)", conv);
        Assert.Contains("weight [4], bias [4], running_mean [4], running_var [4]", Documentation(run, "Net", "Batchnorm1"));
        Assert.Contains("<c>y = W x</c>, weight [2, 96]", Documentation(run, "Net", "Dense1"));
    }

    [Fact]
    public void Forward_and_Gradient_show_shapes_cost_and_memory()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(100)] [Dense(200)] [Softplus] [Dense(3)] [MeanSquaredError] public sealed partial class Loops;
            [Network(2)] [Dense(2)] [Tanh] [Dense(1)] [MeanSquaredError] public sealed partial class Registers;
            [Network(2, 8, 8)] [Conv2D(4, 3)] [BatchNorm] [Flatten] [Dense(1)] [MeanSquaredError] public sealed partial class Batch;
            """).Compiles();

        string forward = Documentation(run, "Loops", "Forward");
        Assert.Contains("<c>(100)</c> to <c>(3)</c>", forward);
        Assert.Contains("20,600 multiply-adds a sample.", forward);
        Assert.Contains("<inheritdoc cref=\"T:Loops\" path=\"/remarks/code\"/>", forward);
        Assert.Matches("Takes [0-9.]+ KiB of scratch memory a thread, for [0-9]+ samples at a time", forward);
        Assert.Contains("Takes no scratch memory: what lies between the layers stays in registers.", Documentation(run, "Registers", "Forward"));
        Assert.Contains(" a sample: the batch goes through at once.", Documentation(run, "Batch", "Gradient"));
    }

    private static string Documentation(Run run, string type, string member)
        => run.Output.GetTypeByMetadataName(type)!.GetMembers(member)[0].GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!;

    private static string[] Table(Run run, string type)
    {
        string documentation = run.Output.GetTypeByMetadataName(type)!.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!;
        string table = documentation.Split("<code>")[1].Split("</code>")[0];
        string[] lines = WebUtility.HtmlDecode(table).ReplaceLineEndings("\n").Trim('\n').TrimEnd('\n', ' ').Split('\n');

        // The compiler indents what it puts into its own elements.
        int indent = lines[0].Length - lines[0].TrimStart().Length;
        return [.. lines.Select(line => line[Math.Min(indent, line.Length)..].TrimEnd())];
    }

    // Columns are as wide as what is in them; what is meant here is what is in them.
    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
