using Microsoft.CodeAnalysis;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with blocks, each on the attribute of the network that uses the block.</summary>
public sealed class BlockDiagnosticTests
{
    private const string Block = "[Block] [Dense(Part.Units), Tanh] public abstract class Part { public const int Units = 1, Rest = 2; }";

    [Theory]
    [InlineData("Apply<Part>", "class Part;", "Part")]
    [InlineData("Repeat<Part>(3)", "public interface Part;", "Part")]
    [InlineData("Apply<Net>", "", "Net")]
    [InlineData("Residual<int>", "", "int")]
    [InlineData("Apply<string>", "", "string")]
    [InlineData("Apply<Part[]>", "class Part;", "Part[]")]
    [InlineData("Apply<Outer.Part>", "class Outer { [Block, ReLU] public class Base; public class Part : Base; }", "Outer.Part")]
    [InlineData("Apply<System.Collections.Generic.List<int>>", "", "List<int>")]
    public Task A_type_that_is_no_block(string use, string declaration, string name) => Diagnosis.Finds($$"""
        using StaticNet;
        {{declaration}}
        [Network(2)] [{|STN0016:{{use}}|}]
        partial class Net;
        """,
        $"'{name}' is not a block: mark it [Block], or name a class that is");

    [Theory]
    [InlineData("[Block, ReLU] file class Part;", "Part", "Part", "it is file-local, and the generated part of the network stands in another file; declare it internal or public")]
    [InlineData("file class Outer { [Block, ReLU] public class Part; }", "Outer.Part", "Outer.Part", "it is file-local, and the generated part of the network stands in another file; declare it internal or public")]
    [InlineData("[Block, ReLU] class Part<T>;", "Part<int>", "Part<int>", "it is generic or stands in a generic type, and its type parameters have no meaning for a network; declare it without")]
    [InlineData("class Outer<T> { [Block, ReLU] public class Part; }", "Outer<int>.Part", "Outer<int>.Part", "it is generic or stands in a generic type, and its type parameters have no meaning for a network; declare it without")]
    public Task A_class_that_cannot_be_a_block(string declaration, string use, string name, string reason) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [{|STN0017:Apply<{{use}}>|}]
        partial class Net;
        {{declaration}}
        """,
        $"'{name}' cannot be a block: {reason}");

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    public Task A_block_that_generated_code_cannot_see(string accessibility) => Diagnosis.Finds($$"""
        using StaticNet;
        public partial class Outer
        {
            [Block, ReLU] {{accessibility}} class Part;
            {{accessibility}} class Closed { [Block, ReLU] public class Part; }
            [Network(2)] [{|STN0017:Apply<Part>|}] [{|STN0017:Residual<Closed.Part>|}]
            private partial class Net;
        }
        """,
        "'Outer.Part' cannot be a block: the generated code, which stands outside of the types around it, cannot see it; declare it internal or public",
        "'Outer.Closed.Part' cannot be a block: the generated code, which stands outside of the types around it, cannot see it; declare it internal or public");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_block_of_an_assembly_that_the_generator_has_not_seen(bool isSource)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Compilation library = Compilations.Create(
            "namespace Shared; [StaticNet.Block, StaticNet.Dense(Part.Units)] public class Part { public const int Units = 1; public const int Twice = 2 * Units; }")
            .WithAssemblyName("Library");
        using var image = new MemoryStream();
        Assert.True(library.WithOptions(library.Options.WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)])).Emit(image, cancellationToken: token).Success);

        // An editor hands over the project, with its source; a build hands over the assembly.
        MetadataReference reference = isSource ? library.ToMetadataReference() : MetadataReference.CreateFromImage(image.ToArray());
        Compilation compilation = Compilations.Create("""
            using StaticNet;
            [Network(2)] [Apply<Shared.Part>] [Apply<Own>(3)] partial class Net;
            [Block] [Dense(Own.Units + Shared.Part.Units)] class Own { public const int Units = 1; }
            """).AddReferences(reference);

        ParsedNetwork network = NetworkParser.Parse(compilation.GetTypeByMetadataName("Net")!, compilation, token);
        Assert.Equal(
            [
                "STN0017 'Part' cannot be a block: it is declared in the assembly 'Library', which has no record of it; build that project with the generator of this StaticNet, which writes one for each public block that has no mistake, or declare it in this project",
                "STN0023 In the block 'Own': The argument units of [Dense] cannot be computed because 'Shared.Part.Units' is a parameter of another block, which has no value here; pass it on, or declare a constant outside of blocks",
            ],
            Parsed.Messages(network));
    }

    [Fact]
    public Task A_block_without_layers() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [ReLU] [{|STN0018:Residual<Part>|}] [Tanh] [Residual<Part>]
        partial class Net;
        [Block] class Part;
        """,
        "The block 'Part' has no layers: put at least one after [Block], such as [ReLU]");

    [Theory]
    [InlineData("[Block] [Network(2)] [ReLU] partial class Part;", "Network", "a network has an input shape, and a block takes what it gets; keep [Block] or [Network]")]
    [InlineData("[Block] [ReLU] [Huber] class Part;", "Huber", "a loss is computed from the outputs of the whole network; put it at the end of the network")]
    [InlineData("[Block] [CrossEntropy] class Part;", "CrossEntropy", "a loss is computed from the outputs of the whole network; put it at the end of the network")]
    public Task A_block_with_more_than_layers(string declaration, string attribute, string reason) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [{|STN0019:Apply<Part>|}]
        partial class Net;
        {{declaration}}
        """,
        $"The block 'Part' carries [{attribute}]: {reason}");

    [Theory]
    [InlineData("[Block] [ReLU] partial class Part; [Tanh] [Dense(2)] partial class Part;", "[Tanh]")]
    [InlineData("[Tanh] [Dense(2)] partial class Part; [Block] partial class Part;", "[Tanh]")]
    [InlineData("[Block] [Dense(Part.A)] partial class Part { const int B = 1; } partial class Part { internal const int A = 1; }", "'A'")]
    public Task A_block_over_two_declarations(string declaration, string stray) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [{|STN0020:Apply<Part>|}]
        partial class Net;
        {{declaration}}
        """,
        $"{stray} is not on the declaration of 'Part' that carries [Block], and declarations have no defined order: put all layers and parameters on one");

    [Theory]
    [InlineData("Apply<A>", "", "A", "A -> B -> C -> A")]
    [InlineData("Residual<B, C>(3)", "", "B", "B -> C -> A -> B")]
    [InlineData("Apply<Start>", "In the block 'A': ", "B", "B -> C -> A -> B")]
    [InlineData("Apply<Self>", "In the block 'Self': ", "Self", "Self -> Self")]
    public Task A_block_that_contains_itself(string use, string where, string block, string path) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [{|STN0021:{{use}}|}]
        partial class Net;
        [Block] [Apply<B>] class A;
        [Block] [ReLU] [Residual<C>(B.Units + 1)] class B { internal const int Units = 1; }
        [Block] [Concat<Leaf, A>] class C { internal const int Units = 1; }
        [Block] [ReLU] class Leaf;
        [Block] [Repeat<B>(2)] class Start;
        [Block] [Repeat<Self>(2)] class Self;
        """,
        $"{(where.Length > 0 ? where : path.StartsWith('A') ? "In the block 'C': " : "In the block 'A': ")}The block '{block}' contains itself, {path}, and its expansion would never end: remove it from one of them");

    [Fact]
    public Task A_cycle_is_reported_once() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [{|STN0021:Residual<A, B>|}] [Apply<A>] [Apply<B>]
        partial class Net;
        [Block] [Apply<B>] [Apply<B>] class A;
        [Block] [Apply<A>] [Repeat<A>(2)] class B;
        """,
        "In the block 'B': The block 'A' contains itself, A -> B -> A, and its expansion would never end: remove it from one of them");

    [Theory]
    [InlineData("Apply<Part>(1, 2, {|STN0022:3|})", "[Apply] has 3 arguments for its blocks, but 'Part' has 2 parameters (Units, Rest)")]
    [InlineData("Apply<Part>(1, 2, {|STN0022:3|}, 4, Name = \"x\")", "[Apply] has 4 arguments for its blocks, but 'Part' has 2 parameters (Units, Rest)")]
    [InlineData("Repeat<Bare>(5, {|STN0022:3|})", "[Repeat] has 1 argument for its blocks, but 'Bare' has no parameters")]
    [InlineData("Residual<Part>({|STN0022:arguments: new[] { 1, 2, 3 }|})", "[Residual] has 3 arguments for its blocks, but 'Part' has 2 parameters (Units, Rest)")]
    [InlineData("Residual<One, Part>(1, 2, {|STN0022:3|})", "[Residual] has 3 arguments for its blocks, but 'One' has 1 parameter (Units) and 'Part' has 2 parameters (Units, Rest)")]
    [InlineData("Concat<One, Part, Bare, One>(1, 2, 3, 4, {|STN0022:5|})", "[Concat] has 5 arguments for its blocks, but 'One' has 1 parameter (Units) and 'Part' has 2 parameters (Units, Rest) and 'Bare' has no parameters and 'One' has 1 parameter (Units)")]
    public Task Arguments_that_no_block_takes(string use, string message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [{{use}}]
        partial class Net;
        {{Block}}
        [Block] [Dense(One.Units)] class One { public const int Units = 1; }
        [Block] [ReLU] class Bare { public const float Slope = 1; public static readonly int Size = 1; }
        """,
        message + ": remove the extra arguments, or declare a parameter for it as a 'const int' of the block");

    [Theory]
    [InlineData("Repeat<Part>({|STN0008:0|}, 3)", "The argument count of [Repeat] is 0, but has to be at least 1")]
    [InlineData("Repeat<Part>({|STN0008:count: -1|})", "The argument count of [Repeat] is -1, but has to be at least 1")]
    [InlineData("{|STN0008:Apply<Outer>(-2)|}", "In the block 'Outer': The argument count of [Repeat] is -2, but has to be at least 1")]
    [InlineData("Apply<Outer>(2)", null)]
    public Task A_count_that_is_none(string use, string? message) => Diagnosis.Finds($$"""
        using StaticNet;
        [Network(2)] [{{use}}]
        partial class Net;
        {{Block}}
        [Block] [Repeat<Part>(Outer.Count)] class Outer { internal const int Count = 2; }
        """,
        message is null ? [] : [message]);

    [Theory]
    [InlineData("Dense(P.A > 3 ? 1 : 2)", "units", "Dense", "'P.A > 3 ? 1 : 2' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(1 + (P.A << 1))", "units", "Dense", "'P.A << 1' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(1, Bias = P.A > 3)", "Bias", "Dense", "'P.A > 3' depends on a parameter, and parameters are for arguments of type int")]
    [InlineData("LeakyReLU(P.A)", "slope", "LeakyReLU", "'P.A' depends on a parameter, and parameters are for arguments of type int")]
    [InlineData("Conv2D(1, 3, Padding = (Padding)P.A)", "Padding", "Conv2D", "'(Padding)P.A' depends on a parameter, and parameters are for arguments of type int")]
    [InlineData("Dense((int)(P.A * 2L))", "units", "Dense", "'(int)(P.A * 2L)' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(unchecked(P.A * 2))", "units", "Dense", "'unchecked(P.A * 2)' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(~P.A + 100)", "units", "Dense", "'~P.A' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(Constants.Twice)", "units", "Dense", "'Constants.Twice' is defined through the parameter of a block and does not follow it; declare it in the block 'P' itself")]
    [InlineData("Dense(Constants.Thrice + 1)", "units", "Dense", "'Constants.Thrice' is defined through the parameter of a block and does not follow it; declare it in the block 'P' itself")]
    [InlineData("Dense(P.Own)", "units", "Dense", "'P.Own' is defined through the parameter of a block and does not follow it; declare it in the block 'P' itself")]
    [InlineData("Dense((int)Sizes.Second)", "units", "Dense", "'(int)Sizes.Second' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(1, Bias = Constants.Truth)", "Bias", "Dense", "'Constants.Truth' depends on a parameter, and parameters are for arguments of type int")]
    [InlineData("Dense(Part.Units)", "units", "Dense", "'Part.Units' is a parameter of another block, which has no value here; pass it on, or declare a constant outside of blocks")]
    [InlineData("Dense(P.C)", "units", "Dense", "'A > 3 ? 1 : 2' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Dense(100000 * P.A)", "units", "Dense", "'100000 * P.A' is 10000000000, which no int holds")]
    [InlineData("Dense(P.A * 100000)", "units", "Dense", "'P.A * 100000' is 10000000000, which no int holds")]
    [InlineData("Dense(-(-2147483547 - P.A - 1))", "units", "Dense", "'-(-2147483547 - P.A - 1)' is 2147483648, which no int holds", "100")]
    [InlineData("Dense((-P.A - 2147483548) / P.B)", "units", "Dense", "'(-P.A - 2147483548) / P.B' is 2147483648, which no int holds", "100, -1")]
    [InlineData("Dense(7 / (P.A - 100000))", "units", "Dense", "'7 / (P.A - 100000)' divides 7 by 0")]
    [InlineData("Dense(7 % (P.A - 100000))", "units", "Dense", "'7 % (P.A - 100000)' divides 7 by 0")]
    [InlineData("Apply<Part>(1, P.A > 3 ? 1 : 2)", "arguments", "Apply", "'P.A > 3 ? 1 : 2' depends on a parameter, and parameters are computed with + - * / % and parentheses only")]
    [InlineData("Apply<Part>(new int[P.B - 2 + 1] { 4 })", null, null, null)]
    [InlineData("Dense(Constants.Plain, Name = nameof(P.A))", null, null, null)]
    public Task An_argument_that_cannot_be_computed(string layer, string? argument, string? attribute, string? reason, string arguments = "100000") => Diagnosis.Finds($$"""
        using StaticNet;
        [Network({{(argument is null ? "2" : "2, 8, 8")}})] [{{(argument is null ? $"Apply<P>({arguments})" : $"{{|STN0023:Apply<P>({arguments})|}}")}}]
        partial class Net;
        [Block] [{{layer}}] class P { public const int A = 5, B = 2, C = A > 3 ? 1 : 2; public const long Long = A; public const short Own = (short)A; }
        static class Constants { public const int Twice = 2 * P.A, Thrice = Twice + 1, Plain = 3; public const bool Truth = P.Long > 3; }
        enum Sizes { First = P.A, Second }
        {{Block}}
        """,
        argument is null ? [] : [$"In the block 'P': The argument {argument} of [{attribute}] cannot be computed because {reason}"]);

    [Fact]
    public Task A_mistake_in_a_block_is_reported_where_the_block_is_used_first() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [{|STN0016:{|STN0023:Apply<Outer>|}|}] [ReLU] [Apply<P>] [Apply<P>(3)] [Repeat<Outer>(2)]
        partial class Net;
        [Block] [Dense(1)] [Apply<P>(2)] [Apply<Missed>] class Outer;
        [Block] [Dense(~P.A)] class P { internal const int A = 5; }
        class Missed;
        """,
        "In the block 'P': The argument units of [Dense] cannot be computed because '~P.A' depends on a parameter, and parameters are computed with + - * / % and parentheses only",
        "In the block 'Outer': 'Missed' is not a block: mark it [Block], or name a class that is");

    [Theory]
    [InlineData("[Repeat<Part>(2999)] [ReLU]")]
    [InlineData("[Repeat<Part>(2999)] [ReLU] [Apply<Part>]", "With [Apply] there are 6,003 layers, and a network has at most 6,000: repeat less")]
    [InlineData("[Repeat<Part>(3000)] [ReLU]", "With [Repeat] there are 6,001 layers, and a network has at most 6,000: repeat less")]
    [InlineData("[Repeat<Part>(int.MaxValue)]", "With [Repeat] there are 4,294,967,295 layers, and a network has at most 6,000: repeat less")]
    [InlineData("[Apply<Level4>]", "In the block 'Level4': With [Repeat] there are 106,895 layers, and a network has at most 6,000: repeat less")]
    public void Layers_without_end(string layers, params string[] messages)
    {
        ParsedNetwork network = Parsed.Network("Net", $"""
            [Network(2)] {layers}
            partial class Net;
            [Block] [Dense(1)] [ReLU] class Part;
            [Block] [Repeat<Part>(5)] class Level1;
            [Block] [Repeat<Level1>(100)] class Level2;
            [Block] [Repeat<Level2>(1)] class Level3;
            [Block] [Repeat<Level3>(97)] class Level4;
            """);

        Assert.Equal(messages.Select(static message => "STN0024 " + message), Parsed.Messages(network));
    }

    [Fact]
    public Task Layers_without_end_are_reported_on_the_attribute_that_makes_them_too_many() => Diagnosis.Finds("""
        using StaticNet;
        [Network(2)] [ReLU] [{|STN0024:Repeat<Part>(3000)|}] [Apply<Part>]
        partial class Net;
        [Block] [Dense(1)] [ReLU] class Part;
        """,
        "With [Repeat] there are 6,002 layers, and a network has at most 6,000: repeat less");

    // A network of as many layers would fill the memory.
    [Theory]
    [InlineData("[Repeat<Part>(int.MaxValue)]", "STN0024")]
    [InlineData("[Repeat<Missed>(int.MaxValue)]", "STN0016")]
    [InlineData("[Repeat<Hollow>(int.MaxValue)]", "STN0018")]
    [InlineData("[Repeat<Ring>(int.MaxValue)]", "STN0021")]
    public void A_block_that_cannot_be_read_is_not_repeated(string layer, params string[] ids)
    {
        ParsedNetwork network = Parsed.Network("Net", $"""
            [Network(2)] {layer}
            partial class Net;
            [Block] [Dense(1)] [ReLU] class Part;
            class Missed;
            [Block] class Hollow;
            [Block] [Apply<Ring>] class Ring;
            """);
        AnalysisResult result = NetworkAnalysis.Analyze(network.Declaration, TestContext.Current.CancellationToken);

        Assert.Equal(ids, result.Problems.Select(static problem => problem.Id));
        Assert.Single(Assert.Single(result.Surface!.Network.Layers).Branches);
    }

    [Fact]
    public async Task A_block_that_no_network_uses_is_no_stray()
    {
        Run run = Run.Generate($"using StaticNet; {Block}");

        Assert.Empty(await Diagnosis.Find(run));
    }

    [Fact]
    public void A_block_that_cannot_be_read_has_no_layers()
    {
        ParsedNetwork network = Parsed.Network(
            "Net",
            """
            [Network(2)] [Residual<Part, Missed>(1)] [Repeat<Part>(0)] [Concat<Part, Part>(1, 2, 3, 4, 5)] [Apply<Outer>] partial class Net;
            [Block] [ReLU] [Apply<Missed>] class Outer;
            class Missed;
            """ + Block);

        Layer[] layers = [.. network.Declaration.Layers.Select(static layer => layer.Value)];
        var residual = Assert.IsType<Residual>(layers[0]);
        Assert.Equal((true, 2), (residual.Body.IsKnown, residual.Body.Layers.Count));
        Assert.Equal(new BlockUse("global::Missed", "Missed", EquatableArray<Layer>.Empty, IsKnown: false), residual.Shortcut);
        Assert.All(layers[1..3].Cast<Composite>().SelectMany(static layer => layer.Blocks), static block => Assert.Equal((false, 0), (block.IsKnown, block.Layers.Count)));
        var apply = Assert.IsType<Apply>(layers[3]);
        Assert.True(apply.Body.IsKnown);
        Assert.False(Assert.IsType<Apply>(apply.Body.Layers[1]).Body.IsKnown);
    }
}
