using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Printing;
using StaticNet.Generator.Tests.Support;
using Xunit.Sdk;
using Step = StaticNet.Generator.NetworkGenerator.Step;

namespace StaticNet.Generator.Tests.Pipeline;

/// <summary>How far an edit gets. (That a second run on the same source does nothing at all is asserted by every <see cref="Run"/>.)</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class IncrementalTests
{
    private const string Network = """
        using StaticNet;
        namespace MyApp;
        [Network(4)]
        [Dense(3, Name = "hidden")] [Tanh]
        [Dense(1)] [Sigmoid]
        [BinaryCrossEntropy]
        public sealed partial class Net
        {
            public int Twice(int x) => 2 * x;
        }
        """;

    [Fact]
    public void An_edit_in_another_file_leaves_every_step_cached()
    {
        Run before = Run.Generate(Compilations.Create(Network, "class Unrelated;"));
        Run after = before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.Last(), Compilations.Parse("class Unrelated { int _x; }", 1)));

        AssertNothingNew(after);
    }

    [Theory]
    [InlineData("namespace MyApp;", "// A comment.\n\n\nnamespace MyApp;")]
    [InlineData("[Tanh]", "[Tanh] // squashes")]
    [InlineData("[Tanh]", "[TanhAttribute()]")]
    [InlineData("[Dense(1)] [Sigmoid]", "[Dense(Units), Sigmoid]")]
    [InlineData("[Network(4)]", "[Network(new[] { 2 + 2 })]")]
    [InlineData("2 * x", "x + x")]
    [InlineData("public sealed partial class", "/// <summary>A network.</summary>\npublic partial class")]
    public void An_edit_that_means_the_same_is_not_emitted_again(string old, string edited)
    {
        Run before = Run.Generate(Compilations.Create(Network, "global using static Constants; static class Constants { public const int Units = 1; }"));
        Run after = Edit(before, old, edited);

        AssertNothingNew(after);
        Assert.Equal(before.Everything(), after.Everything());
    }

    [Theory]
    [InlineData("public int Twice(int x) => 2 * x;", "public int Twice(int x) => 2 * x; public int Thrice(int x) => 3 * x;")]
    [InlineData("public int Twice(int x) => 2 * x;", "")]
    [InlineData("public int Twice(int x) => 2 * x;", "private readonly string _name = \"\"; public override string ToString() => _name;")]
    public void A_member_of_the_users_own_does_not_get_past_analysis(string old, string edited)
    {
        Run before = Run.Generate(Network);
        Run after = Edit(before, old, edited);

        Assert.Equal([IncrementalStepRunReason.Modified], after.Reasons(Step.Parse));
        AssertNothingNewBehindParse(after);
    }

    [Theory]
    [InlineData("[Dense(1)]", "[Dense(2)]")]
    [InlineData("[Tanh]", "[ReLU]")]
    [InlineData("[Network(4)]", "[Network(5)]")]
    [InlineData("\"hidden\"", "\"middle\"")]
    [InlineData("[BinaryCrossEntropy]", "")]
    public void An_edit_that_means_something_else_is_emitted_again(string old, string edited)
    {
        Run before = Run.Generate(Network);
        Run after = Edit(before, old, edited);

        foreach (string step in new[] { Step.Parse, Step.Analyze, Step.Lower, Step.Emit })
        {
            Assert.Equal([IncrementalStepRunReason.Modified], after.Reasons(step));
        }

        Assert.NotEqual(before.Everything(), after.Everything());
    }

    [Fact]
    public void A_constant_behind_a_field_with_a_value_is_news()
    {
        const string Sizes = "static class Sizes { public static int Counted = 0; public const int Units = 3; }";
        Run before = Run.Generate(Compilations.Create("[StaticNet.Network(2)] [StaticNet.Dense(Sizes.Units)] partial class Net;", Sizes));
        Run after = before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.Last(), Compilations.Parse(Sizes.Replace("Units = 3", "Units = 4"), 1)));

        Assert.Contains("OutputLength = 4;", after.Text("Net.g.cs"));
    }

    [Fact]
    public void An_edit_of_one_network_leaves_the_other_cached()
    {
        Run before = Run.Generate(Compilations.Create(Network, "[StaticNet.Network(2)] [StaticNet.Dense(1)] partial class Other;"));
        Run after = before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.Last(), Compilations.Parse("[StaticNet.Network(2)] [StaticNet.Dense(2)] partial class Other;", 1)));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], after.Reasons(Step.Lower).Order());
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], after.Reasons(Step.Emit).Order());
    }

    private const string Blocks = """
        using StaticNet;

        [Block] [Dense(Inner.Units)] [Tanh]
        public abstract class Inner { public const int Units = 3; }

        [Block] [Residual<Inner>(4)] [PReLU]
        public abstract class Outer;

        [Block] [Dense(2)]
        public abstract class Other;
        """;

    private const string Users = """
        [StaticNet.Network(4)] [StaticNet.Dense(4)] [StaticNet.Tanh] partial class UsesNone;
        [StaticNet.Network(4)] [StaticNet.Apply<Inner>] partial class UsesInner;
        [StaticNet.Network(4)] [StaticNet.Apply<Inner>(5)] partial class UsesInnerWithFive;
        [StaticNet.Network(4)] [StaticNet.Repeat<Outer>(2)] partial class UsesOuter;
        [StaticNet.Network(4)] [StaticNet.Apply<Other>] partial class UsesOther;
        """;

    [Theory]
    [InlineData("[Tanh]", "[ReLU]", "UsesInner, UsesInnerWithFive, UsesOuter")]
    [InlineData("Dense(Inner.Units)", "Dense(2 * Inner.Units - Inner.Units + 1)", "UsesInner, UsesInnerWithFive, UsesOuter")]
    [InlineData("Units = 3", "Units = 2", "UsesInner")]
    [InlineData("Units = 3", "Added = 1, Units = 3", "UsesInnerWithFive, UsesOuter")]
    [InlineData("[PReLU]", "", "UsesOuter")]
    [InlineData("[Residual<Inner>(4)]", "[Apply<Inner>(4)]", "UsesOuter")]
    [InlineData("[Dense(2)]", "[Dense(1)]", "UsesOther")]
    [InlineData("[Dense(2)]", "[Dense(2)] [Apply<Inner>]", "UsesOther")]
    [InlineData("abstract class Other", "abstract class Another", "UsesOther")]
    [InlineData("[Block] [Dense(2)]", "[Dense(2)]", "UsesOther")]
    [InlineData("using StaticNet;", "using StaticNet;\n\n// What networks are made of.", "")]
    [InlineData("[Tanh]", "[ Tanh( ) ]   // squashes", "")]
    [InlineData("Dense(Inner.Units)", "Dense((2 * Inner.Units) / 2)", "")]
    [InlineData("Units = 3", "Units = 1 + 2", "")]
    [InlineData("Units = 3;", "Units = 3; public static int Twice(int x) => 2 * x;", "")]
    [InlineData("public abstract class Inner", "/// <summary>A part.</summary>\npublic class Inner", "")]
    public void An_edit_of_a_block_in_another_file_is_news_to_the_networks_that_use_it_and_to_no_other(string old, string edited, string users)
    {
        Assert.Contains(old, Blocks);
        Run before = Run.Generate(Compilations.Create(Users, Blocks));
        Run after = before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.Last(), Compilations.Parse(Blocks.Replace(old, edited), 1)));

        string[] all = ["UsesInner", "UsesInnerWithFive", "UsesNone", "UsesOther", "UsesOuter"];
        string[] changed = users.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(changed, Changed(after, Step.Parse, static (NetworkDeclaration declaration) => declaration.Type.Name));
        Assert.Equal(all.Except(changed), Same(after, Step.Parse, static (NetworkDeclaration declaration) => declaration.Type.Name));
        Assert.Equal(changed, Changed(after, Step.Analyze, static (NetworkSurface surface) => surface.Network.Type.Name));
        Assert.Equal(changed, Changed(after, Step.Emit, static (NetworkSources sources) => sources.Stem));
        Assert.Equal(all.Except(changed), Same(after, Step.Emit, static (NetworkSources sources) => sources.Stem));
        Assert.Equal(changed.Length == 0, Networks(before).SequenceEqual(Networks(after)));

        static IEnumerable<string> Networks(Run run) => run.HintNames.Where(static name => name != BlockRecordEmitter.FileName).Select(run.Text);
    }

    [Fact]
    public void An_edit_of_a_block_is_news_to_its_record_where_the_record_changes()
    {
        const string Block = "[StaticNet.Block] [StaticNet.Dense(Part.Units)] public class Part { public const int Units = 2; }";
        Run before = Run.Generate(Compilations.Create(Block, "class Other;"));
        Assert.Equal([IncrementalStepRunReason.Modified], Edited("Units = 2", "Units = 3"));
        Assert.Equal([IncrementalStepRunReason.Modified], Edited("(Part.Units)", "(2 * Part.Units)"));
        Assert.Equal([IncrementalStepRunReason.Cached], Edited("Units = 2;", "Units = 1 + 1; // two"));

        ImmutableArray<IncrementalStepRunReason> Edited(string old, string edited)
            => before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.First(), Compilations.Parse(Block.Replace(old, edited)))).Reasons(Step.BlockRecords);
    }

    private const string Functions = """
        using StaticNet;

        public abstract partial class Functions
        {
            private const float Slope = 0.5f;
            [Activation] public static float Bent(float x) => x > 0f ? x : Slope * Helper(x);
            [Loss] public static float Gap(float y, float t) { return F.Abs(y - t); }
            private static float Helper(float x) => x * x;
            public static float Other(float x) => x;
            public float Unrelated() => 1f;
        }
        """;

    private const string FunctionUsers = """
        [StaticNet.Network(4)] [StaticNet.Dense(4)] partial class UsesNone;
        [StaticNet.Network(4)] [StaticNet.Activation<Functions>("Bent")] partial class UsesBent;
        [StaticNet.Network(4)] [StaticNet.Dense(4)] [StaticNet.Loss<Functions>("Gap")] partial class UsesGap;
        """;

    [Theory]
    [InlineData("x > 0f", "x > 1f", "UsesBent")]
    [InlineData("=> x * x", "=> x * x * x", "UsesBent")]
    [InlineData("Slope = 0.5f", "Slope = 0.25f", "UsesBent")]
    [InlineData("F.Abs(y - t)", "F.Abs(t - y)", "UsesGap")]
    [InlineData("[Loss]", "[Loss] [System.Obsolete]", "")]
    [InlineData("Bent(float x) => x >", "Bent(float v) => v >", "UsesBent", true)]
    [InlineData("public static float Other", "[Derivative(\"Bent\")] public static float Other", "UsesBent")]
    [InlineData("x > 0f ? x :", "x > 0f\n  ? x /* as it is */ :", "")]
    [InlineData("Other(float x) => x", "Other(float x) => -x", "")]
    [InlineData("=> 1f", "=> 2f", "")]
    [InlineData("public abstract partial class Functions", "\n\npublic abstract partial class Functions", "")]
    public void An_edit_of_a_function_in_another_file_is_news_to_the_networks_that_use_it_and_to_no_other(string old, string edited, string users, bool isBroken = false)
    {
        Assert.Contains(old, Functions);
        Run before = Run.Generate(Compilations.Create(FunctionUsers, Functions));
        Run after = before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.Last(), Compilations.Parse(Functions.Replace(old, edited), 1)));

        string[] changed = users.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(changed, Changed(after, Step.Parse, static (NetworkDeclaration declaration) => declaration.Type.Name));
        Assert.Equal(changed, Changed(after, Step.Emit, static (NetworkSources sources) => sources.Stem));
        Assert.Equal(3, after.Reasons(Step.Emit).Length);
        if (!isBroken)
        {
            after.Compiles();
        }
    }

    [Fact]
    public void A_network_that_goes_takes_its_files_with_it()
    {
        Run before = Run.Generate(Compilations.Create(Network, "[StaticNet.Network(2)] [StaticNet.Dense(1)] partial class Other;"));
        Run after = before.Then(before.Input.RemoveSyntaxTrees(before.Input.SyntaxTrees.Last()));

        Assert.Contains("Other.g.cs", before.HintNames);
        Assert.DoesNotContain("Other.g.cs", after.HintNames);
        Assert.Contains("MyApp.Net.g.cs", after.HintNames);
    }

    /// <summary>Of such edits the compiler's syntax provider makes two of one node.</summary>
    [Fact]
    public void A_network_is_written_once_whatever_files_come_and_change_at_once()
    {
        const string Net = "[StaticNet.Network(2)] [StaticNet.Dense(1)] partial class Net;";
        CSharpCompilation project = Compilations.Create("class A;", "class B;");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new NetworkGenerator());
        driver = driver.RunGenerators(project, TestContext.Current.CancellationToken);

        project = project.AddSyntaxTrees(Compilations.Parse(Net, 2));
        driver = driver.RunGenerators(project, TestContext.Current.CancellationToken);

        project = project.ReplaceSyntaxTree(project.SyntaxTrees[1], Compilations.Parse(Net.Replace("Net;", "Other;", StringComparison.Ordinal), 1)).AddSyntaxTrees(Compilations.Parse("class C;", 3));
        driver = driver.RunGenerators(project, TestContext.Current.CancellationToken);

        project = project.ReplaceSyntaxTree(project.SyntaxTrees[1], Compilations.Parse("class B;", 1));
        driver = driver.RunGenerators(project, TestContext.Current.CancellationToken);

        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Equal(["Net.Forward.g.cs", "Net.g.cs"], result.GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_model_holds_a_symbol_a_syntax_node_a_location_or_a_compilation()
    {
        Run run = Run.Generate(
            Network,
            "[StaticNet.Network(2, 2)] [StaticNet.Dense(0)] [StaticNet.Huber] partial class Broken<T> { int Save; }",
            Blocks,
            Users,
            Functions,
            FunctionUsers.Replace("UsesNone", "UsesNoFunction"),
            "[StaticNet.Network(2)] [StaticNet.PReLU] [StaticNet.Dense(3)] [StaticNet.ELU] [StaticNet.Softmax] [StaticNet.Huber(2)] partial class Other;");

        int walked = 0;
        foreach (string step in Step.All)
        {
            ImmutableArray<IncrementalGeneratorRunStep> runs = run.Result.TrackedSteps[step];
            Assert.NotEmpty(runs);
            foreach ((object value, _) in runs.SelectMany(static step => step.Outputs))
            {
                walked += Walk(value, step, new HashSet<object>(ReferenceEqualityComparer.Instance));
            }
        }

        Assert.True(walked > 500, $"Only {walked} objects were found.");
    }

    [Fact]
    public void The_walk_finds_what_it_looks_for()
    {
        SyntaxTree tree = Compilations.Parse("class C;");

        SyntaxNode root = tree.GetRoot(TestContext.Current.CancellationToken);
        AssertFound("test.<Held>k__BackingField is Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax.", new Holder(root));
        AssertFound("test[0].Item2 is Microsoft.CodeAnalysis.SourceLocation.", new[] { (1, (object)root.GetLocation()) });
        AssertFound("test[0] is ", ImmutableArray.Create<object>(Compilations.Create("").GlobalNamespace));

        static void AssertFound(string message, object value)
            => Assert.StartsWith(message, Assert.Throws<FalseException>(() => Walk(value, "test", [])).Message);
    }

    private sealed record Holder(object Held);

    private static Run Edit(Run before, string old, string edited)
    {
        Assert.Contains(old, Network);
        return before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.First(), Compilations.Parse(Network.Replace(old, edited))));
    }

    private static string[] Changed<T>(Run run, string step, Func<T, string> name)
        => Named(run, step, name, static reason => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

    private static string[] Same<T>(Run run, string step, Func<T, string> name)
        => Named(run, step, name, static reason => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);

    private static string[] Named<T>(Run run, string step, Func<T, string> name, Func<IncrementalStepRunReason, bool> isMeant)
        =>
        [
            .. run.Result.TrackedSteps[step].SelectMany(static run => run.Outputs)
                .Where(output => isMeant(output.Reason))
                .Select(output => name((T)output.Value))
                .Order(StringComparer.Ordinal),
        ];

    // Parse and Analyze may look again, and then find the same; nothing behind them may run.
    private static void AssertNothingNew(Run run)
    {
        AssertSame(run.Reasons(Step.Parse));
        AssertNothingNewBehindParse(run);
    }

    private static void AssertNothingNewBehindParse(Run run)
    {
        AssertSame(run.Reasons(Step.Analyze));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(Step.Lower));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(Step.Emit));
        Assert.All(
            run.Result.TrackedOutputSteps.SelectMany(static steps => steps.Value).SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static void AssertSame(ImmutableArray<IncrementalStepRunReason> reasons)
        => Assert.True(Assert.Single(reasons) is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reasons[0]}");

    /// <summary>Follows every field of every object reached.</summary>
    private static int Walk(object? node, string path, HashSet<object> seen)
    {
        Assert.False(node is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or SemanticModel or Compilation or Location or AttributeData or Diagnostic, $"{path} is {node?.GetType()}.");
        if (node is null or string || node.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(node))
        {
            return 0;
        }

        int count = 1;
        if (node is IEnumerable sequence && node.GetType().GetProperty(nameof(ImmutableArray<>.IsDefault))?.GetValue(node) is not true)
        {
            int index = 0;
            foreach (object? item in sequence)
            {
                count += Walk(item, $"{path}[{index++}]", seen);
            }
        }

        for (Type? type = node.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                count += Walk(field.GetValue(node), $"{path}.{field.Name}", seen);
            }
        }

        return count;
    }
}
