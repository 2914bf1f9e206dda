using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Fuzz;

/// <summary>
/// What a user does to a project between two looks at it: words, attributes, types, files and settings that come, go, move and change. Each gives
/// the project as it was where there is nothing to do it to.
/// </summary>
internal sealed class Edits(Random random, Func<string> attribute)
{
    private static readonly string[] Trivia = [" ", "\n", "\r\n", "\t", "/* note */", "// note\n", "\n#if DEBUG\n#endif\n", "\n#region X\n#endregion\n", "\n#nullable disable\n", "\n#pragma warning disable\n", "/// <summary>A.</summary>\n"];

    private static readonly string[] Modifiers = ["partial", "public", "internal", "private", "sealed", "static", "abstract", "file", "unsafe", "new", "readonly", "required"];

    private static readonly string[] Extremes = ["0", "-1", "63", "1000", "65536", "1000003", "2147483647", "int.MinValue", "2147483648"];

    // What other files may hold that a declaration can see: names that hide, names that help, and what has nothing to do with it.
    private static readonly string[] Neighbours =
    [
        "global using StaticNet;", "global using Net = StaticNet.NetworkAttribute;", "global using Dense = StaticNet.ReLUAttribute;", "global using static Sizes;", "global using Layer = StaticNet.DenseAttribute;",
        "static class Sizes { public const int Width = 4; public const int Height = Width; }", "public enum Padding { Same }", "class Dense { }", "namespace StaticNet { class Helper { } }", "namespace Users { class StaticNet { } }",
        "[System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)] class DenseAttribute(int units) : System.Attribute { public int Units => units; }", "class NetworkAttribute : System.Attribute { }",
        "class Models { }", "[assembly: System.Reflection.AssemblyTitle(\"x\")]", "[StaticNet.Block, StaticNet.ReLU] abstract class B0;", "[StaticNet.Block] [StaticNet.Dense(P0)] abstract class B1 { public const int P0 = 3; }", "delegate void B2();",
    ];

    /// <summary>One of them.</summary>
    /// <param name="project">The project as it is.</param>
    /// <param name="past">The project as it was, look by look.</param>
    public UserProject Any(UserProject project, IReadOnlyList<UserProject> past)
    {
        if (project.Files.IsEmpty)
        {
            return past[0];
        }

        int file = random.Next(project.Files.Length);
        return random.Next(24) switch
        {
            0 or 1 => Space(project, file),
            2 or 3 => Number(project, file),
            4 => Insert(project, file),
            5 => Remove(project, file),
            6 => Exchange(project, file),
            7 => Modify(project, file),
            8 => Kind(project, file),
            9 => Rename(project, file),
            10 => Move(project, file),
            11 => Split(project, file),
            12 => Member(project, file),
            13 => Wrap(project, file),
            14 => Use(project),
            15 => project.Plus("Neighbour", Pick(Neighbours)),
            16 => project with { Files = project.Files.RemoveAt(file) },
            17 => project with { Files = [.. project.Files.Skip(file), .. project.Files.Take(file)] },
            18 => project with { Files = project.Files.SetItem(file, project.Files[file] with { Path = $"/user/Renamed{random.Next(1000).ToString(CultureInfo.InvariantCulture)}.cs" }) },
            19 => Set(project),
            20 or 21 or 22 => past[random.Next(past.Count)],
            _ => Any(Any(project, past), past),
        };
    }

    /// <summary>A word that is gone, doubled, exchanged, or something else.</summary>
    public UserProject Break(UserProject project, int file)
    {
        string text = project.Files[file].Text;
        SyntaxToken[] words = [.. Root(project, file).DescendantTokens().Where(static word => word.Span.Length > 0)];
        if (words.Length == 0)
        {
            return project;
        }

        SyntaxToken word = Pick(words);
        string instead = random.Next(6) switch
        {
            0 => "",
            1 => $"{word} {word}",
            2 => Pick(words).ToString(),
            3 => "\0",
            4 => ((char)random.Next(33, 0x250)).ToString(),
            _ => word.ToString()[..^1],
        };
        return project.With(file, text[..word.SpanStart] + instead + text[word.Span.End..]);
    }

    /// <summary>A type goes to another file, with the usings and the namespace that it needs.</summary>
    public UserProject Move(UserProject project, int file)
    {
        CompilationUnitSyntax root = Root(project, file);
        if (Any(root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(static type => type.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)) is not { } type)
        {
            return project;
        }

        string usings = string.Concat(root.Usings.Where(static one => one.GlobalKeyword.IsKind(SyntaxKind.None)).Select(static one => one.ToFullString()));
        string text = type.Parent is BaseNamespaceDeclarationSyntax space
            ? $"{usings}namespace {space.Name}\n{{\n{type.ToFullString()}}}\n"
            : usings + type.ToFullString();
        return project.With(file, root.RemoveNode(type, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString()).Plus("Moved", text);
    }

    // Something between two words that means nothing, or that only directives and comments see.
    private UserProject Space(UserProject project, int file)
    {
        string text = project.Files[file].Text;
        SyntaxToken word = Pick([.. Root(project, file).DescendantTokens()]);
        return project.With(file, text.Insert(Math.Min(text.Length, random.Next(2) == 0 ? word.SpanStart : word.Span.End), Pick(Trivia)));
    }

    private UserProject Number(UserProject project, int file)
        => Any(Root(project, file).DescendantTokens().Where(static word => word.IsKind(SyntaxKind.NumericLiteralToken))) is { RawKind: not 0 } number
            ? project.With(file, Replaced(project.Files[file].Text, number, random.Next(4) == 0 ? Pick(Extremes) : random.Next(1, 17).ToString(CultureInfo.InvariantCulture)))
            : project;

    private UserProject Insert(UserProject project, int file)
        => Any(Lists(project, file)) is { } list
            ? project.With(file, project.Files[file].Text.Insert(random.Next(2) == 0 ? list.SpanStart : list.Span.End, $"[{attribute()}]"))
            : project;

    private UserProject Remove(UserProject project, int file)
        => Any(Root(project, file).DescendantNodes().Where(static node => node is AttributeListSyntax or MemberDeclarationSyntax or UsingDirectiveSyntax)) is { } node
            ? project.With(file, project.Files[file].Text.Remove(node.SpanStart, node.Span.Length))
            : project;

    private UserProject Exchange(UserProject project, int file)
    {
        AttributeSyntax[] attributes = [.. Lists(project, file).SelectMany(static list => list.Attributes)];
        if (attributes.Length < 2)
        {
            return project;
        }

        int first = random.Next(attributes.Length - 1);
        (AttributeSyntax one, AttributeSyntax other) = (attributes[first], attributes[random.Next(first + 1, attributes.Length)]);
        string text = project.Files[file].Text;
        return project.With(file, text[..one.SpanStart] + other + text[one.Span.End..other.SpanStart] + one + text[other.Span.End..]);
    }

    private UserProject Modify(UserProject project, int file)
    {
        if (Any(Types(project, file)) is not { } type)
        {
            return project;
        }

        string text = project.Files[file].Text;
        return random.Next(2) == 0 && type.Modifiers.Count > 0 && Pick(type.Modifiers) is var gone
            ? project.With(file, text.Remove(gone.SpanStart, gone.FullSpan.End - gone.SpanStart))
            : project.With(file, text.Insert(type.Modifiers.FirstOrDefault(type.Keyword).SpanStart, Pick(Modifiers) + " "));
    }

    private UserProject Kind(UserProject project, int file)
        => Any(Types(project, file)) is { } type
            ? project.With(file, Replaced(project.Files[file].Text, type.Keyword, Pick("class", "record", "struct", "interface", "record class", "class")))
            : project;

    // Where it is declared; or wherever a word says the same, in all files.
    private UserProject Rename(UserProject project, int file)
    {
        if (Any(Types(project, file)) is not { } type)
        {
            return project;
        }

        string old = type.Identifier.ValueText;
        if (old.Length == 0)
        {
            return project;
        }

        string name = random.Next(4) switch { 0 => old.ToUpperInvariant(), 1 => old.ToLowerInvariant(), 2 => "@class", _ => "Größe" };
        if (random.Next(2) == 0)
        {
            return project.With(file, Replaced(project.Files[file].Text, type.Identifier, name));
        }

        return project with
        {
            Files =
            [
                .. project.Files.Select((other, i) =>
                {
                    IEnumerable<SyntaxToken> words = Root(project, i).DescendantTokens().Where(word => word.IsKind(SyntaxKind.IdentifierToken) && word.ValueText == old);
                    return other with { Text = words.Reverse().Aggregate(other.Text, (text, word) => Replaced(text, word, name)) };
                }),
            ],
        };
    }

    // One more part of a class, in its file or in another one, and in its namespace; with members, layers or both.
    private UserProject Split(UserProject project, int file)
    {
        CompilationUnitSyntax root = Root(project, file);
        if (Any(root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(static type => type.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)) is not { } type)
        {
            return project;
        }

        string text = $"{(random.Next(4) == 0 ? $"[{(random.Next(4) == 0 ? "StaticNet.Network(3)" : attribute())}] " : "")}partial class {type.Identifier}{type.TypeParameterList}\n{{\n    {Pick(DeclarationText.TameMembers)}\n}}\n";
        bool isScoped = type.Parent is FileScopedNamespaceDeclarationSyntax;
        string wrapped = type.Parent is BaseNamespaceDeclarationSyntax space && !(isScoped && random.Next(2) == 0) ? $"namespace {space.Name}\n{{\n{text}}}\n" : text;
        return wrapped == text && random.Next(2) == 0
            ? project.With(file, root.ToFullString() + "\n" + text)
            : project.Plus("Part", random.Next(2) == 0 ? "using StaticNet;\n" + wrapped : wrapped);
    }

    private UserProject Member(UserProject project, int file)
        => Any(Types(project, file).Where(static type => type.OpenBraceToken.Span.Length > 0)) is { } type
            ? project.With(file, project.Files[file].Text.Insert(type.OpenBraceToken.Span.End, "\n    " + Pick(random.Next(3) == 0 ? DeclarationText.WildMembers : DeclarationText.TameMembers) + "\n"))
            : project;

    // Around a type, another one or a namespace.
    private UserProject Wrap(UserProject project, int file)
        => Any(Types(project, file)) is { } type
            ? project.With(file, project.Files[file].Text
                .Insert(type.FullSpan.End, "\n}\n")
                .Insert(type.SpanStart, Pick("public partial class Outer", "partial struct Outer", "partial class Outer<T>", "partial record Outer", "class Outer", "partial interface IOuter", "namespace Inner", "file class Outer", "static partial class Größe") + "\n{\n"))
            : project;

    // A file that uses the networks: more of them in each look.
    private UserProject Use(UserProject project)
    {
        string[] networks =
        [
            .. project.Files.SelectMany((_, i) => Types(project, i))
                .Where(static type => type.TypeParameterList is null && type.Parent is CompilationUnitSyntax && type.AttributeLists.ToString().Contains("Network", StringComparison.Ordinal))
                .Select(static type => type.Identifier.Text)
                .Distinct(),
        ];
        if (networks.Length == 0)
        {
            return project;
        }

        string name = Pick(networks);
        string statement = Pick(
            $"_ = new Trainer<{name}>(new {name}(), new Sgd(0.1f));", $"new {name}(1).Forward(new float[{name}.InputLength], new float[{name}.OutputLength]);", $"System.Console.WriteLine({name}.Summary);", $"object x = new {name}();",
            $"var t = new StaticNet.Trainer<{name}>", "int x = 0;", $"_ = new Trainer<Missing>({name});", "// nothing");
        int file = project.Files.IndexOf(project.Files.FirstOrDefault(static one => one.IsUse)!);
        if (file < 0)
        {
            return project.Plus("Use", $"using StaticNet;\n\nstatic class Program\n{{\n    static void Train()\n    {{\n        {statement}\n    }}\n}}\n");
        }

        int brace = project.Files[file].Text.IndexOf("{\n        ", StringComparison.Ordinal);
        return brace < 0 ? project : project.With(file, project.Files[file].Text.Insert(brace + 2, $"        {statement}\n"));
    }

    private UserProject Set(UserProject project) => random.Next(5) switch
    {
        0 => project with { IsDebug = !project.IsDebug },
        1 => project with { IsNullable = !project.IsNullable },
        2 => project with { IsRestored = !project.IsRestored },
        _ => project with { Budget = Pick(null, "1", "100", "1000000", "-1", "", " 50 ", "many", "99999999999999999999") },
    };

    private static string Replaced(string text, SyntaxToken word, string other) => text.Remove(word.SpanStart, word.Span.Length).Insert(word.SpanStart, other);

    private static CompilationUnitSyntax Root(UserProject project, int file)
        => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(project.Files[file].Text, Compilations.Options(project).Parse).GetRoot();

    private static IEnumerable<TypeDeclarationSyntax> Types(UserProject project, int file) => Root(project, file).DescendantNodes().OfType<TypeDeclarationSyntax>();

    private static IEnumerable<AttributeListSyntax> Lists(UserProject project, int file) => Root(project, file).DescendantNodes().OfType<AttributeListSyntax>();

    private T? Any<T>(IEnumerable<T> choices)
    {
        T[] all = [.. choices];
        return all.Length == 0 ? default : Pick(all);
    }

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
