using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Shared;

namespace StaticNet.Package.Tests;

/// <summary>Programs that are published without the JIT, or without what they do not call.</summary>
public sealed class PublishTests(Packages packages)
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task NativeAOT_warns_of_nothing_and_makes_less_than_3_MB()
    {
        Assert.SkipUnless(LongRun.IsAskedFor, "Publishing takes long: only with STATICNET_LONG=1.");
        Assert.SkipWhen(OperatingSystem.IsLinux() && !IsOnPath("clang") && !IsOnPath("gcc"), "NativeAOT links with clang or gcc, and this machine has neither.");
        Assert.SkipUnless(Avx2.IsSupported || AdvSimd.IsSupported, "The program is published for processors with AVX2, and has to start on this one.");
        string program = await Publish("Native", "fused multiply-add: True");
        long size = new FileInfo(program).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"{size:N0} bytes");

        Assert.True(size < 3 * Megabyte, $"The program takes {size} bytes.");
    }

    [Fact]
    public async Task Trimming_warns_of_nothing()
    {
        Assert.SkipUnless(LongRun.IsAskedFor, "Publishing takes long: only with STATICNET_LONG=1.");
        await Publish("Trimmed");
    }

    [Fact]
    public async Task NativeAOT_without_a_fused_multiply_add_is_reported()
    {
        Assert.SkipUnless(LongRun.IsAskedFor, "Publishing takes long: only with STATICNET_LONG=1.");
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture is Architecture.X64, "On ARM64 every processor has it.");

        // Warnings are errors in these projects. This one uses the package through a library.
        Command publish = await Command.RunDotnet(packages.Folder("NativeUser"), Packages.Variables, "publish", "-c", "Release", "--nologo", "-p:IlcInstructionSet=avx");

        Assert.NotEqual(0, publish.ExitCode);
        Assert.Contains("error STN4001: IlcInstructionSet is 'avx', which has no fused multiply-add", publish.Output);
    }

    [Fact]
    public async Task A_program_for_NativeAOT_has_a_fused_multiply_add_unless_it_chooses_otherwise()
    {
        Assert.SkipUnless(LongRun.IsAskedFor, "Restoring for NativeAOT takes long: only with STATICNET_LONG=1.");

        // Both use the package through a library; the second one is not published by NativeAOT.
        (await Command.RunDotnet(packages.Folder("NativeUser"), Packages.Variables, "restore", "-r", "linux-x64")).Succeeds();

        Assert.Equal("x86-64-v3", await InstructionSet("NativeUser"));
        Assert.Equal("avx512", await InstructionSet("NativeUser", "-p:IlcInstructionSet=avx512"));
        Assert.Equal("native", await InstructionSet("NativeUser", "-p:StaticNetInstructionSet=native"));
        Assert.Equal("", await InstructionSet("NativeUser", "-p:StaticNetInstructionSet=baseline"));
        Assert.Equal("", await InstructionSet("LibraryUser"));
        Assert.Equal("native", await InstructionSet("LibraryUser", "-p:StaticNetInstructionSet=native"));
    }

    [Fact]
    public async Task The_instruction_sets_that_are_chosen_and_reported()
    {
        Command report = await Command.RunDotnet(
            packages.Folder("InstructionSets"), Packages.Variables, "msbuild", "InstructionSets.proj", "-nologo", "-v:m", $"-p:StaticNetTargets={Packages.Targets}");

        Assert.Equal(0, report.ExitCode);
        Assert.Equal(
            [
                "chosen", "linux-x64||: 'x86-64-v3' fused",
                "linux-x64|x86-64-v3|: 'x86-64-v3' fused",
                "linux-x64|x86-64-v4|: 'x86-64-v4' fused",
                "linux-x64|native|: 'native' fused",
                "linux-x64|baseline|: ''",
                "reported", "linux-x64|avx|: 'avx'",
                "reported", "win-x86||: ''",
                "reported", "win-x64|x86-64-v3|avx,lzcnt: 'avx,lzcnt'",
                "osx-x64||lzcnt, avx2: 'lzcnt, avx2' fused",
                "linux-musl-x64|baseline|avx: 'avx'",
                "reported", "linux-x64||native,-avx2: 'native,-avx2'",
                "linux-x64||avx512v2: 'avx512v2' fused",
                "linux-arm64||: ''",
                "linux-arm64|x86-64-v3|: ''",
                "osx-arm64||neon: 'neon'",
                "browser-wasm||: ''",
                "||: ''",
                "chosen", "win-x64||: 'x86-64-v3' fused",
                "chosen", "linux-musl-x64||: 'x86-64-v3' fused",
                "reported", "linux-x64|||library: ''",
                "linux-x64|x86-64-v4||library: 'x86-64-v4' fused",
            ],
            report.Lines.Select(static line => line.Contains("warning STN4001: ", StringComparison.Ordinal) ? "reported"
                : line.StartsWith("StaticNet compiles for x86-64-v3", StringComparison.Ordinal) ? "chosen" : line));
    }

    // What MSBuild gives to NativeAOT's compiler, for x64.
    private async Task<string> InstructionSet(string project, params string[] properties)
    {
        Command command = await Command.RunDotnet(
            packages.Folder(project), Packages.Variables, ["msbuild", "-nologo", "-p:RuntimeIdentifier=linux-x64", "-getProperty:IlcInstructionSet", .. properties]);

        Assert.Equal(0, command.ExitCode);
        return command.Output.Trim();
    }

    // Publishes and runs a project; gives the path of its program.
    private async Task<string> Publish(string project, params string[] lines)
    {
        string output = Path.Combine(packages.Folder(project), "published");
        (await Command.RunDotnet(packages.Folder(project), Packages.Variables, "publish", "-c", "Release", "-o", output, "--nologo")).Succeeds();
        string program = Path.Combine(output, project + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Command run = (await Command.Run(program, output, new Dictionary<string, string>())).Succeeds();

        Assert.Equal([Training.Run<Xor>(), .. lines], run.Lines);
        return program;
    }

    private static bool IsOnPath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
