namespace StaticNet.Fuzz;

/// <summary>A file of the user's project.</summary>
/// <param name="Path">Where it is; no two files of a project are in one place.</param>
/// <param name="Text">What is in it.</param>
internal sealed record UserFile(string Path, string Text)
{
    /// <summary>Whether it uses what the generator writes: such a file makes no sense by itself.</summary>
    public bool IsUse => Path.EndsWith("Use.cs", StringComparison.Ordinal);
}
