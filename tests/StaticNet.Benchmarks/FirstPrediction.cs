using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StaticNet.Benchmarks;

/// <summary>
/// A process that loads a network's weights, predicts one sample, writes the outputs and ends: the program of
/// <c>tests/StaticNet.FirstPrediction</c>, with us and with ONNX Runtime.
/// </summary>
internal sealed class FirstPrediction
{
    private const string Program = "StaticNet.FirstPrediction";

    private readonly Func<string> _executable;

    private FirstPrediction(Func<string> executable) => _executable = executable;

    /// <summary>The program as it is built: the JIT compiles the network when it is called.</summary>
    public static FirstPrediction Compiled { get; } = new(BuiltExecutable);

    /// <summary>The program as NativeAOT publishes it for this machine.</summary>
    public static FirstPrediction Native { get; } = new(PublishNative);

    /// <summary>The program, built if need be.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built here; the message says why.</exception>
    public string Executable => field ??= _executable();

    /// <summary>Runs a process, and gives the seconds from its start to the last byte of the outputs.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="side"><c>staticnet</c> or <c>onnx</c>.</param>
    /// <param name="file">The weights, or the model.</param>
    /// <param name="outputs">Where the outputs go.</param>
    public static double Run(string executable, string side, string file, Span<float> outputs)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(executable, [side, "ResNet-8", file]) { RedirectStandardOutput = true })!;
        try
        {
            process.StandardOutput.BaseStream.ReadExactly(MemoryMarshal.AsBytes(outputs));
        }
        catch (EndOfStreamException)
        {
            throw new InvalidOperationException($"{executable} {side} ended before it had written {outputs.Length} outputs; its error output says why.");
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.WaitForExit();
        return seconds;
    }

    private static string BuiltExecutable()
        => Path.Combine(AppContext.BaseDirectory.Replace(typeof(FirstPrediction).Assembly.GetName().Name!, Program, StringComparison.Ordinal), FileName(Program));

    private static string PublishNative()
    {
        string output = Path.Combine(Repository.Root, "artifacts", "first-prediction");
        string project = Path.Combine(Repository.Root, "tests", $"{Program}.Native");
        var dotnet = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "-v", "quiet", "--nologo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(dotnet)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Path.Combine(output, FileName($"{Program}.Native"))
            : throw new InvalidOperationException($"dotnet publish of {Program}.Native failed: {(log + errors.Result).Trim().Split('\n')[0]}");
    }

    private static string FileName(string program) => OperatingSystem.IsWindows() ? $"{program}.exe" : program;
}
