using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Parsing;

/// <summary>
/// Which edits of a file cannot matter to a network in another one. Where two outlines are equal no network is read again, so what may matter has
/// to make a difference.
/// </summary>
public sealed class ProjectOutlineTests
{
    private const string Network = """
        using StaticNet;
        namespace MyApp;
        [Network(4)] [Dense(Sizes.Units * Sizes.Twice)] [Apply<Part>]
        public sealed partial class Net : Ancestor;
        """;

    private const string Other = """
        namespace MyApp
        {
            public static class Sizes
            {
                public const int Units = 3;
                public const int Twice = 2;
                public static int Thrice(int x) => 3 * x;
                private static class Inner { public static int Value; }
            }

            [StaticNet.Block] [StaticNet.Tanh] public abstract class Part;

            public class Ancestor { public int Height; }

            public partial class Split { public int Width; }

            [StaticNet.Network(2)] [StaticNet.Dense(1)]
            public partial class Another
            {
                public const int Size = 1;
                public int Length => 1;
            }

            public class Plain
            {
                private int _field = 1;
                private const int Depth = 1;
                public enum Kind { A }
                public int Property { get; set; }
                public Plain() { }
                public int Method(int x) { return x; }
            }
        }
        """;

    [Theory]
    [InlineData("return x;", "return x + 1;")]
    [InlineData("=> 3 * x", "=> x + x + x")]
    [InlineData("public int Method(int x) { return x; }", "")]
    [InlineData("public int Method(int x)", "public long Method(long x)")]
    [InlineData("public int Method", "internal static int Methods")]
    [InlineData("public Plain() { }", "public Plain(int x) { } ~Plain() { } public int this[int i] => i; public static Plain operator +(Plain x, Plain y) => x;")]
    [InlineData("_field = 1", "_field = 2")]
    [InlineData("{ get; set; }", "{ get; set; } = 2;")]
    [InlineData("{ get; set; }", "{ get => 1; set { } }")]
    [InlineData("Thrice(int x) =>", "Thrice(int x, int y = 2) =>")]
    [InlineData("private int _field = 1;", "private int _field = 1, _other; public event System.Action? Changed;")]
    [InlineData("public int Property { get; set; }", "public int Property { get; set; } public int")]
    [InlineData("public int Property { get; set; }", "public int Property { get; set; } public void Half(int")]
    [InlineData("public static int Thrice(int x) => 3 * x;", "")]
    [InlineData("public static int Value;", "public static int Value, Another;")]
    [InlineData("public class Plain", "/// <summary>Nothing special.</summary>\n    public class Plain")]
    [InlineData("", "int x = 1; System.Console.WriteLine(x);")]
    [InlineData("public int Length => 1;", "public long Width { get; set; }")]
    [InlineData("[StaticNet.Dense(1)]", "[StaticNet.Dense(2)]")]
    [InlineData("", "void Local() { }")]
    public void An_edit_that_no_network_can_see_leaves_the_outline_as_it_is(string old, string edited) => Assert.True(IsAlike(old, edited));

    [Theory]
    [InlineData("Units = 3", "Units = 4")]
    [InlineData("Size = 1", "Size = 2")]
    [InlineData("Size = 1", "Size = 1 2")]
    [InlineData("Units = 3;", "Units = 3")]
    [InlineData("[StaticNet.Tanh]", "[StaticNet.Tanh Tanh]")]
    [InlineData("public static class Sizes", "] public static class Sizes")]
    [InlineData("public int Length => 1;", "public int Units => 1;")]
    [InlineData("[StaticNet.Network(2)]", "")]
    [InlineData("partial class Another", "class Another")]
    [InlineData("partial class Another", "partial class Another : Plain")]
    [InlineData("Depth = 1", "Depth = 2")] // behind a field with an initial value
    [InlineData("Depth = 1", "Depth = Lower")]
    [InlineData("private const int Depth = 1;", "")]
    [InlineData("Kind { A }", "Kind { A, B }")]
    [InlineData("public static int Thrice(int x) => 3 * x;", "public static int Units(int x) => 3 * x;")]
    [InlineData("public static int Thrice(int x) => 3 * x;", "public const int Four = 4;")]
    [InlineData("public int Method(int x) { return x; }", "public int Sizes => 1;")]
    [InlineData("public int Method(int x) { return x; }", "public class Nested;")]
    [InlineData("public int Method(int x) { return x; }", "public delegate int Called();")]
    [InlineData("public int Height;", "public required int Height;")]
    [InlineData("public int Height;", "private Ancestor(int x) { }")]
    [InlineData("public int Width;", "public int Wide;")]
    [InlineData("[StaticNet.Tanh]", "[StaticNet.ReLU]")]
    [InlineData("abstract class Part;", "abstract class Part { public const int Width = 1; }")]
    [InlineData("public class Plain", "public partial class Plain")]
    [InlineData("public class Plain", "public class Plains")]
    [InlineData("public class Plain", "public class Plain<T>")]
    [InlineData("namespace MyApp", "namespace Apart")]
    [InlineData("namespace MyApp", "using Sizes = System.Math;\nnamespace MyApp")]
    [InlineData("", "int Sizes = 1;")]
    [InlineData("", "void Part() { }")]
    [InlineData("", "_ = int.TryParse(\"1\", out int Dense);")]
    public void An_edit_that_a_network_might_see_changes_the_outline(string old, string edited) => Assert.False(IsAlike(old, edited));

    [Fact]
    public void What_a_network_begins_to_mention_counts_from_then_on()
    {
        string added = Other.Replace("public Plain() { }", "public Plain() { } public static int Later => 1;");
        ProjectOutline before = Of(Network, Other), with = Of(Network, added), mentioned = Of(Network.Replace("Sizes.Twice", "Plain.Later"), added);

        Assert.Equal(before, with);
        Assert.NotEqual(before, mentioned);
    }

    /// <summary>A compiler that stays in memory builds a project twice, and the resolver that it has throws when it is compared.</summary>
    [Fact]
    public void How_references_are_found_is_not_compared()
    {
        Compilation compilation = Compilations.Create(Network, Other);
        ProjectOutline first = With(), second = With();

        Assert.Equal(first, second);

        ProjectOutline With() => ProjectOutline.Of(compilation.WithOptions(compilation.Options.WithMetadataReferenceResolver(new Resolver())));
    }

    private static bool IsAlike(string old, string edited)
    {
        Assert.Contains(old, Other);
        string text = old.Length == 0 ? edited + "\n" + Other : Other.Replace(old, edited);
        ProjectOutline one = Of(Network, Other), other = Of(Network, text);
        Assert.Equal(one.Equals(other), other.Equals(one));
        return one.Equals(other);
    }

    private static ProjectOutline Of(params string[] sources) => ProjectOutline.Of(Compilations.Create(sources));

    private sealed class Resolver : MetadataReferenceResolver
    {
        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

        public override bool Equals(object? other) => throw new InvalidOperationException("It is compared.");

        public override int GetHashCode() => throw new InvalidOperationException("It is compared.");
    }
}
