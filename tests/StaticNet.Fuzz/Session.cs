using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.Fuzz;

/// <summary>
/// What one seed gives: some projects, each an edit of the one before, through one generator driver, as in an editor. It always gives the same.
/// </summary>
internal sealed class Session(int seed, Examiner examiner)
{
    private const int Keystrokes = 8;
    private const int Attempts = 8;
    private const int MostEdits = 10;

    private readonly Random _random = new(seed);
    private readonly List<UserProject> _past = [];

    /// <summary>Tries all projects.</summary>
    /// <exception cref="FuzzException">One of them shows something that must not happen.</exception>
    public void Run()
    {
        bool isWild = _random.Next(4) == 0;
        var declaration = new DeclarationText(_random, seed, isWild);
        var edits = new Edits(_random, declaration.Layer);
        var project = UserProject.Of(declaration.Write());
        for (int moves = _random.Next(3); moves > 0; moves--)
        {
            project = edits.Move(project, 0);
        }

        switch (_random.Next(10))
        {
            case < 3:
                Mend(project);
                break;
            case < 7:
                project = Mend(project);
                for (int edit = _random.Next(1, MostEdits); edit > 0; edit--)
                {
                    project = edits.Any(project, _past);
                    Look(project);
                }

                break;
            case < 9:
                Type(project, _random.Next(project.Files.Length));
                break;
            default:
                for (int round = 0; round < 4; round++)
                {
                    project = edits.Break(project, _random.Next(project.Files.Length));
                    Look(project);
                }

                break;
        }
    }

    private Examined Look(UserProject project)
    {
        _past.Add(project);
        return examiner.Examine(project, _random);
    }

    /// <summary>A project; and what is left of it without the attributes that have errors; or what a fix makes of it.</summary>
    private UserProject Mend(UserProject project)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Examined examined = Look(project);
            if (examined.Errors.IsEmpty)
            {
                return project;
            }

            UserProject last = project;
            project = examined.Fixed is { } better && _random.Next(2) == 0 ? better : Without(project, examined.Errors);
            if (project.IsSame(last))
            {
                return project;
            }
        }

        return project;
    }

    /// <summary>A part of a file as it comes from the keyboard, with the rest of the file behind it or not.</summary>
    private void Type(UserProject project, int file)
    {
        string text = project.Files[file].Text;
        int start = _random.Next(text.Length);
        int end = Math.Min(text.Length, start + Keystrokes);
        string rest = _random.Next(2) == 0 ? text[end..] : "";
        for (int cursor = start; cursor <= end; cursor++)
        {
            Look(project.With(file, text[..cursor] + rest));
        }
    }

    private static UserProject Without(UserProject project, IReadOnlyCollection<Place> errors)
    {
        for (int i = 0; i < project.Files.Length; i++)
        {
            UserFile file = project.Files[i];
            TextSpan[] here = [.. errors.Where(place => place.Path == file.Path && place.Span.End <= file.Text.Length).Select(static place => place.Span)];
            project = here.Length == 0 ? project : project.With(i, Without(file.Text, here));
        }

        return project;
    }

    private static string Without(string text, IEnumerable<TextSpan> errors)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions).GetRoot();
        AttributeSyntax[] attributes =
        [
            .. errors
                .Select(span => root.FindNode(span).FirstAncestorOrSelf<AttributeSyntax>())
                .OfType<AttributeSyntax>()
                .Where(static attribute => attribute.Name.ToString() is not ("Network" or "Block"))
                .Distinct(),
        ];

        // A list without attributes goes as a whole.
        IEnumerable<SyntaxNode> gone = attributes
            .GroupBy(static attribute => (AttributeListSyntax)attribute.Parent!)
            .SelectMany(static list => list.Count() == list.Key.Attributes.Count ? [list.Key] : list.AsEnumerable<SyntaxNode>());
        return root.RemoveNodes(gone, SyntaxRemoveOptions.KeepNoTrivia)?.ToFullString() ?? "";
    }
}
