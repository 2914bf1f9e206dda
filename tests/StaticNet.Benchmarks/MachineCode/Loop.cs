namespace StaticNet.Benchmarks.MachineCode;

/// <summary>A loop of a method. The counts are of what is in it and in no loop inside of it.</summary>
/// <param name="Offset">Where it begins, in bytes from the method's first instruction.</param>
/// <param name="IsInnermost">Whether there is no loop in it.</param>
/// <param name="Instructions">Its instructions.</param>
/// <param name="MultiplyAdds">Instructions that multiply and add floating-point numbers, vectors or single ones.</param>
/// <param name="StackAccesses">Instructions that read or write memory by the stack pointer or the frame pointer.</param>
/// <param name="Calls">The symbols that it calls, once for each call; empty for a call by an address in a register.</param>
/// <param name="CalledMultiplyAdds">Calls of a method that multiplies and adds.</param>
internal sealed record Loop(
    long Offset,
    bool IsInnermost,
    IReadOnlyList<Instruction> Instructions,
    int MultiplyAdds,
    int StackAccesses,
    IReadOnlyList<string> Calls,
    int CalledMultiplyAdds)
{
    /// <summary>How many instructions there are for each multiply-add.</summary>
    public double InstructionsEach => (double)Instructions.Count / MultiplyAdds;
}
