using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.CodeFixes;
using StaticNet.Fuzz;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Pipeline;

/// <summary>
/// Some of the projects that <c>tests/StaticNet.Fuzz</c> makes up: declarations good and bad, as they are typed, edited and broken. Nothing may
/// throw or hang, what is found must not depend on what was there before, and what the compiler accepts it accepts with the generated part, too,
/// without a warning.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Cases = LongRun.Cases(320, 1200);

    // The same in every run: a change that breaks one of them is to blame, not luck.
    private const int FirstSeed = 1;

    [Fact]
    public void Nothing_throws_hangs_or_leaves_a_warning_whatever_the_text_is()
    {
        FuzzReport report = Fuzzer.Run(Cases, FirstSeed, Environment.ProcessorCount);

        Assert.True(report.Failures.IsEmpty, report.ToString());
        TestContext.Current.TestOutputHelper!.WriteLine(report.ToString());
        Assert.InRange(report.Accepted, LongRun.Cases(40, 250), Cases);
        Assert.InRange(report.Fixes, Cases / 10, int.MaxValue);
        Assert.InRange(report.Known, LongRun.Cases(12, 15), int.MaxValue);
    }

    [Fact]
    public void A_seed_gives_the_same_projects_again()
    {
        Assert.Equal(Replayed(), Replayed());

        static string Replayed()
        {
            using var text = new StringWriter();
            Fuzzer.Replay(FirstSeed, text);
            return text.ToString();
        }
    }

    [Fact]
    public void Every_attribute_analyzer_and_fix_is_in_it()
    {
        Assert.Equal(
            Names(typeof(NetworkAttribute).Assembly, static type => type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(NetworkLossAttribute))),
            Vocabulary.Layers.Concat(Vocabulary.Losses).Select(static attribute => attribute.Arity == 0 ? $"{attribute.Name}Attribute" : $"{attribute.Name}Attribute`{attribute.Arity}").Order(StringComparer.Ordinal));
        Assert.Equal(
            Names(typeof(NetworkGenerator).Assembly, static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer))),
            Reflected.All<DiagnosticAnalyzer>(typeof(NetworkGenerator).Assembly).Select(static analyzer => analyzer.GetType().Name).Order(StringComparer.Ordinal));
        Assert.NotEmpty(Reflected.All<CodeFixProvider>(typeof(InsertFlattenCodeFix).Assembly));

        static string[] Names(Assembly assembly, Func<Type, bool> isMeant)
            => [.. assembly.GetTypes().Where(type => !type.IsAbstract && isMeant(type)).Select(static type => type.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>What it found once.</summary>
    [Theory]
    [InlineData("[Network(3, 9)] [HardSigmoid(Name = \"same\")] [Dense(3)] [BatchNorm(Name = \"same\")] public partial class Net;")]
    [InlineData("[Block] [Network(3, 4)] [ReLU] internal sealed class Both;")]
    [InlineData("[Network(9)] [HardSigmoid(Name = \"same\")] [BatchNorm(Name = \"same\")] public partial class Net;")]
    public void What_it_found_stays_mended(string text)
    {
        var examiner = new Examiner(FirstSeed);
        examiner.Examine(UserProject.Of("using StaticNet;\n" + text), new Random(FirstSeed));
    }
}
