using System.Text.RegularExpressions;

namespace StaticNet.Benchmarks.MachineCode;

/// <summary>What the machine code of an architecture looks like, and which tools read it.</summary>
internal sealed partial class Architecture
{
    private readonly Regex _multiplyAdd;
    private readonly Regex _jump;
    private readonly Regex _end;
    private readonly Regex _call;
    private readonly Regex _stack;
    private readonly Regex _frame;
    private readonly Regex? _setsFrame;

    private Architecture(Regex multiplyAdd, Regex jump, Regex end, Regex call, Regex stack, Regex frame, Regex? setsFrame)
    {
        _multiplyAdd = multiplyAdd;
        _jump = jump;
        _end = end;
        _call = call;
        _stack = stack;
        _frame = frame;
        _setsFrame = setsFrame;
    }

    /// <summary>ARM64, with its vectors of 128 bits.</summary>
    public static Architecture Arm64 { get; } = new(ArmMultiplyAdd(), ArmJump(), ArmEnd(), ArmCall(), ArmStack(), ArmFrame(), setsFrame: null)
    {
        Runtime = "linux-arm64",
        InstructionSet = null,
        Disassemblers = ["aarch64-linux-gnu-objdump", "llvm-objdump"],
        Packages = "binutils-aarch64-linux-gnu or llvm",
        Triple = "aarch64-linux-gnu",
        Processor = "neoverse-v2",
        PeakInstructions = [.. Enumerable.Range(0, 24).Select(static i => $"fmla v{i}.4s, v30.4s, v31.4s")],
    };

    /// <summary>x64 with AVX2 and FMA.</summary>
    public static Architecture X64 { get; } = new(X64MultiplyAdd(), X64Jump(), X64End(), X64Call(), X64Stack(), X64Frame(), X64SetsFrame())
    {
        Runtime = "linux-x64",
        InstructionSet = "x86-64-v3",
        Disassemblers = ["x86_64-linux-gnu-objdump", "llvm-objdump"],
        Packages = "binutils or llvm (on ARM64, binutils-x86-64-linux-gnu)",
        Triple = "x86_64-linux-gnu",
        Processor = "znver3",
        PeakInstructions = [.. Enumerable.Range(0, 14).Select(static i => $"vfmadd231ps %ymm14, %ymm15, %ymm{i}")],
    };

    /// <summary>The runtime identifier that it is compiled for.</summary>
    public required string Runtime { get; init; }

    /// <summary>The value of <c>IlcInstructionSet</c>; null for the compiler's own.</summary>
    public required string? InstructionSet { get; init; }

    /// <summary>Programs that disassemble it, the first that is there counts.</summary>
    public required IReadOnlyList<string> Disassemblers { get; init; }

    /// <summary>The Debian packages that have one of them.</summary>
    public required string Packages { get; init; }

    /// <summary>LLVM's name of it.</summary>
    public required string Triple { get; init; }

    /// <summary>LLVM's name of the processor whose pipelines are simulated.</summary>
    public required string Processor { get; init; }

    /// <summary>Multiply-adds that do not depend on each other.</summary>
    public required IReadOnlyList<string> PeakInstructions { get; init; }

    /// <summary>Whether it multiplies and adds.</summary>
    public bool IsMultiplyAdd(Instruction instruction) => _multiplyAdd.IsMatch(instruction.Mnemonic);

    /// <summary>Whether it jumps, with a condition or without.</summary>
    public bool IsJump(Instruction instruction) => _jump.IsMatch(instruction.Mnemonic);

    /// <summary>Whether control does not go on behind it.</summary>
    public bool IsEnd(Instruction instruction) => _end.IsMatch(instruction.Mnemonic);

    /// <summary>Whether it calls a method.</summary>
    public bool IsCall(Instruction instruction) => _call.IsMatch(instruction.Mnemonic);

    /// <summary>Whether it reads or writes the stack.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="hasFramePointer">Whether the frame pointer points there, in this method.</param>
    public bool IsStackAccess(Instruction instruction, bool hasFramePointer)
        => _stack.IsMatch(instruction.Text) || (hasFramePointer && _frame.IsMatch(instruction.Text));

    /// <summary>Whether the method uses the register as frame pointer that it is by convention; on x64 it may be a general one.</summary>
    public bool HasFramePointer(Method method)
        => _setsFrame is null || method.Instructions.Any(instruction => _setsFrame.IsMatch(instruction.Text));

    [GeneratedRegex(@"^(fmla|fmls|fn?madd|fn?msub)$")]
    private static partial Regex ArmMultiplyAdd();

    [GeneratedRegex(@"^(b|b\..+|cbn?z|tbn?z)$")]
    private static partial Regex ArmJump();

    [GeneratedRegex("^(b|br|ret|brk|udf)$")]
    private static partial Regex ArmEnd();

    [GeneratedRegex("^blr?$")]
    private static partial Regex ArmCall();

    [GeneratedRegex(@"\[sp\b")]
    private static partial Regex ArmStack();

    [GeneratedRegex(@"\[x29\b")]
    private static partial Regex ArmFrame();

    [GeneratedRegex(@"^vfn?m(add|sub)\d+[ps][sd]$")]
    private static partial Regex X64MultiplyAdd();

    [GeneratedRegex("^j")]
    private static partial Regex X64Jump();

    [GeneratedRegex("^(jmpq?|retq?|int3|ud2)$")]
    private static partial Regex X64End();

    [GeneratedRegex("^callq?$")]
    private static partial Regex X64Call();

    // An address that is computed and not accessed is none.
    [GeneratedRegex(@"^(?!lea)\S+\s.*\(%rsp\b")]
    private static partial Regex X64Stack();

    [GeneratedRegex(@"^(?!lea)\S+\s.*\(%rbp\b")]
    private static partial Regex X64Frame();

    [GeneratedRegex(@"^(lea\S*\s+\S*\(%rsp\),|mov\S*\s+%rsp,)\s*%rbp$")]
    private static partial Regex X64SetsFrame();
}
