using System.Collections.Immutable;

namespace StaticNet.Fuzz;

/// <summary>A user's project as it is between two keystrokes.</summary>
/// <param name="Files">The files in the order in which the compiler gets them.</param>
internal sealed record UserProject(ImmutableArray<UserFile> Files)
{
    /// <summary>Whether <c>DEBUG</c> is defined.</summary>
    public bool IsDebug { get; init; }

    /// <summary>Whether nullable reference types are on.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>Whether the packages are there; they are not until a project is restored.</summary>
    public bool IsRestored { get; init; } = true;

    /// <summary>The most parameters that the project lets a network have, by an MSBuild property; any text, as a user may write it.</summary>
    public string? Budget { get; init; }

    /// <summary>A project of one file.</summary>
    public static UserProject Of(string text) => new([new UserFile("/user/Models.cs", text)]);

    /// <summary>The project with another text in one of its files.</summary>
    public UserProject With(int file, string text) => this with { Files = Files.SetItem(file, Files[file] with { Text = text }) };

    /// <summary>The project with one more file, in a place that is free.</summary>
    public UserProject Plus(string name, string text)
    {
        string path = $"/user/{name}.cs";
        for (int i = 2; Files.Any(file => file.Path == path); i++)
        {
            path = $"/user/{name}{i}.cs";
        }

        return this with { Files = Files.Add(new UserFile(path, text)) };
    }

    /// <summary>Whether two are the same, file by file; the compiler's equality of records looks no deeper than which array it is.</summary>
    public bool IsSame(UserProject other) => Files.SequenceEqual(other.Files) && this == other with { Files = Files };

    public override string ToString()
    {
        string settings = string.Concat(IsDebug ? ", DEBUG" : "", IsNullable ? "" : ", not nullable", IsRestored ? "" : ", not restored", Budget is null ? "" : $", budget '{Budget}'");
        return string.Join("\n", Files.Select(file => $"---- {file.Path}{settings}\n{file.Text}"));
    }
}
