using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StaticNet.Package.Tests;

/// <summary>A program that was run: how it ended, and what it wrote.</summary>
/// <param name="ExitCode">0 if all went well.</param>
/// <param name="Output">What it wrote to its output and to its error stream.</param>
internal sealed partial record Command(int ExitCode, string Output)
{
    /// <summary>The .NET command that runs the tests, or the one on the path.</summary>
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static Task<Command> RunDotnet(string folder, IReadOnlyDictionary<string, string> variables, params IEnumerable<string> arguments)
        => Run(Dotnet, folder, variables, arguments);

    /// <summary>Runs a program in a folder, with these environment variables beside those of the tests.</summary>
    public static async Task<Command> Run(string program, string folder, IReadOnlyDictionary<string, string> variables, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // What MSBuild set for the tests' own build is not meant for another one.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // English words, and no server that outlives the tests.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        try
        {
            CancellationToken token = TestContext.Current.CancellationToken;
            Task<string> output = process.StandardOutput.ReadToEndAsync(token);
            Task<string> error = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return new Command(process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Asserts that the program ended well and spoke of no warning.</summary>
    public Command Succeeds()
    {
        Assert.True(ExitCode == 0 && !Warning().IsMatch(Output), $"Exit code {ExitCode}:\n{Output}");
        return this;
    }

    // "warning CS1591: ...", and MSBuild's own without a number.
    [GeneratedRegex(@"\bwarning\b( [A-Z]+\d+)? ?:", RegexOptions.IgnoreCase)]
    private static partial Regex Warning();
}
