namespace StaticNet.Generator.Tests.Support;

/// <summary>Where the documentation is that tests read.</summary>
internal static class Repository
{
    public static string Root
    {
        get
        {
            DirectoryInfo? directory = new(AppContext.BaseDirectory);
            while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "StaticNet.sln")))
            {
                directory = directory.Parent;
            }

            return directory?.FullName ?? throw new InvalidOperationException("The tests read the repository's documentation and have to run inside of it.");
        }
    }
}
