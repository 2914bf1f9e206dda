using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Layers;

namespace StaticNet.Fuzz;

/// <summary>
/// What one seed gives: some projects, each an edit of the one before, through one generator driver, as in an editor. It always gives the same.
/// </summary>
internal sealed class Session(int seed, Examiner examiner)
{
    private const int Keystrokes = 8;
    private const int Attempts = 8;
    private const int MostEdits = 12;
    private const int MostWords = 40;
    private const int Breaks = 4;

    private readonly Random _random = new(seed);
    private readonly List<UserProject> _past = [];

    /// <summary>Tries all projects.</summary>
    /// <exception cref="FuzzException">One of them shows something that must not happen.</exception>
    public void Run()
    {
        (UserProject project, Func<string> layer) = Declare();
        var edits = new Edits(_random, layer);
        switch (_random.Next(10))
        {
            case < 2:
                Mend(project);
                break;
            case < 7:
                Edit(Mend(project), edits);
                break;
            case < 9:
                Type(project, _random.Next(project.Files.Length));
                break;
            default:
                for (int round = 0; round < Breaks; round++)
                {
                    project = edits.Break(project, _random.Next(project.Files.Length));
                    Look(project);
                }

                break;
        }
    }

    // Mostly what is sound; or what a user may mean; or what a language allows, or does not.
    private (UserProject Project, Func<string> Layer) Declare()
    {
        int kind = _random.Next(10);
        var declaration = new DeclarationText(_random, seed, isWild: kind == 9);
        if (kind < 6)
        {
            return (new SoundProject(_random).Draw(), () => _random.Next(3) == 0 ? declaration.Layer() : DeclarationText.AnyShape[_random.Next(DeclarationText.AnyShape.Length)]);
        }

        var project = UserProject.Of(declaration.Write());
        var edits = new Edits(_random, declaration.Layer);
        for (int moves = _random.Next(3); moves > 0; moves--)
        {
            project = edits.Move(project, 0);
        }

        return (project, declaration.Layer);
    }

    /// <summary>One edit after the other. From what has become wrong the way often leads back.</summary>
    private void Edit(UserProject project, Edits edits)
    {
        UserProject accepted = project;
        for (int edit = _random.Next(1, MostEdits); edit > 0; edit--)
        {
            project = edits.Any(project, _past);
            if (Look(project).Errors.IsEmpty)
            {
                accepted = project;
            }
            else if (_random.Next(2) == 0)
            {
                project = accepted;
            }
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

    /// <summary>
    /// A part of a file as it comes from the keyboard, with the rest of the file behind it or not: a few letters anywhere, or an attribute from its first
    /// to its last; and perhaps back again.
    /// </summary>
    private void Type(UserProject project, int file)
    {
        string text = project.Files[file].Text;
        (int start, int end) = (_random.Next(text.Length), text.Length);
        AttributeSyntax[] attributes = [.. CSharpSyntaxTree.ParseText(text, Compilations.Options(project).Parse).GetRoot().DescendantNodes().OfType<AttributeSyntax>().Where(static one => one.Span.Length < MostWords)];
        if (attributes.Length > 0 && _random.Next(2) == 0)
        {
            AttributeSyntax attribute = attributes[_random.Next(attributes.Length)];
            (start, end) = (attribute.Parent!.SpanStart, attribute.Parent.Span.Length < MostWords ? attribute.Parent.Span.End : attribute.Span.End);
        }

        end = Math.Min(end, start + (_random.Next(2) == 0 ? Keystrokes : MostWords));
        string rest = _random.Next(3) > 0 ? text[end..] : "";

        // An editor closes brackets by itself.
        bool closes = _random.Next(2) == 0;
        for (int cursor = start; cursor <= end; cursor++)
        {
            string typed = text[..cursor];
            int open = typed.LastIndexOf('[');
            Look(project.With(file, typed + (closes && cursor < end && open >= start && typed.IndexOf(']', open) < 0 ? "]" : "") + rest));
        }

        for (int back = _random.Next(3) == 0 ? Math.Min(Keystrokes, end - start) : 0; back > 0; back--)
        {
            Look(project.With(file, text[..(end - back)] + rest));
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
