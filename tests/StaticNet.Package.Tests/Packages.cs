using System.Reflection;
using System.Text.RegularExpressions;

namespace StaticNet.Package.Tests;

/// <summary>
/// A temporary folder with the packages, as they were built with the tests, and copies of the projects that use them. Their NuGet takes
/// the packages from that folder, puts them into a packages folder in it, and finds everything else in that of the machine.
/// </summary>
public sealed partial class Packages : IAsyncLifetime
{
    // Two hundred characters from the root to the project, and no file system minds one of these.
    private const string LongName = "a-folder-whose-name-says-everything-and-still-more";

    private static readonly string[] Built = ["Console", "Library", "LibraryUser", "Tests", "Plain", "Strict", "NonAscii", "LongPath", "Culture"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staticnet-packages-");

    /// <summary>The version of the packages.</summary>
    public static string Version { get; } = Metadata("Version");

    /// <summary>The MSBuild targets in the package.</summary>
    public static string Targets => Path.Combine(Repository.Root, "runtime", "StaticNet", "build", "StaticNet.targets");

    /// <summary>The folder with the packages.</summary>
    public string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>What the packing said.</summary>
    internal Command Packing { get; private set; } = null!;

    /// <summary>What the building of all projects said.</summary>
    internal Command Building { get; private set; } = null!;

    /// <summary>What the projects of the folder have as environment variables, and MSBuild as properties.</summary>
    internal static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["StaticNetVersion"] = Version,
        ["XunitVersion"] = Metadata("XunitVersion"),
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Packing = await Pack("StaticNet");
        if (Packing.ExitCode == 0)
        {
            Command onnx = await Pack("StaticNet.Onnx");
            Command console = await Pack("StaticNet.Extensions.Console");
            Command data = await Pack("StaticNet.Extensions.Data");
            Command images = await Pack("StaticNet.Extensions.Images");
            Packing = new Command(onnx.ExitCode | console.ExitCode | data.ExitCode | images.ExitCode, Packing.Output + onnx.Output + console.Output + data.Output + images.Output);
        }

        Assert.True(Packing.ExitCode == 0, Packing.Output);
        Copy();
        await WriteConfiguration();
        Building = await Command.RunDotnet(_folder.FullName, Variables, "build", "All.slnx", "-c", "Release", "--nologo");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Where a project is.</summary>
    internal string Folder(string project) => Path.Combine(_folder.FullName, project switch
    {
        "NonAscii" => "Größe 日本 قلب",
        "LongPath" => Path.Combine(LongName, LongName, LongName, LongName),
        _ => project,
    });

    /// <summary>Runs the program of a project that was built.</summary>
    internal async Task<Command> Run(string project, params (string Name, string Value)[] variables)
    {
        string assembly = Path.Combine(Folder(project), "bin", "Release", "net10.0", $"{project}.dll");
        Assert.True(File.Exists(assembly), $"{assembly} was not built:\n{Building.Output}");
        return await Command.RunDotnet(_folder.FullName, variables.ToDictionary(), "exec", assembly);
    }

    private static string Metadata(string key)
        => typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private Task<Command> Pack(string project)
        => Command.RunDotnet(
            Repository.Root,
            new Dictionary<string, string>(),
            "pack", $"runtime/{project}", "--no-build", "-c", Metadata("Configuration"), "-o", Feed, $"-p:NuspecOutputPath={Path.Combine(_folder.FullName, "nuspec", project)}/");

    private void Copy()
    {
        string source = Path.Combine(Repository.Root, "tests", "StaticNet.Package.Tests", "Projects");
        File.Copy(Path.Combine(source, "Directory.Build.props"), Path.Combine(_folder.FullName, "Directory.Build.props"));
        foreach (string project in Directory.EnumerateDirectories(source).Select(static path => Path.GetFileName(path)))
        {
            Directory.CreateDirectory(Folder(project));
            foreach (string file in Directory.EnumerateFiles(Path.Combine(source, project)))
            {
                File.Copy(file, Path.Combine(Folder(project), Path.GetFileName(file)));
            }
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "All.slnx"), $"""
            <Solution>
            {string.Join('\n', Built.Select(project => $"  <Project Path=\"{Path.GetRelativePath(_folder.FullName, Path.Combine(Folder(project), $"{project}.csproj"))}\" />"))}
            </Solution>
            """);
    }

    // The packages come from the feed and from nowhere else; whatever they need has been restored on this machine for the tests
    // themselves, or comes from where its NuGet is set up to look.
    private async Task WriteConfiguration()
    {
        Command folders = await Command.RunDotnet(Repository.Root, new Dictionary<string, string>(), "nuget", "locals", "global-packages", "--list");
        string machine = folders.Output[(folders.Output.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        Command sources = await Command.RunDotnet(Repository.Root, new Dictionary<string, string>(), "nuget", "list", "source");
        IEnumerable<string> names = SourceName().Matches(sources.Output).Select(static match => match.Groups[1].Value);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "NuGet.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <fallbackPackageFolders>
                <add key="machine" value="{machine}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="packed" value="feed" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed"><package pattern="StaticNet" /><package pattern="StaticNet.*" /></packageSource>
                {string.Concat(names.Select(static name => $"<packageSource key=\"{name}\"><package pattern=\"*\" /></packageSource>"))}
              </packageSourceMapping>
            </configuration>
            """);
    }

    // "  1.  name [Enabled]"
    [GeneratedRegex(@"^\s*\d+\.\s+(.+) \[Enabled\]", RegexOptions.Multiline)]
    private static partial Regex SourceName();
}
