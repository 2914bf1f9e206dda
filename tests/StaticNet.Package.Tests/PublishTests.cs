using Shared;

namespace StaticNet.Package.Tests;

/// <summary>Programs that are published without the JIT, or without what they do not call.</summary>
public sealed class PublishTests(Packages packages)
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task NativeAOT_warns_of_nothing_and_makes_less_than_3_MB()
    {
        Assert.SkipWhen(OperatingSystem.IsLinux() && !IsOnPath("clang") && !IsOnPath("gcc"), "NativeAOT links with clang or gcc, and this machine has neither.");
        string program = await Publish("Native");
        long size = new FileInfo(program).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"{size:N0} bytes");

        Assert.True(size < 3 * Megabyte, $"The program takes {size} bytes.");
    }

    [Fact]
    public async Task Trimming_warns_of_nothing() => await Publish("Trimmed");

    // Publishes and runs a project; gives the path of its program.
    private async Task<string> Publish(string project)
    {
        string output = Path.Combine(packages.Folder(project), "published");
        (await Command.RunDotnet(packages.Folder(project), Packages.Variables, "publish", "-c", "Release", "-o", output, "--nologo")).Succeeds();
        string program = Path.Combine(output, project + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Command run = (await Command.Run(program, output, new Dictionary<string, string>())).Succeeds();

        Assert.Equal([Training.Run<Xor>()], run.Lines);
        return program;
    }

    private static bool IsOnPath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
