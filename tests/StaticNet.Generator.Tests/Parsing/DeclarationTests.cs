using Microsoft.CodeAnalysis;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Parsing;

/// <summary>Where a network class may stand and how it may be called. All of it compiles without a warning.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class DeclarationTests
{
    private const string Layers = "[global::StaticNet.Network(2), global::StaticNet.Dense(2), global::StaticNet.PReLU, global::StaticNet.Dense(1), global::StaticNet.MeanSquaredError]";

    [Theory]
    [InlineData("{0} public partial class Net;", "Net")]
    [InlineData("{0} partial class Net;", "Net")]
    [InlineData("namespace MyApp; {0} internal sealed partial class Net;", "MyApp.Net")]
    [InlineData("namespace MyApp {{ {0} public partial class Net; }}", "MyApp.Net")]
    [InlineData("namespace MyApp {{ namespace Inner.Most {{ {0} public partial class Net; }} }}", "MyApp.Inner.Most.Net")]
    [InlineData("namespace StaticNet; {0} public partial class Net;", "StaticNet.Net")]
    [InlineData("namespace StaticNet.Generated; {0} public partial class Net;", "StaticNet.Generated.Net")]
    [InlineData("namespace MyApp.StaticNet.System; {0} public partial class Net;", "MyApp.StaticNet.System.Net")]
    [InlineData("namespace @event.@class; {0} public partial class Net;", "event.class.Net")]
    [InlineData("{0} public partial class @class;", "class")]
    [InlineData("{0} public partial class @record;", "record")]
    [InlineData("{0} public partial class @partial;", "partial")]
    [InlineData("{0} public partial class @var;", "var")]
    [InlineData("{0} public partial class @params<@int, @where>;", "params`2")]
    [InlineData("namespace Größe.网络; {0} public partial class Ünïcode神経網;", "Größe.网络.Ünïcode神経網")]
    [InlineData("{0} public partial class Net<T>;", "Net`1")]
    [InlineData("{0} public partial class Net<T> where T : class, new();", "Net`1")]
    [InlineData("public partial class Outer {{ {0} private partial class Net; }}", "Outer.Net")]
    [InlineData("public partial class Outer {{ {0} protected internal sealed partial class Net; }}", "Outer.Net")]
    [InlineData("public static partial class Outer {{ {0} public partial class Net; }}", "Outer.Net")]
    [InlineData("namespace MyApp; public partial class Outer<TKey, TValue> where TKey : notnull {{ public partial class Middle<T> {{ {0} public partial class Net<U>; }} }}", "MyApp.Outer`2.Middle`1.Net`1")]
    [InlineData("public partial struct Outer {{ {0} public partial class Net; }}", "Outer.Net")]
    [InlineData("public readonly ref partial struct Outer {{ {0} public partial class Net; }}", "Outer.Net")]
    [InlineData("public partial record Outer {{ {0} public partial class Net; }}", "Outer.Net")]
    [InlineData("public partial record struct Outer(int Size) {{ {0} public partial class Net; }}", "Outer.Net")]
    [InlineData("public partial interface IOuter<T> {{ {0} public partial class Net; }}", "IOuter`1.Net")]
    [InlineData("public partial class @class {{ {0} public partial class @static; }}", "class.static")]
    [InlineData("#pragma warning disable CS8981\npublic partial class outer<t> {{ {0} public partial class net; }}", "outer`1.net")]
    [InlineData("public class Base {{ protected int Label; }} {0} public partial class Net : Base {{ public int Get() => Label; }}", "Net")]
    [InlineData("{0} public partial class Net : System.IDisposable {{ public void Dispose() {{ }} }}", "Net")]
    [InlineData("{0} public partial class Net : global::StaticNet.INetwork<Net>;", "Net")]
    [InlineData("{0} [System.Obsolete] public partial class Net;", "Net")]
    [InlineData("[System.Obsolete] public partial class Outer {{ {0} public partial class Net; }}", "Outer.Net")]
    [InlineData("[assembly: System.CLSCompliant(true)] {0} [System.CLSCompliant(false)] public partial class Net;", "Net")]
    [InlineData("{0} [System.Diagnostics.CodeAnalysis.Experimental(\"MY001\")] public partial class Net;", "Net")]
    [InlineData("public class NetLayout; public class NetSummary; public class NetForward; public class NetBackward; {0} public partial class Net;", "Net")]
    [InlineData("{0} public partial class Net {{ private class NetLayout; public int NetForward; private class System; public int global; private class StaticNet; }}", "Net")]
    public void A_network_may_stand_there(string declaration, string hintName)
    {
        Run run = Run.Generate(string.Format(System.Globalization.CultureInfo.InvariantCulture, declaration, Layers));

        Assert.Equal([hintName + ".g.cs", hintName + ".Forward.g.cs", hintName + ".Backward.g.cs"], run.HintNames);
        run.Compiles();
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    public void Nullable_may_be_on_or_off(NullableContextOptions nullable)
        => Run.Generate(Compilations.Create(nullable, $"{Layers} public partial class Net {{ }}")).Compiles();

    [Fact]
    public async Task Every_declaration_is_free_of_diagnostics_with_the_generated_code_beside_it()
    {
        Run run = Run.Generate($"namespace MyApp; public partial class Outer<T> {{ {Layers} public partial class Net; {Layers} public partial class Net<U>; }}");

        Assert.Empty(await Diagnosis.Find(run.Compiles().Output));
    }

    [Fact]
    public void The_same_name_in_two_namespaces_gives_two_networks()
    {
        Run run = Run.Generate($"namespace A {{ {Layers} public partial class Net; }} namespace B {{ {Layers} public partial class Net; }}");

        Assert.Equal(6, run.HintNames.Length);
        Assert.Contains("A.Net.g.cs", run.HintNames);
        Assert.Contains("B.Net.g.cs", run.HintNames);
        run.Compiles();
    }

    [Fact]
    public void The_same_name_with_other_type_parameters_gives_two_networks()
    {
        Run run = Run.Generate($"{Layers} public partial class Net; {Layers} public partial class Net<T>; {Layers} public partial class Net<T, U>;");

        Assert.Equal(["Net.g.cs", "Net`1.g.cs", "Net`2.g.cs"], run.HintNames.Where(static name => !name.Contains("ward")));
        run.Compiles();
    }

    [Fact]
    public void Names_that_differ_in_case_only_get_a_hash_and_others_none()
    {
        Run run = Run.Generate($"namespace MyApp; {Layers} public partial class Net; {Layers} public partial class NET; {Layers} public partial class Other;");

        string[] surfaces = [.. run.HintNames.Where(static name => !name.Contains("ward"))];
        Assert.Equal(3, surfaces.Length);
        Assert.Matches("^MyApp\\.Net-[0-9a-f]{8}\\.g\\.cs$", surfaces[0]);
        Assert.Matches("^MyApp\\.NET-[0-9a-f]{8}\\.g\\.cs$", surfaces[1]);
        Assert.Equal("MyApp.Other.g.cs", surfaces[2]);
        run.Compiles();
    }

    [Fact]
    public void A_class_that_gets_a_namesake_in_another_case_is_not_analyzed_anew()
    {
        Run before = Run.Generate(Compilations.Create($"{Layers} public partial class Net;", "class Unrelated;"));
        Run after = before.Then(before.Input.ReplaceSyntaxTree(before.Input.SyntaxTrees.Last(), Compilations.Parse($"{Layers} public partial class NET;", 1)));

        Assert.Contains(IncrementalStepRunReason.Cached, after.Reasons(NetworkGenerator.Step.Emit));
        Assert.DoesNotContain("Net.g.cs", after.HintNames);
        Assert.Equal(6, after.HintNames.Length);
        after.Compiles();
    }

    [Theory]
    [InlineData('n', 300)]
    [InlineData('網', 100)]
    public void A_long_name_is_cut_and_gets_a_hash(char letter, int length)
    {
        string name = new(letter, length);
        Run run = Run.Generate($"namespace MyApp {{ {Layers} public partial class {name}A; {Layers} public partial class B{name}; {Layers} public partial class C{name}; }}");

        Assert.Equal(9, run.HintNames.Length);
        Assert.All(run.HintNames, static hint =>
        {
            Assert.True(System.Text.Encoding.UTF8.GetByteCount(hint) <= 125, hint);
            Assert.Matches("-[0-9a-f]{8}(\\.Forward|\\.Backward)?\\.g\\.cs$", hint);
        });
        run.Compiles();
    }

    [Fact]
    public void A_name_with_characters_that_no_file_name_takes_gets_a_hash()
    {
        // A connector and a combining mark: part of a C# identifier, neither letter nor digit.
        Run run = Run.Generate($"{Layers} public partial class a‿b; {Layers} public partial class a\u0301b;");

        Assert.Equal(2, run.HintNames.Count(static name => name.StartsWith("a_b-", StringComparison.Ordinal) && !name.Contains("ward")));
        run.Compiles();
    }

    [Fact]
    public void Layers_follow_in_source_order_whatever_the_lists_they_stand_in()
    {
        string text = Run.Generate("""
            using StaticNet;
            [ReLU] // before [Network], and first
            [Network(4)] [Dense(3), Tanh]
            [System.Serializable]
            [type: Dense(2)]
            [DenseAttribute(1)]
            [global::StaticNet.Sigmoid] [BinaryCrossEntropy]
            public sealed partial class Net;
            """).Compiles().Text("Net.g.cs");

        int[] places = [.. new[] { "\"relu1\"", "\"dense1\"", "\"tanh1\"", "\"dense2\"", "\"dense3\"", "\"sigmoid1\"" }.Select(name => text.IndexOf($"new({name}, new ", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("new(\"dense3\", new DenseAttribute(1), [2], [1], [4], 2,", text);
    }

    [Fact]
    public void A_name_counts_with_the_others_of_its_word()
    {
        string text = Run.Generate("""
            using StaticNet;
            [Network(4)] [Dense(4)] [Dense(4, Name = "middle")] [Dense(4)] [PReLU]
            public sealed partial class Net;
            """).Compiles().Text("Net.g.cs");

        Assert.Contains("DenseParameters Dense1 => new(Parameters, 0, 1);", text);
        Assert.Contains("DenseParameters Middle => new(Parameters, 2, 3);", text);
        Assert.Contains("DenseParameters Dense3 => new(Parameters, 4, 5);", text);
        Assert.Contains("PReLUParameters Prelu1 => new(Parameters, 6);", text);
    }

    [Theory]
    [InlineData("Hidden", "Out", "HiddenOut")]
    [InlineData("Run", "Loss", "ForwardTraining2")]
    [InlineData("Vector512", "Unsafe", "MemoryMarshal")]
    [InlineData("activation", "vectorMath", "lanes")]
    [InlineData("check", "math", "workspace")]
    [InlineData("span", "samples", "int")]
    [InlineData("_", "__", "_1")]
    [InlineData("a_1", "a1", "_a")]
    [InlineData("層", "Größe", "größe2")]
    [InlineData("名", "名Out", "名Weight")]
    [InlineData("名", "名WeightGradient", "名_2")]
    [InlineData("İ", "ǅ", "ß")]
    [InlineData("loss", "Loss_", "LossOfLabels")]
    [InlineData("loss", "lossTerms", "LossOfLabels")]
    [InlineData("名", "名Alone", "名ForTraining")]
    [InlineData("weights", "parameters", "gradients")]
    [InlineData("inputs", "outputs", "scratch")]
    [InlineData("netForward", "netBackward", "netSummary")]
    [InlineData("class", "await", "scoped")]
    [InlineData("methodImplOptions", "memoryMarshal", "unsafe")]
    [InlineData("x", "y", "__arglist")]
    [InlineData("dHidden", "hidden", "hiddenIn")]
    public void A_layer_may_be_called_that(string first, string second, string third)
    {
        // Once so small that it stays in registers, and once in loops over scratch memory.
        string Network(int units) => $$"""
            namespace Units{{units}}
            {
                [Network(50)]
                [Dense({{units}}, Name = "{{first}}")] [Tanh(Name = "Act")] [Dense({{units + 1}}, Name = "{{second}}")] [Softmax(Name = "Share")] [Dense(2, Name = "{{third}}")] [Softmax(Name = "SoftMax")]
                [CrossEntropy]
                public sealed partial class Net;
            }

            """;

        Run.Generate("using StaticNet;\n" + Network(3) + Network(100)).Compiles();
    }

    [Fact]
    public void Network_twice_is_the_compilers_error_alone()
    {
        Run run = Run.Generate($"{Layers} public partial class Net;", "[global::StaticNet.Network(3)] public partial class Net;");

        Assert.Equal(["CS0579"], run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(static diagnostic => diagnostic.Id));
    }

    [Fact]
    public void An_attribute_that_another_generator_writes_is_none_of_its_business()
    {
        // This generator sees the class without the attribute's declaration, a build in the end sees both.
        Run run = Run.Generate($"[Observable] {Layers} public partial class Net;");
        Compilation built = run.Output.AddSyntaxTrees(Compilations.Parse("class ObservableAttribute : System.Attribute;", 1));

        Assert.DoesNotContain(built.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden);
        Assert.DoesNotContain("not a valid network", run.Everything());
    }

    [Fact]
    public async Task Source_that_is_being_typed_breaks_nothing()
    {
        const string Source = "using StaticNet; namespace A.B { partial class Outer<T> { [Network(1, 2, 3)] [Flatten, Dense(2, Bias = true, Name = \"x\")] [PReLU(0.5f)] [CrossEntropy] public sealed partial class Net<U> : Base where U : class { int Save; public Net(int x) { } } } }";
        foreach (SyntaxToken token in (await Compilations.Parse(Source).GetRootAsync(TestContext.Current.CancellationToken)).DescendantTokens())
        {
            Run run = Run.Generate(Source[..token.Span.End]);
            await Diagnosis.Find(run);
        }
    }

    [Theory]
    [InlineData("[Network(1, 8, 8)] [Flaten] [Dense(1)]", "CS0246", "CS0246")]
    [InlineData("[Network(2)] [Dens(1)]", "CS0246", "CS0246")]
    [InlineData("[Netwrk(2)] [Dense(1)]", "CS0246", "CS0246")]
    [InlineData("[Network(2)] [Dense]", "CS7036")]
    [InlineData("[Network(2)] partial struct Other;", "CS0592")]
    [InlineData("[Network(2)] partial interface IOther;", "CS0592")]
    [InlineData("[Network(2)] partial record struct Other;", "CS0592")]
    [InlineData("[Network(2)] [Dense(\"many\")]", "CS1503")]
    [InlineData("[Network(2, \"x\")] [Dense(1)]", "CS1503")]
    [InlineData("[Network(2)] [Dense(1, Bias = 3)]", "CS0029")]
    public async Task What_the_compiler_refuses_is_its_error_alone(string attributes, params string[] errors)
    {
        Run run = Run.Generate($"using StaticNet; {attributes} public partial class Net;");

        Assert.Equal(errors, run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Id != "CS1591")
            .Select(static diagnostic => diagnostic.Id));
        Assert.Empty(await Diagnosis.Find(run));
    }
}
