namespace StaticNet;

/// <summary>The repository that this program runs in: it reads its pages, or builds a project of it.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root
    {
        get
        {
            DirectoryInfo? directory = new(AppContext.BaseDirectory);
            while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "StaticNet.sln")))
            {
                directory = directory.Parent;
            }

            return directory?.FullName ?? throw new InvalidOperationException("This program has to run inside of the repository, of which it reads or builds a part.");
        }
    }
}
