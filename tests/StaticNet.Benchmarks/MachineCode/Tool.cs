using System.Diagnostics;
using System.Globalization;

namespace StaticNet.Benchmarks.MachineCode;

/// <summary>Programs of the machine.</summary>
internal static class Tool
{
    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gives the path of the first program that is there, null if none is.</summary>
    public static string? Find(IEnumerable<string> names)
        => names.SelectMany(static name => FindVersions(name)).FirstOrDefault();

    /// <summary>Gives the paths of a program in its versions, as Debian calls them: the newest first, that of the name alone last.</summary>
    public static IEnumerable<string> FindVersions(string name)
        => Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, $"{name}*"))
            .Select(path => (Path: path, Version: Version(Path.GetFileNameWithoutExtension(path), name)))
            .Where(static program => program.Version is not null)
            .OrderByDescending(static program => program.Version)
            .Select(static program => program.Path);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    public static Result Run(string program, IEnumerable<string> arguments, string input = "")
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return new Result(process.ExitCode, output.Result, errors.Result);
    }

    // "llvm-mca" and "llvm-mca-19", and no other program that begins so.
    private static int? Version(string file, string name)
        => file == name ? 0
            : file.StartsWith($"{name}-", StringComparison.Ordinal) && int.TryParse(file.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;

    /// <summary>How a program ended.</summary>
    /// <param name="ExitCode">0 if all went well.</param>
    /// <param name="Output">What it wrote.</param>
    /// <param name="Errors">What it wrote to its error stream.</param>
    internal sealed record Result(int ExitCode, string Output, string Errors);
}
