using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.Pages;

/// <summary>
/// A block of a page as a project: with the types that earlier blocks of the page declare, if it names them, and the usings that a new project has. A block of statements may use the
/// variables that <see cref="Variables"/> lists without declaring them; they are those of the network class before it.
/// </summary>
internal static partial class PageProgram
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    // Those of Microsoft.NET.Sdk.Web.
    private const string WebUsings = """
        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    /// <summary>What a fragment may use: names with their declarations, in which <c>T</c> is the network class.</summary>
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["network"] = "T network = new(seed: 1);",
        ["trainer"] = "Trainer<T> trainer = new(new T(seed: 1), new Adam());",
        ["data"] = "Dataset data = new(new float[T.InputLength], T.InputLength, new int[1]);",
        ["test"] = "Dataset test = new(new float[T.InputLength], T.InputLength, new int[1]);",
        ["inputs"] = "float[] inputs = new float[T.InputLength];",
        ["images"] = "float[] images = new float[T.InputLength];",
        ["outputs"] = "float[] outputs = new float[T.OutputLength];",
        ["targets"] = "float[] targets = new float[T.Summary.OutputShape[0]];",
        ["labels"] = "int[] labels = new int[T.Summary.LabelLength];",
        ["gradients"] = "ParameterSet gradients = T.CreateParameters();",
    };

    /// <summary>The folder of the runtime that runs the tests.</summary>
    private static readonly string Runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>The folder of .NET, which has that of the runtime in shared/Microsoft.NETCore.App.</summary>
    public static readonly string Dotnet = Path.GetFullPath(Path.Combine(Runtime, "..", "..", ".."));

    private static readonly MetadataReference[] Extensions =
    [
        MetadataReference.CreateFromFile(typeof(OnnxModel).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ConsoleProgress).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Spectre.Console.IAnsiConsole).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Tables).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Images).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Data.Analysis.DataFrame).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.ML.IDataView).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Apache.Arrow.RecordBatch).Assembly.Location),
    ];

    // Of the runtime that runs the tests, or the first one that is there.
    private static readonly Lazy<MetadataReference[]> Web = new(static () =>
    {
        string shared = Path.Combine(Dotnet, "shared", "Microsoft.AspNetCore.App");
        string version = Path.Combine(shared, Path.GetFileName(Runtime));
        string? folder = Directory.Exists(version) ? version : Directory.Exists(shared) ? Directory.GetDirectories(shared, "10.*").FirstOrDefault() : null;
        return folder is null ? [] : [.. Directory.GetFiles(folder, "*.dll").Where(IsManaged).Select(static file => MetadataReference.CreateFromFile(file))];
    });

    /// <summary>Whether ASP.NET is there, which comes with the SDK, but not with every runtime.</summary>
    public static bool HasWeb => Web.Value.Length > 0;

    /// <summary>Whether a block is a program of ASP.NET.</summary>
    public static bool IsWeb(PageBlock block) => block.Text.Contains("WebApplication", StringComparison.Ordinal);

    /// <summary>The generator's run on a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="page">All blocks of its page.</param>
    /// <param name="isWhole">Whether it is all that is in a file, which then names StaticNet itself.</param>
    public static Run Generate(PageBlock block, PageBlock[] page, bool isWhole = false)
    {
        bool isWeb = IsWeb(block);
        SyntaxTree tree = Parse(block, block.Text);
        List<(PageBlock Block, SyntaxTree Tree)> used = Used(tree, isWhole ? [] : [.. page.TakeWhile(other => other != block)]);
        CSharpCompilation compilation = Compilations.Create(isWhole ? Usings : Usings + "global using StaticNet;", isWeb ? WebUsings : "")
            .AddReferences(Extensions)
            .AddReferences(isWeb ? Web.Value : [])
            .AddSyntaxTrees(used.Select(static other => other.Tree))
            .AddSyntaxTrees(tree);
        if (HasStatements(tree))
        {
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
            if (!isWhole)
            {
                compilation = Declared(compilation, block, tree, page);
            }
        }

        return Run.Generate(compilation);
    }

    // The earlier blocks whose types the code names, and those that these name; of two that declare the same type, the later one.
    private static List<(PageBlock Block, SyntaxTree Tree)> Used(SyntaxTree tree, PageBlock[] earlier)
    {
        List<(PageBlock Block, SyntaxTree Tree)> used = [];
        HashSet<string> declared = [.. Types(tree)];
        HashSet<string> named = [.. Names(tree)];
        List<(PageBlock Block, SyntaxTree Tree)> left = [.. earlier.Reverse().Select(static block => (block, WithoutStatements(Parse(block, block.Text))))];
        for (int i = 0; i < left.Count; i++)
        {
            string[] types = [.. Types(left[i].Tree)];
            if (types.Any(named.Contains) && !types.Any(declared.Contains))
            {
                used.Add(left[i]);
                declared.UnionWith(types);
                named.UnionWith(Names(left[i].Tree));
                left.RemoveAt(i);
                i = -1;
            }
        }

        return used;
    }

    // The variables that the code uses and does not declare.
    private static CSharpCompilation Declared(CSharpCompilation compilation, PageBlock block, SyntaxTree tree, PageBlock[] page)
    {
        string[] free =
        [
            .. compilation.GetDiagnostics()
                .Where(diagnostic => diagnostic.Id == "CS0103" && diagnostic.Location.SourceTree == tree)
                .Select(diagnostic => tree.GetRoot().FindToken(diagnostic.Location.SourceSpan.Start).Text)
                .Distinct()
                .Where(Variables.ContainsKey),
        ];
        (SyntaxTree Tree, string? Name) network = page.TakeWhile(other => other != block)
            .Reverse()
            .Select(static other => WithoutStatements(Parse(other, other.Text)))
            .Select(static tree => (tree, Networks(tree).FirstOrDefault()))
            .FirstOrDefault(static other => other.Item2 is not null);
        if (free.Length == 0 || network.Name is null)
        {
            return compilation;
        }

        int usings = ((CompilationUnitSyntax)tree.GetRoot()).Usings.FullSpan.End;
        string declarations = string.Concat(free.Select(name => NetworkClass().Replace(Variables[name], network.Name) + " "));
        CSharpCompilation declared = compilation.ReplaceSyntaxTree(tree, Parse(block, block.Text.Insert(usings, declarations)));
        return declared.SyntaxTrees.Any(other => other.FilePath == network.Tree.FilePath) ? declared : declared.AddSyntaxTrees(network.Tree);
    }

    private static SyntaxTree Parse(PageBlock block, string text) => CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions, $"/user/{block.Page}.{block.Line}.cs");

    private static SyntaxTree WithoutStatements(SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        return tree.WithRootAndOptions(root.WithMembers([.. root.Members.Where(static member => member is not GlobalStatementSyntax)]), Compilations.ParseOptions);
    }

    private static bool HasStatements(SyntaxTree tree) => ((CompilationUnitSyntax)tree.GetRoot()).Members.Any(static member => member is GlobalStatementSyntax);

    private static IEnumerable<string> Types(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(static type => type.Identifier.Text);

    private static IEnumerable<string> Names(SyntaxTree tree)
        => tree.GetRoot().DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.Text);

    private static IEnumerable<string> Networks(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Where(static type => type.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString() == "Network"))
            .Select(static type => type.Identifier.Text);

    [GeneratedRegex(@"\bT\b")]
    private static partial Regex NetworkClass();

    private static bool IsManaged(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using System.Reflection.PortableExecutable.PEReader reader = new(stream);
        return reader.HasMetadata;
    }
}
