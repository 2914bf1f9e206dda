using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace StaticNet.Benchmarks.MachineCode;

/// <summary>LLVM's simulation of a processor's pipelines, llvm-mca: the cycles of a loop's round, all of whose memory is in the first cache.</summary>
internal sealed partial class Pipelines
{
    private const int Rounds = 200;

    private readonly string _program;
    private readonly Architecture _architecture;
    private readonly double _peakCycles;

    private Pipelines(string program, Architecture architecture, double peakCycles)
    {
        _program = program;
        _architecture = architecture;
        _peakCycles = peakCycles;
    }

    /// <summary>Finds the newest simulator that knows the processor.</summary>
    /// <returns>Null if there is none.</returns>
    public static Pipelines? Find(Architecture architecture)
    {
        foreach (string program in Tool.FindVersions("llvm-mca"))
        {
            if (Cycles(program, architecture, [string.Join('\n', architecture.PeakInstructions)]) is [double cycles])
            {
                return new Pipelines(program, architecture, cycles / architecture.PeakInstructions.Count);
            }
        }

        return null;
    }

    /// <summary>Gives, for each loop, which has no call, its multiply-adds as a share of what the processor can do; NaN where the simulator does not take its instructions.</summary>
    public IReadOnlyList<double> Shares(IReadOnlyList<Loop> loops)
    {
        string[] texts = [.. loops.Select(static loop => Text(loop))];
        double[] cycles = Cycles(_program, _architecture, texts) ?? [.. texts.Select(text => Cycles(_program, _architecture, [text]) is [double one] ? one : double.NaN)];
        return [.. loops.Zip(cycles, (loop, each) => loop.MultiplyAdds * _peakCycles / each)];
    }

    // The simulator goes on with the next instruction behind every jump, wherever that goes.
    private static string Text(Loop loop)
        => string.Join('\n', loop.Instructions.Select(static instruction => instruction.Target is null ? instruction.Text : Place().Replace(instruction.Text, "target")));

    private static double[]? Cycles(string program, Architecture architecture, IReadOnlyList<string> loops)
    {
        var text = new StringBuilder("target:\n");
        foreach (string loop in loops)
        {
            text.Append("# LLVM-MCA-BEGIN\n").Append(loop).Append("\n# LLVM-MCA-END\n");
        }

        Tool.Result result = Tool.Run(program, [$"-mtriple={architecture.Triple}", $"-mcpu={architecture.Processor}", $"-iterations={Rounds}", "-instruction-info=0", "-resource-pressure=0"], text.ToString());
        double[] cycles = [.. TotalCycles().Matches(result.Output).Select(static match => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / Rounds)];

        // An unknown processor is only a warning, and then another one is simulated.
        return result.ExitCode == 0 && cycles.Length == loops.Count && !result.Errors.Contains("not a recognized processor", StringComparison.Ordinal) ? cycles : null;
    }

    // The last operand, of a jump or of an instruction that computes an address.
    [GeneratedRegex(@"(?:0x)?[0-9a-f]+$")]
    private static partial Regex Place();

    [GeneratedRegex(@"^Total Cycles:\s+(\d+)", RegexOptions.Multiline)]
    private static partial Regex TotalCycles();
}
