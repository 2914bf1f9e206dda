namespace StaticNet.Benchmarks;

/// <summary>The repository that the benchmarks run in.</summary>
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

            return directory?.FullName ?? throw new InvalidOperationException("This builds a project or writes a picture of the repository and has to run inside of it.");
        }
    }
}
