using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>Budgets of classes and of projects: what exceeds them, and what is none.</summary>
public sealed class BudgetTests
{
    private const string LeNet = """
        using StaticNet;
        [Network(1, 28, 28)]
        [Conv2D(6, 5, Padding = Padding.Same)] [ReLU] [MaxPool2D(2)]
        [Conv2D(16, 5)] [ReLU] [MaxPool2D(2)]
        [Flatten] [Dense(120)] [ReLU] [Dense(84)] [ReLU] [Dense(10)] [Softmax] [CrossEntropy]

        """;

    [Fact]
    public Task More_parameters_than_the_budget() => Diagnosis.Finds(
        LeNet + "[Budget({|STN3002:Parameters = 50_000|}, MultiplyAdds = 1_000_000)] public partial class Net;",
        "'Net' has 61,706 parameters, 11,706 more than its budget of 50,000: most are in 'dense1' (48,120, 78 %), 'dense2' (10,164, 16.5 %) and 'conv2' (2,416, 3.9 %)");

    [Fact]
    public Task More_multiply_adds_than_the_budget() => Diagnosis.Finds(
        LeNet + "[Budget(Parameters = 61_706, {|STN3002:MultiplyAdds = 416_519|})] public partial class Net;",
        "'Net' has 416,520 multiply-adds, 1 more than its budget of 416,519: most are in 'conv2' (240,000, 57.6 %), 'conv1' (117,600, 28.2 %) and 'dense1' (48,000, 11.5 %)");

    [Fact]
    public async Task More_scratch_memory_than_the_budget()
    {
        Run run = Run.Generate(LeNet + "[Budget(WorkspaceBytes = 1)] public partial class Net;").Compiles();
        string text = run.Text("Net.g.cs");
        string bytes = text[(text.IndexOf("inferenceBytes: ", StringComparison.Ordinal) + 16)..].Split(',', 'L')[0];
        long taken = long.Parse(bytes.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

        Diagnostic found = Assert.Single(await Diagnosis.Find(run));
        string message = found.GetMessage(CultureInfo.InvariantCulture);
        Assert.Equal("STN3002", found.Id);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"'Net' has {taken:N0} bytes of scratch memory, {taken - 1:N0} more than its budget of 1: the largest outputs there are those of '"),
            message);
        Assert.Equal(3, message.Split(" %)").Length - 1);

        Assert.Empty(await Diagnosis.Find(Run.Generate(LeNet + $"[Budget(WorkspaceBytes = {taken})] public partial class Net;").Output));
        Assert.Single(await Diagnosis.Find(Run.Generate(LeNet + $"[Budget(WorkspaceBytes = {taken - 1})] public partial class Net;").Output));
    }

    [Fact]
    public Task What_is_in_blocks_is_named_by_its_path() => Diagnosis.Finds("""
        using StaticNet;
        [Network(8)] [Residual<Part>] [Dense(2)] [MeanSquaredError] [Budget({|STN3002:MultiplyAdds = 8|})] partial class Net;
        [Block] [Dense(8), Tanh] class Part;
        """,
        "'Net' has 80 multiply-adds, 72 more than its budget of 8: most are in 'residual1.dense1' (64, 80 %) and 'dense1' (16, 20 %)");

    [Fact]
    public Task A_network_with_an_error_is_not_measured() => Diagnosis.Finds(
        "using StaticNet; [Network(1, 8, 8)] [{|STN1002:Dense(8)|}] [Budget(Parameters = 1)] partial class Net;",
        "[Dense] takes a flat input, but its input has the shape (1, 8, 8): put [Flatten] before it, which makes that (64)");

    [Theory]
    [InlineData("Budget({|STN3003:Parameters = 0|})", "The budget Parameters of 'Net' is 0, but has to be at least 1: set another, or leave it out for none")]
    [InlineData("Budget(Parameters = 100, {|STN3003:WorkspaceBytes = -5|})", "The budget WorkspaceBytes of 'Net' is -5, but has to be at least 1: set another, or leave it out for none")]
    [InlineData("{|STN3003:Budget|}", "[Budget] of 'Net' sets no limit: set Parameters, MultiplyAdds, WorkspaceBytes or CodeCharacters, or leave it out")]
    public Task A_budget_that_is_none(string budget, string message) => Diagnosis.Finds($"using StaticNet; [Network(4)] [Dense(8)] [{budget}] partial class Net;", message);

    [Theory]
    [InlineData("[{|STN3003:Budget(Parameters = 5)|}] class Other;", "Other")]
    [InlineData("[Block, ReLU] [{|STN3003:Budget(Parameters = 5)|}] class Part;", "Part")]
    public Task A_budget_of_what_is_no_network(string declaration, string name)
        => Diagnosis.Finds("using StaticNet; " + declaration, $"[Budget] has no effect because '{name}' carries no [Network]: put it on the network that it is for");

    [Fact]
    public Task A_budget_on_another_declaration_of_the_class() => Diagnosis.Finds("""
        using StaticNet;
        [Network(4)] [Dense(8)] partial class Net;
        [Budget({|STN3002:Parameters = 39|})] partial class Net;
        """,
        "'Net' has 40 parameters, 1 more than its budget of 39: most are in 'dense1' (40, 100 %)");

    [Fact]
    public async Task A_project_has_a_budget_for_every_network()
    {
        const string Source = """
            using StaticNet;
            [Network(4)] [Dense(8)] partial class A;
            [Network(4)] [Dense(4)] partial class B;
            [Network(4)] [Dense(16)] [Budget(Parameters = 100)] partial class C;
            [Network(4)] [Dense(16)] [Budget(MultiplyAdds = 100)] partial class D;
            """;
        Diagnostic[] found = [.. await Diagnosis.Find(Run.Generate(Source).Output, ("StaticNetBudgetParameters", "30"), ("StaticNetBudgetMultiplyAdds", ""))];

        Assert.Equal(
            [
                "STN3002 A: 'A' has 40 parameters, 10 more than the project's budget (StaticNetBudgetParameters) of 30: most are in 'dense1' (40, 100 %)",
                "STN3002 D: 'D' has 80 parameters, 50 more than the project's budget (StaticNetBudgetParameters) of 30: most are in 'dense1' (80, 100 %)",
            ],
            found.Select(static diagnostic => $"{diagnostic.Id} {Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
    }

    [Theory]
    [InlineData("StaticNetBudgetMultiplyAdds", "0")]
    [InlineData("StaticNetBudgetWorkspaceBytes", "-3")]
    [InlineData("StaticNetBudgetParameters", "many")]
    [InlineData("StaticNetBudgetParameters", "1e6")]
    public async Task A_project_with_a_budget_that_is_none(string property, string value)
    {
        ImmutableArray<Diagnostic> found = await Diagnosis.Find(Run.Generate("using StaticNet; [Network(4)] [Dense(8)] partial class Net;").Output, (property, value));

        Diagnostic one = Assert.Single(found);
        Assert.Equal("STN3003", one.Id);
        Assert.Equal(
            $"The project's property {property} is '{value}', but a budget is a whole number of at least 1: set one, or leave the property out",
            one.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_budget_does_not_make_the_generator_write_anything_else()
        => Assert.Equal(
            Run.Generate(LeNet + "public partial class Net;").Text("Net.g.cs"),
            Run.Generate(LeNet + "[Budget(Parameters = 1)] public partial class Net;").Text("Net.g.cs"));

    [Fact]
    public void The_properties_are_those_that_the_package_shows_to_the_compiler()
    {
        string props = File.ReadAllText(Path.Combine(Repository.Root, "runtime", "StaticNet", "build", "StaticNet.props"));
        Assert.All(
            typeof(BudgetAttribute).GetProperties().Where(static property => property.DeclaringType == typeof(BudgetAttribute)),
            property => Assert.Contains($"<CompilerVisibleProperty Include=\"StaticNetBudget{property.Name}\" />", props));
    }
}
