using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using StaticNet.Fuzz;
using StaticNet.Fuzz.Hostile;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>
/// Declarations that are small as text and large, deep, wide or cyclic as what they mean. What they may take is counted and not timed; <c>hostile</c> of the fuzzer
/// has more of them, with a clock.
/// </summary>
[Trait(Build.Trait, Build.Any)]
public sealed partial class LimitTests
{
    // What a declaration may take in memory, of which the most is what it allocates in all.
    private const long MostBytes = 300_000_000;

    /// <summary>Each is refused with one diagnostic a cause, or generated.</summary>
    [Theory]
    [InlineData("13 levels of blocks, each used twice with other arguments", "STN0024 x 1")]
    [InlineData("60 levels of blocks, each used twice with other arguments", "STN0025 x 1")]
    [InlineData("40 levels of repeated blocks", "STN0024 x 1")]
    [InlineData("an argument of 1000 terms", "")]
    [InlineData("an argument of 10000 terms", "STN0023 x 1")]
    [InlineData("100 signs before an argument", "")]
    [InlineData("1000 parameters, each defined by the one before", "STN0017 x 1")]
    [InlineData("10000 constants, each defined by the one before", "")]
    [InlineData("900 nested blocks", "STN0025 x 1")]
    [InlineData("16 blocks, each made of all", "STN0021 x 1")]
    [InlineData("a ring of 1000 blocks", "STN0021 x 1")]
    [InlineData("a class name of 100000 characters", "STN0003 x 1")]
    [InlineData("a namespace of 500 parts", "STN0003 x 1")]
    [InlineData("a layer's name of 100000 characters", "STN0026 x 1")]
    [InlineData("12000 plain layers", "STN0024 x 1")]
    [InlineData("1000 trained layers of different widths", "")]
    [InlineData("a block of two layers 2990 times", "")]
    [InlineData("a block 1600 times, each with another shape", "STN0027 x 1")]
    [InlineData("1000 parameters and arguments", "STN0017 x 1")]
    [InlineData("a convolution of 50000 positions", "")]
    [InlineData("convolutions of 5000 x 1 positions", "")]
    [InlineData("10000 losses", "STN0007 x 16")]
    [InlineData("convolutions with a stride of 1000", "STN0027 x 1")]
    [InlineData("every layer with 46341 on (3, 12, 12)")]
    [InlineData("every layer with 46341 on (1, 46340, 46340)")]
    [InlineData("every layer with int.MaxValue on (3, 12, 12)")]
    [InlineData("every layer with int.MaxValue on (1, 46340, 46340)")]
    [InlineData("every layer with int.MaxValue on (65536, 1, 1)")]
    public void A_small_text_takes_little_whatever_it_means(string name, string? diagnostics = null)
    {
        HostileResult result = HostileRun.Measure(HostileSource.All.Single(source => source.Name == name), withFixes: false);

        Assert.InRange(result.Allocated, 0, MostBytes);
        if (diagnostics is null)
        {
            // Many networks, of which most are refused.
            return;
        }

        Assert.Equal(diagnostics, string.Join(" ", Declared().Matches(result.Diagnostics).Select(static match => match.Value)));
    }

    /// <summary>
    /// What the compiler has a stack for is generated, however deep it is. In a process of its own: a stack overflow ends it, and its code is optimized, as that of a
    /// compiler in an editor is, where this one's may not be.
    /// </summary>
    [Theory]
    [InlineData("1000 parentheses around an argument")]
    [InlineData("an argument of 400 terms in parentheses to the right")]
    public async Task What_is_deep_is_generated(string name)
    {
        string fuzzer = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "StaticNet.Fuzz.exe" : "StaticNet.Fuzz");
        using Process process = Process.Start(new ProcessStartInfo(fuzzer, ["hostile", "--only", name]) { RedirectStandardOutput = true })!;
        string[] lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().Split('\n');

        Assert.Matches(@"MB \| [1-9][0-9,]+ \|", Assert.Single(lines.Skip(1)));
    }

    /// <summary>Sizes that leave an int are refused before anything is laid out, and those that do not are laid out.</summary>
    [Theory]
    [InlineData("[Network(1, 46340, 46340)] [Conv2D(1, 3, Stride = 46340, Pad = 1)] partial class Net;", "with 'conv1' the outputs of all layers take ")]
    [InlineData("[Network(1, 46340, 46340)] [Conv2D(1, 3, Stride = 100)] [MeanSquaredError] partial class Net;", "with 'conv1' the outputs of all layers and their gradients take ")]
    [InlineData("[Network(1, 46340, 46340)] [AveragePool2D(46340)] [Conv2D(1, 1)] [MeanSquaredError] partial class Net;", "with 'averagepool1' the outputs of all layers and their gradients take ")]
    [InlineData("[Network(1, 4, 4)] [Concat<Tall, Wide>] partial class Net; [Block] [Conv2D(1, 65537, 1, Padding = Padding.Same)] class Tall; [Block] [Conv2D(1, 1, 65537, Padding = Padding.Same)] class Wide;", "the outputs of all layers take ")]
    [InlineData("[Network(3, 12, 12)] [Conv2D(2, 1)] [ReLU] [Conv2D(2, 3, Stride = int.MaxValue)] [MeanSquaredError] partial class Net;", null)]
    [InlineData("[Network(3, 12, 12)] [Conv2D(2, 1)] [ReLU] [Conv2D(2, 1, Dilation = int.MaxValue)] [MeanSquaredError] partial class Net;", null)]
    [InlineData("[Network(3, 12, 12)] [Conv2D(2, 1)] [ReLU] [DepthwiseConv2D(3, Stride = int.MaxValue)] [MeanSquaredError] partial class Net;", null)]
    [InlineData("[Network(3, 12, 12)] [Conv2D(2, 1)] [ReLU] [MaxPool2D(3, Stride = int.MaxValue)] [AveragePool2D(1, Stride = 65536)] [MeanSquaredError] partial class Net;", null)]
    [InlineData("[Network(3, 40)] [Conv1D(2, 1)] [ReLU] [Conv1D(2, 3, Stride = 2000000000, Pad = 5)] [MeanSquaredError] partial class Net;", null)]
    public async Task Sizes_that_leave_an_int(string text, string? message)
    {
        Run run = Run.Generate("using StaticNet; " + text);

        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Diagnostic[] found = [.. (await Diagnosis.Find(run)).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (message is null)
        {
            Assert.Empty(found);
            return;
        }

        Diagnostic refused = Assert.Single(found);
        Assert.Equal("STN1003", refused.Id);
        Assert.Contains(message, refused.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(17, 16, null)]
    [InlineData(18, 16, " (and 1 more like this)")]
    [InlineData(3000, 16, " (and 2,983 more like this)")]
    public async Task Many_mistakes_of_one_kind(int losses, int told, string? end)
    {
        string text = $"using StaticNet; [Network(4)] [Dense(-1, Name = \"x y\")] {string.Concat(Enumerable.Repeat("[MeanSquaredError] ", losses))}partial class Net;";
        Diagnostic[] found = [.. await Diagnosis.Find(Run.Generate(text).Output)];
        Diagnostic[] twice = [.. found.Where(static diagnostic => diagnostic.Id == "STN0007")];

        Assert.Equal(told, twice.Length);
        Assert.Contains(found, static diagnostic => diagnostic.Id == "STN0008");
        Assert.All(twice[..^1], static diagnostic => Assert.DoesNotContain("more like this", diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.EndsWith(end ?? twice[0].GetMessage(CultureInfo.InvariantCulture), twice[^1].GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_page_of_limits_says_what_the_constants_are()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "limits.md"));
        string[] said = [.. Row().Matches(page).Select(static match => match.Groups[1].Value).Where(static value => value != "0").Order(StringComparer.Ordinal)];
        string[] meant = [.. typeof(DeclarationLimits).GetFields(BindingFlags.Static | BindingFlags.Public).Select(static field => ((int)field.GetRawConstantValue()!).ToString("N0", CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)];

        Assert.Equal(meant, said);
    }

    [Fact]
    public void A_long_name_gives_a_short_file_name_in_little_memory()
    {
        string name = new('ä', 1_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string file = HintName.Of(name);

        Assert.InRange(file.Length, 1, 110);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Fact]
    public async Task Code_beyond_its_budget()
    {
        const string Text = "using StaticNet; [Network(64)] [Dense(32)] [ReLU] [Dense(10)] [Softmax] [CrossEntropy] [Budget({|STN3004:CodeCharacters = 10|})] partial class Net;";
        int length = Run.Generate(Text.Replace("{|STN3004:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)).Result.GeneratedSources.Sum(static source => source.SourceText.Length);

        await Diagnosis.Finds(
            Text,
            string.Create(CultureInfo.InvariantCulture, $"The code of 'Net' has {length:N0} characters, {length - 10:N0} more than its budget of 10, and takes the compiler a long time: use fewer different shapes, as layers of one kind and one shape share their code, or set the budget CodeCharacters"));
        await Diagnosis.Finds($"using StaticNet; [Network(64)] [Dense(32)] [ReLU] [Dense(10)] [Softmax] [CrossEntropy] [Budget(CodeCharacters = {length})] partial class Net;");
    }

    [Fact]
    public async Task A_project_sets_the_budget_for_code_and_a_class_another()
    {
        Run run = Run.Generate("using StaticNet; [Network(64)] [Dense(32)] partial class Net; [Network(64)] [Dense(32)] [Budget(CodeCharacters = 1_000_000)] partial class Other;");

        Diagnostic found = Assert.Single(await Diagnosis.Find(run.Output, ("StaticNetBudgetCodeCharacters", "99")));
        Assert.Equal("STN3004", found.Id);
        Assert.Contains("more than the project's budget (StaticNetBudgetCodeCharacters) of 99", found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(await Diagnosis.Find(run));
    }

    /// <summary>The code is written to be measured only where the bound lies above the budget: no code may be longer than its bound.</summary>
    [Fact]
    public void No_code_is_longer_than_its_bound()
    {
        List<string> texts =
        [
            "[Network(3, 40, 40)] [Conv2D(3, 1)] [Conv2D(4, 20, Stride = 20)] [MeanSquaredError] partial class Net;",
            "[Network(3, 40, 40)] [Conv2D(3, 1)] [DepthwiseConv2D(9, Stride = 9, Multiplier = 3)] [MeanSquaredError] partial class Net;",
            "[Network(7, 90)] [Conv1D(7, 1)] [Conv1D(5, 70)] [MeanSquaredError] partial class Net;",
            "[Network(3, 40, 40)] [MaxPool2D(40, Pad = 19)] [GroupNorm(3)] [MeanSquaredError] partial class Net;",
            "[Network(3, 40, 40)] [AveragePool2D(31, Stride = 1)] [BatchNorm] [MeanSquaredError] partial class Net;",
            "[Network(1000)] [Dense(999)] [GELU] [LayerNorm] [Softmax] [CrossEntropy] partial class Net;",
        ];
        texts.AddRange(Enumerable.Range(1, 12).SelectMany(static seed => new SoundProject(new Random(seed)).Draw().Files.Select(static file => file.Text)).Where(static text => text.Contains("Network", StringComparison.Ordinal)));
        double nearest = 0;
        foreach (string text in texts)
        {
            string file = text.Contains("using StaticNet", StringComparison.Ordinal) || text.Contains("StaticNet.", StringComparison.Ordinal) ? text : "using StaticNet;\n" + text;
            Compilation compilation = Fuzz.Compilations.Empty.AddSyntaxTrees(Fuzz.Compilations.Parse(file, "Models.cs"));
            foreach (INamedTypeSymbol type in compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>().Where(static type => NetworkParser.Home(type) is not null))
            {
                AnalysisResult result = NetworkAnalysis.Analyze(NetworkParser.Parse(type, compilation, TestContext.Current.CancellationToken).Declaration, TestContext.Current.CancellationToken);
                if (result.Network is { } network)
                {
                    long? length = CodeLength.Measure(result.Surface!, TestContext.Current.CancellationToken);
                    nearest = Math.Max(nearest, (double)length! / CodeLength.Bound(network));
                    Assert.True(length <= CodeLength.Bound(network), $"{length} characters, a bound of {CodeLength.Bound(network)}: {text}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(nearest.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(nearest, 0.1, 1);
    }

    // Those about the declaration: hazards and costs are told, too, and each is its own cause.
    [GeneratedRegex("STN[01]\\d+ x \\d+")]
    private static partial Regex Declared();

    [GeneratedRegex("^\\| [^|]* \\| ([\\d,]+) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
