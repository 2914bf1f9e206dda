namespace StaticNet.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("staticnet-").FullName;

    public string this[string file] => Path.Combine(_path, file);

    /// <summary>The names of what is in it.</summary>
    public string[] Files => [.. Directory.EnumerateFileSystemEntries(_path).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public string Write(string file, byte[] content)
    {
        File.WriteAllBytes(this[file], content);
        return this[file];
    }

    public string Write(string file, string content)
    {
        File.WriteAllText(this[file], content);
        return this[file];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
