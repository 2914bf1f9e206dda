using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Fuzz;

/// <summary>
/// Looks at the projects of one seed as an editor and a build do: generator, analyzers, code fixes, compiler. Nothing may throw or take more than
/// a second; what is found must not depend on what was there before; and whatever the user's text is, if the compiler accepts that, it accepts it
/// with the generated part, too, without a warning.
/// </summary>
internal sealed class Examiner
{
    // Of the builds, analyzers see one of so many; they see all user's files in any case.
    private const int BuildsAnalyzed = 8;

    // What analyzers find without a past is looked at one time of so many: what they remember wrongly they do not forget at once.
    private const int FreshAnalyzed = 3;

    private readonly int _seed;
    private readonly TimeLimit _limit = new();
    private readonly Editor _editor;
    private readonly List<UserProject> _accepted = [];
    private readonly HashSet<string> _known = [];
    private CSharpCompilation _compiled = Compilations.Empty;
    private int _builds;
    private TextWriter? _log;

    public Examiner(int seed)
    {
        _seed = seed;
        _editor = new Editor($"User{seed.ToString(CultureInfo.InvariantCulture)}", _limit);
    }

    /// <summary>The projects so far.</summary>
    public int Cases { get; private set; }

    /// <summary>The last of them.</summary>
    public UserProject Project { get; private set; } = new([]);

    /// <summary>Those that were accepted.</summary>
    public IReadOnlyList<UserProject> Accepted => _accepted;

    /// <summary>The ids of our diagnostics that were met.</summary>
    public IReadOnlyCollection<string> Known => _known;

    /// <summary>The fixes that were applied.</summary>
    public int Fixes { get; private set; }

    /// <summary>What the slowest look took of the generator, of an analyzer or of a fix, in seconds.</summary>
    public double Slowest => _limit.Slowest;

    /// <summary>Where every project is written to, with what came of it.</summary>
    public TextWriter? Log
    {
        init => _log = value;
    }

    /// <summary>Looks at a project, which is an edit of the last one.</summary>
    public Examined Examine(UserProject project, Random random)
    {
        Cases++;
        Project = project;
        _editor.Look(project);
        foreach (Diagnostic diagnostic in _editor.Diagnostics)
        {
            Check(diagnostic);
        }

        CheckFresh(project);

        // What uses the generated part makes no sense without it.
        Diagnostic[] errors =
        [
            .. _editor.Compilers.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !IsInUse(diagnostic)),
        ];
        bool compiles = errors.Length == 0 && !project.Files.Any(static file => file.IsUse);
        if (errors.Length == 0)
        {
            CheckCompiles();
        }

        errors = [.. errors, .. _editor.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (errors.Length == 0)
        {
            _accepted.Add(project);
        }

        // What takes too long is done once more: then it has to choose the same again, and to leave what follows the same.
        UserProject? better = null;
        int choices = random.Next(), fixes = 0;
        _limit.Watch("A fix", () =>
        {
            fixes = 0;
            better = new Fixer(project, _editor.Diagnostics, compiles, new Random(choices), () => fixes++).Apply();
        });
        Fixes += fixes;
        _log?.WriteLine($"{project}\n==== {(errors.Length == 0 ? "accepted" : string.Join("\n==== ", errors.Select(static error => error.ToString())))}\n");
        return new Examined([.. errors.Select(static error => new Place(error.Location.SourceTree?.FilePath ?? "", error.Location.SourceSpan))], better);
    }

    private static bool IsInUse(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree && new UserFile(tree.FilePath, "").IsUse;

    // Everything parsed anew, by a driver without a past, in a project that no analyzer has seen.
    private void CheckFresh(UserProject project)
    {
        // What is looked at first is.
        if (Cases == 1)
        {
            return;
        }

        var fresh = new Editor(string.Create(CultureInfo.InvariantCulture, $"Fresh{_seed}_{Cases}"), _limit);
        bool isAnalyzed = Cases % FreshAnalyzed == 0;
        fresh.Look(project, isAnalyzed);
        string shown = _editor.Shown(isAnalyzed);
        string expected = fresh.Shown(isAnalyzed);
        if (shown == expected)
        {
            return;
        }

        int same = shown.AsSpan().CommonPrefixLength(expected);
        int start = shown.LastIndexOf('\n', Math.Max(0, same - 1)) + 1;
        throw new FuzzException($"After edits there is\n{Excerpt(shown)}\nwhere without a past there is\n{Excerpt(expected)}");

        string Excerpt(string text) => text[start..Math.Min(text.Length, start + 800)];
    }

    private void Check(Diagnostic diagnostic)
    {
        _known.Add(diagnostic.Id);
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        if (message == diagnostic.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture) && message.Contains("{1}", StringComparison.Ordinal))
        {
            throw new FuzzException($"The message of {diagnostic.Id} has not been filled in: {message}");
        }

        // What the project sets has no place.
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return;
        }

        if (!_editor.User.ContainsSyntaxTree(tree) || diagnostic.Location.SourceSpan.End > tree.Length)
        {
            throw new FuzzException($"{diagnostic.Id} is not in the user's text, but in {diagnostic.Location}.");
        }
    }

    // Members are generated for classes that are not partial, so that what uses them compiles.
    private bool IsMissingPartial(Diagnostic diagnostic) => diagnostic.Id == "CS0260" && _editor.Diagnostics.Any(static ours => ours.Id is "STN0001" or "STN0002");

    // Compiling takes longer than all the rest, and is not done again where nothing is different that a declaration can see. Of the user's own text
    // warnings are let through; errors in it are there only once it is put together with the generated.
    private void CheckCompiles()
    {
        if (_compiled.Options == _editor.Output.Options
            && _compiled.SyntaxTrees.Length == _editor.Output.SyntaxTrees.Length
            && _compiled.SyntaxTrees.Zip(_editor.Output.SyntaxTrees).All(static pair => pair.First == pair.Second || pair.First.IsEquivalentTo(pair.Second, topLevel: true)))
        {
            return;
        }

        _compiled = _editor.Output;
        Diagnostic? bad = _editor.Build(withAnalyzers: _builds++ % BuildsAnalyzed == 0).FirstOrDefault(diagnostic =>
            (diagnostic.Severity == DiagnosticSeverity.Error && !IsInUse(diagnostic) && !IsMissingPartial(diagnostic)) || (diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.IsGenerated()));
        if (bad is not null)
        {
            throw new FuzzException($"With the generated part: {bad}\n{bad.Location.SourceTree}");
        }
    }
}
