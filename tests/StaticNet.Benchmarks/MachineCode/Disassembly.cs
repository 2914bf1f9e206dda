using System.Globalization;
using System.Text.RegularExpressions;

namespace StaticNet.Benchmarks.MachineCode;

/// <summary>Reads what GNU's or LLVM's objdump writes about an object file.</summary>
internal static partial class Disassembly
{
    /// <summary>What objdump has to be asked for.</summary>
    public static IReadOnlyList<string> Arguments { get; } = ["--disassemble", "--reloc", "--no-show-raw-insn"];

    /// <summary>Reads the methods.</summary>
    public static IReadOnlyList<Method> Read(IEnumerable<string> lines)
    {
        var methods = new List<Method>();
        List<Instruction>? instructions = null;
        foreach (string line in lines)
        {
            if (Header().Match(line) is { Success: true } header)
            {
                instructions = [];
                methods.Add(new Method(header.Groups[1].Value, instructions));
            }
            else if (Relocation().Match(line) is { Success: true } relocation)
            {
                if (instructions is [.., Instruction last])
                {
                    last.Symbol = relocation.Groups[1].Value;
                }
            }
            else if (Line().Match(line) is { Success: true } match)
            {
                instructions?.Add(Parse(match));
            }
        }

        return [.. methods.Where(static method => method.Instructions.Count > 0)];
    }

    private static Instruction Parse(Match match)
    {
        string text = Remark().Replace(match.Groups[2].Value.Trim(), "");
        Match place = Place().Match(text);
        return new Instruction(Number(match.Groups[1].Value), Name().Replace(text, "").Replace('\t', ' ').TrimEnd(), place.Success ? Number(place.Groups[1].Value) : null)
        {
            Symbol = place.Success ? place.Groups[2].Value : null,
        };
    }

    private static long Number(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // "000000000001ab20 <LeNet__Forward>:"
    [GeneratedRegex("^[0-9a-f]+ <(.+)>:$")]
    private static partial Regex Header();

    // "   1ab94:	R_AARCH64_CALL26	name", with an addend behind the name
    [GeneratedRegex(@"^\s+[0-9a-f]+:\s+R_\S+\s+(.+?)(?:[-+]0x[0-9a-f]+)?$")]
    private static partial Regex Relocation();

    // "   1ab90:	b.lt	1bfd0 <name+0x14b0>  // b.tstop"
    [GeneratedRegex(@"^\s+([0-9a-f]+):\s+(\S.*)$")]
    private static partial Regex Line();

    // "1bfd0 <name+0x14b0>"
    [GeneratedRegex(@"(?:^|[\s,])(?:0x)?([0-9a-f]+) <([^\t]*?)(?:\+0x[0-9a-f]+)?>$")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s*<[^\t]*>$")]
    private static partial Regex Name();

    // What is read from an address that is relative to the instruction on x64, and the other name of a condition on ARM64.
    [GeneratedRegex(@"\s+(//|##? ).*$")]
    private static partial Regex Remark();
}
