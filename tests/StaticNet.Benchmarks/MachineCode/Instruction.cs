namespace StaticNet.Benchmarks.MachineCode;

/// <summary>One instruction of a disassembly.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Text">The instruction as the assembler takes it, without its address and without names of symbols.</param>
/// <param name="Target">The address that is its last operand: where a jump goes.</param>
internal sealed record Instruction(long Address, string Text, long? Target)
{
    /// <summary>The symbol of its operand: the method that a call calls, or whatever else the linker fills in.</summary>
    public string? Symbol { get; set; }

    /// <summary>The first word.</summary>
    public string Mnemonic { get; } = Text.Split([' ', '\t'], 2)[0];
}
