using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Printing;

public sealed class SurfaceTests
{
    private const string Digits = """
        using StaticNet;
        namespace MyApp;

        /// <summary>Reads digits.</summary>
        /// <remarks>Of 8 by 8 pixels.</remarks>
        [Network(64)]
        [Dense(32)] [PReLU]
        [Dense(10, Bias = false, Name = "output_head")] [Softmax]
        [CrossEntropy]
        public sealed partial class Digits;
        """;

    [Fact]
    public void A_network_has_its_constants()
    {
        string text = Run.Generate(Digits).Text("MyApp.Digits.g.cs");

        Assert.Contains("public const int InputLength = 64;", text);
        Assert.Contains("public const int OutputLength = 10;", text);
        Assert.Contains("public const int ParameterCount = 2401;", text); // 64 * 32 + 32, 1, 32 * 10
        Assert.Contains("public const long MultiplyAdds = 2368;", text); // 64 * 32 + 32 * 10
    }

    [Fact]
    public void A_network_has_the_members_of_the_design_and_no_others()
    {
        Run run = Run.Generate(Digits).Compiles();
        INamedTypeSymbol type = run.Output.GetTypeByMetadataName("MyApp.Digits")!;
        IEnumerable<string> members = type.GetMembers()
            .Where(static member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.ExplicitInterfaceImplementation })
            .Where(static member => member is not IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 })
            .Select(static member => $"{member.DeclaredAccessibility.ToString().ToLowerInvariant()} {member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");

        Assert.Equal(
            [
                "private Digits.Digits(ZeroWeights)",
                "private Digits.ForwardTraining(ref float, ref float, ref float, int)",
                "private Digits.GradientOf(ReadOnlySpan<float>, ReadOnlySpan<float>, ReadOnlySpan<int>, int, ParameterSet)",
                "public Digits.CreateParameters()",
                "public Digits.Dense1",
                "public Digits.Digits()",
                "public Digits.Digits(int)",
                "public Digits.Forward(ReadOnlySpan<float>, Span<float>)",
                "public Digits.Gradient(ReadOnlySpan<float>, ReadOnlySpan<float>, ParameterSet)",
                "public Digits.Gradient(ReadOnlySpan<float>, ReadOnlySpan<int>, ParameterSet)",
                "public Digits.InputLength",
                "public Digits.Load(string)",
                "public Digits.MultiplyAdds",
                "public Digits.OutputHead",
                "public Digits.OutputLength",
                "public Digits.ParameterCount",
                "public Digits.Parameters",
                "public Digits.Prelu1",
                "public Digits.Save(string)",
                "public Digits.Summary",
            ],
            members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_members_that_are_kept_free_are_those_that_are_generated()
    {
        Run run = Run.Generate(Digits);
        string[] views = ["Dense1", "Prelu1", "OutputHead"];

        // The parser skips what is marked as generated, so it is asked about a class that holds the same without the mark.
        Compilation compilation = Compilations.Create([Digits, .. run.Result.GeneratedSources.Select(static source => Unmarked(source.SourceText.ToString()))]);
        IEnumerable<string> kept = MemberParser.Parse(compilation.GetTypeByMetadataName("MyApp.Digits")!, compilation)
            .Select(static pair => pair.Member)
            .Where(static member => member.InheritedFrom is null)
            .Select(static member => member.Signature ?? member.Name);

        Assert.Equal(SurfaceMember.Of(hasLoss: true, hasLabels: true, hasDropout: false, normalizesBatch: false).Concat(views).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));

        static string Unmarked(string text)
            => string.Join("\n", text.Split('\n').Where(static line => !line.Contains("GeneratedCode(")));
    }

    [Theory]
    [InlineData("[Dropout]", true)]
    [InlineData("[Apply<Dropped>]", true)]
    [InlineData("[ReLU]", false)]
    public void Only_networks_with_dropout_have_a_seed_and_a_step_of_it(string layer, bool hasDropout)
    {
        Run run = Run.Generate($$"""
            using StaticNet;
            [Block] [Dense(3)] [Dropout(0.1f)] public sealed class Dropped;
            [Network(3)] [Dense(2)] {{layer}} [Dense(1)] [MeanSquaredError] public sealed partial class Net;
            [Network(3)] [Dense(2)] {{layer}} [Dense(1)] public sealed partial class Predictor;
            """).Compiles();

        Assert.Equal(hasDropout, Members("Net").Contains("DropoutSeed"));
        Assert.Equal(hasDropout, Members("Net").Contains("DropoutStep"));
        Assert.DoesNotContain("DropoutStep", Members("Predictor"));
        Assert.DoesNotContain("DropoutMask", run.Text("Predictor.Forward.g.cs"));
        Assert.Equal(hasDropout, run.Text("Net.Backward.g.cs").Contains("DropoutMask"));

        IEnumerable<string> Members(string name) => run.Output.GetTypeByMetadataName(name)!.GetMembers().Select(static member => member.Name);
    }

    [Fact]
    public void A_member_called_DropoutStep_collides_only_where_there_is_dropout()
    {
        Assert.Contains("DropoutStep", SurfaceMember.Of(hasLoss: true, hasLabels: true, hasDropout: true, normalizesBatch: false));
        Run.Generate("using StaticNet;\n[Network(3)] [Dense(1)] [MeanSquaredError] public sealed partial class Net { public long DropoutStep; }").Compiles();
        Run.Generate("using StaticNet;\n[Network(3)] [Dense(1)] [Dropout(2f)] [MeanSquaredError] public sealed partial class Net { public int Seed => DropoutSeed; }").Compiles();
    }

    [Fact]
    public void Every_generated_member_is_marked_as_generated()
    {
        Run run = Run.Generate(Digits);
        INamedTypeSymbol type = run.Output.GetTypeByMetadataName("MyApp.Digits")!;

        Assert.All(
            type.GetMembers().Where(static member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null }),
            static member => Assert.Contains(member.GetAttributes(), static attribute => attribute.AttributeClass!.Name == "GeneratedCodeAttribute"));
    }

    [Fact]
    public void The_documentation_of_the_class_is_the_users_with_the_layer_table()
    {
        Run run = Run.Generate(Digits).Compiles();
        string documentation = run.Output.GetTypeByMetadataName("MyApp.Digits")!.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!;

        Assert.Single(documentation.Split("<summary>")[1..]);
        Assert.Contains("Reads digits.", documentation);
        Assert.Contains("Of 8 by 8 pixels.", documentation);
        Assert.Contains("dense1       Dense(32)                (32)         2,080          2,048             (64)", documentation);
        Assert.Contains("output_head  Dense(10, Bias = false)  (10)           320            320             (64)", documentation);
        Assert.Contains("total                                              2,401          2,368", documentation);
    }

    [Fact]
    public void A_class_without_documentation_is_documented_by_the_table()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(2)] [Dense(1)]
            public sealed partial class Net<T>;
            """);

        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden);
    }

    [Fact]
    public void Files_have_a_head_and_unix_line_ends()
    {
        Run run = Run.Generate(Digits);

        Assert.Equal(["MyApp.Digits.g.cs", "MyApp.Digits.Forward.g.cs", "MyApp.Digits.Backward.g.cs"], run.HintNames);
        foreach (string hintName in run.HintNames)
        {
            string text = run.Text(hintName);
            Assert.StartsWith("// <auto-generated/>\n#nullable enable\n", text);
            Assert.EndsWith("}\n", text);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\t', text);
            Assert.DoesNotContain(" \n", text);
            Assert.DoesNotContain("DebuggerNonUserCode", text);
            Assert.DoesNotContain("unsafe ", text);
        }
    }

    [Fact]
    public void Without_a_loss_there_is_no_backward_file()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Network(2)] [Dense(1)]
            public sealed partial class Net;
            """);

        Assert.Equal(["Net.g.cs", "Net.Forward.g.cs"], run.HintNames);
        Assert.DoesNotContain("Gradient(", run.Compiles().Everything());
    }

    [Fact]
    public void Padded_and_plain_layouts_are_written_out()
    {
        string text = Run.Generate(Digits).Text("MyApp.Digits.g.cs");

        Assert.Contains("""
                            new("dense1.weight", [32, 64], [1, 32], 0) { FanIn = 64 },
                            new("dense1.bias", [32], [1], 2048) { FanIn = 64 },
                            new("prelu1.weight", [1], [1], 2080) { InitialValue = 0.25f },
                            new("output_head.weight", [10, 32], [1, 16], 2096) { FanIn = 32 },
            """, text);
    }

    [Fact]
    public void Blocks_of_a_repetition_that_are_alike_share_the_type_of_their_views()
    {
        Run run = Run.Generate("""
            using StaticNet;
            [Block] [Dense(8)] [ReLU] public sealed class Wide;
            [Block] [Repeat<Wide>(2)] [Dense(8)] public sealed class Deep;
            [Network(3)] [Repeat<Wide>(3)] [Repeat<Deep>(2)] [Dense(1)] public sealed partial class Net;
            """).Compiles();
        string text = run.Text("Net.g.cs");

        // The first of the three takes 3 inputs, not 8.
        Assert.Contains("public Repeat1Block1Layers Block1 => new(parameters);", text);
        Assert.Contains("public Repeat1Block2Layers Block2 => new(parameters, 2);", text);
        Assert.Contains("public Repeat1Block2Layers Block3 => new(parameters, 4);", text);
        Assert.Contains("public Repeat2Block1Layers Block2 => new(parameters, 12);", text);
        Assert.Contains("public Repeat2Block1Repeat1Layers Repeat1 => new(parameters, first);", text);
        Assert.Contains("public Repeat2Block1Repeat1Block1Layers Block2 => new(parameters, first + 2);", text);
        Assert.Contains("/// <summary>The parameters of <c>dense1</c> on <c>(8)</c>.</summary>", text);
        Assert.Contains("public global::StaticNet.DenseParameters Dense1 => new(parameters, first + 4, first + 5);", text);
    }

    [Theory]
    [InlineData("LeakyReLU(0.1f)", "new LeakyReLUAttribute(0.1f)")]
    [InlineData("LeakyReLU(-1e-12f)", "new LeakyReLUAttribute(-1E-12f)")]
    [InlineData("LeakyReLU(-0f)", "new LeakyReLUAttribute(-0f)")]
    [InlineData("LeakyReLU(16777217f)", "new LeakyReLUAttribute(16777216f)")]
    [InlineData("LeakyReLU(float.MaxValue)", "new LeakyReLUAttribute(3.4028235E+38f)")]
    [InlineData("ELU(float.Epsilon)", "new ELUAttribute(1E-45f)")]
    [InlineData("ELU(1 / 3f)", "new ELUAttribute(0.33333334f)")]
    [InlineData("PReLU(Name = \"slope\")", "new PReLUAttribute(0.25f) { Name = \"slope\" }")]
    [InlineData("Dense(3, Name = null)", "new DenseAttribute(3)")]
    public void Arguments_come_back_in_the_summary(string layer, string expression)
    {
        string text = Run.Generate($"""
            using StaticNet;
            [Network(2)] [{layer}]
            public sealed partial class Net;
            """).Compiles().Text("Net.g.cs");

        Assert.Contains($", {expression}, [2], ", text);
    }

    [Fact]
    public void A_member_of_an_unsound_network_throws_when_the_error_is_suppressed()
    {
        string text = Run.Generate("""
            using StaticNet;
            #pragma warning disable STN0004
            [Network(2)]
            public sealed partial class Net;
            """).Compiles().Text("Net.g.cs");

        Assert.Contains("public Net() => throw new global::System.InvalidOperationException(\"'Net' is not a valid network; its build says why.\");", text);
    }
}
