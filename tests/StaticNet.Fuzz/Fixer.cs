using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.CodeFixes;
using StaticNet.Generator.Layers;

namespace StaticNet.Fuzz;

/// <summary>Applies fixes of diagnostics, one by one and to all of a kind, and refactorings that are offered somewhere.</summary>
/// <param name="project">The project.</param>
/// <param name="diagnostics">What was found in it.</param>
/// <param name="compiles">Whether the compiler has nothing against it.</param>
/// <param name="random">Chooses.</param>
/// <param name="applied">Counts them.</param>
internal sealed class Fixer(UserProject project, ImmutableArray<Diagnostic> diagnostics, bool compiles, Random random, Action applied)
{
    // Of a kind of diagnostic there may be many, and one is as good as the other.
    private const int MostDiagnostics = 2;

    private static readonly ImmutableArray<CodeFixProvider> Providers = Reflected.All<CodeFixProvider>(typeof(InsertFlattenCodeFix).Assembly);

    private static readonly ImmutableArray<CodeRefactoringProvider> Refactorings = Reflected.All<CodeRefactoringProvider>(typeof(InsertFlattenCodeFix).Assembly);

    private static readonly ILookup<string, CodeFixProvider> ById
        = Providers.SelectMany(static provider => provider.FixableDiagnosticIds.Select(id => (id, provider))).ToLookup(static pair => pair.id, static pair => pair.provider);

    // With what the compiler knows of the references; by settings.
    private static readonly ConcurrentDictionary<CSharpSettings, Project> Empty = [];

    /// <summary>Applies them; gives the project after one of the fixes, or null if there is none.</summary>
    public UserProject? Apply()
    {
        bool fixes = diagnostics.Any(static diagnostic => diagnostic.Location.IsInSource && ById.Contains(diagnostic.Id));

        // Looking for a refactoring takes longer than all the rest.
        bool refactors = random.Next(8) == 0;
        if (!fixes && !refactors)
        {
            return null;
        }

        // Fixes look for the document by the file that a diagnostic is in: the diagnostics have to be those of the document itself.
        Project workspace = Empty.GetOrAdd(Compilations.Options(project), Open);
        foreach (UserFile file in project.Files)
        {
            workspace = workspace.AddDocument(Path.GetFileName(file.Path), SourceText.From(file.Text), filePath: file.Path).Project;
        }

        List<UserProject> results = [];
        if (fixes)
        {
            // Analyzers run side by side and report in any order.
            diagnostics =
            [
                .. Editor.Diagnose(workspace.GetCompilationAsync().GetAwaiter().GetResult()!, project)
                    .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                    .ThenBy(static diagnostic => diagnostic.Location.SourceSpan)
                    .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
                    .ThenBy(static diagnostic => diagnostic.ToString(), StringComparer.Ordinal),
            ];
            Diagnostic[] some = [.. diagnostics.Where(static diagnostic => diagnostic.Location.IsInSource && ById.Contains(diagnostic.Id))];
            random.Shuffle(some);
            foreach (Diagnostic diagnostic in some.Take(MostDiagnostics))
            {
                Fix(diagnostic, workspace, results);
            }
        }

        if (refactors)
        {
            Refactor(workspace, results);
        }

        return results.Count > 0 ? results[random.Next(results.Count)] : null;
    }

    private static Project Open(CSharpSettings settings)
    {
        Project empty = new AdhocWorkspace().AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "UserCode", "UserCode", LanguageNames.CSharp,
            compilationOptions: settings.Compile, parseOptions: settings.Parse, metadataReferences: settings.References));
        _ = empty.GetCompilationAsync().GetAwaiter().GetResult()!.GlobalNamespace;
        return empty;
    }

    private void Fix(Diagnostic diagnostic, Project workspace, List<UserProject> results)
    {
        Document document = workspace.GetDocument(diagnostic.Location.SourceTree)!;
        foreach (CodeFixProvider provider in ById[diagnostic.Id])
        {
            foreach (CodeAction action in CodeActions.For(provider, document, diagnostic, CancellationToken.None).GetAwaiter().GetResult())
            {
                string what = $"{provider.GetType().Name} for {diagnostic.Id}";
                results.Add(Result(action, workspace, what));
                FixAllScope scope = random.Next(3) switch { 0 => FixAllScope.Document, 1 => FixAllScope.Project, _ => FixAllScope.Solution };
                if (CodeActions.ForAll(provider, action, diagnostic.Id, document, scope, diagnostics, CancellationToken.None).GetAwaiter().GetResult() is { } all)
                {
                    results.Add(Result(all, workspace, $"{what}, all of {scope}"));
                }
            }
        }
    }

    private void Refactor(Project workspace, List<UserProject> results)
    {
        // On a layer or on a class, where something may be offered; on several layers at once; or anywhere.
        if (project.Files.IsEmpty)
        {
            return;
        }

        Document document = workspace.Documents.ElementAt(random.Next(project.Files.Length));
        SyntaxNode root = document.GetSyntaxRootAsync().GetAwaiter().GetResult()!;
        SyntaxNode[] places = [.. root.DescendantNodes().Where(static node => node is AttributeSyntax or AttributeListSyntax or BaseTypeDeclarationSyntax)];
        if (places.Length == 0)
        {
            return;
        }

        int start = places[random.Next(places.Length)].SpanStart;
        int end = random.Next(2) == 0 ? start : places[random.Next(places.Length)].Span.End;
        TextSpan span = random.Next(5) == 0 ? new TextSpan(random.Next(root.FullSpan.Length), 0) : TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
        foreach (CodeRefactoringProvider provider in Refactorings)
        {
            foreach (CodeAction action in CodeActions.For(provider, document, span, CancellationToken.None).GetAwaiter().GetResult())
            {
                results.Add(Result(action, workspace, $"{provider.GetType().Name} at {document.Name}{span}"));
            }
        }
    }

    // The project after an action. A fix that spoils what was well formed, or that does nothing, is none.
    private UserProject Result(CodeAction action, Project workspace, string what)
    {
        applied();
        Project changed = CodeActions.Apply(action, CancellationToken.None).GetAwaiter().GetResult().GetProject(workspace.Id)!;
        UserProject result = project with { Files = [.. changed.Documents.Select(static document => new UserFile(document.FilePath!, document.GetTextAsync().GetAwaiter().GetResult().ToString()))] };
        if (result.IsSame(project))
        {
            throw new FuzzException($"{what}, '{action.Title}', changes nothing.");
        }

        for (int i = 0; i < project.Files.Length; i++)
        {
            if (result.Files[i] != project.Files[i] && Error(workspace, i) is null && Error(changed, i) is { } error)
            {
                throw new FuzzException($"{what}, '{action.Title}', leaves {error}:\n{result.Files[i].Text}");
            }
        }

        // In one of some, as compiling takes its time.
        if (compiles && random.Next(4) == 0
            && changed.GetCompilationAsync().GetAwaiter().GetResult()!.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } wrong)
        {
            throw new FuzzException($"{what}, '{action.Title}', leaves {wrong}:\n{result}");
        }

        return result;

        static Diagnostic? Error(Project project, int file)
            => project.Documents.ElementAt(file).GetSyntaxTreeAsync().GetAwaiter().GetResult()!.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
