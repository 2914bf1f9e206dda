namespace StaticNet.Benchmarks.MachineCode;

/// <summary>A method of an object file.</summary>
/// <param name="Symbol">Its name there.</param>
/// <param name="Instructions">In the order of their addresses.</param>
internal sealed record Method(string Symbol, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>
    /// Finds the loops: for each block that a jump goes back to and that dominates the jump, the blocks from which that jump is reached without
    /// passing it. The compiler puts blocks that it considers rare elsewhere, so that addresses alone do not tell what is in a loop.
    /// </summary>
    public IReadOnlyList<Loop> Loops(Architecture architecture)
    {
        var graph = new FlowGraph(this, architecture);
        bool hasFramePointer = architecture.HasFramePointer(this);
        return [.. graph.Loops().Select(Create)];

        Loop Create((int Header, IReadOnlySet<int> Own, bool IsInnermost) loop)
        {
            Instruction[] own = [.. loop.Own.Order().SelectMany(block => Instructions.Take(graph.Blocks[block]))];
            string[] calls = [.. own.Where(architecture.IsCall).Select(static instruction => instruction.Symbol ?? "")];
            return new Loop(
                Offset: Instructions[graph.Blocks[loop.Header].Start.Value].Address - Instructions[0].Address,
                loop.IsInnermost,
                own,
                MultiplyAdds: own.Count(architecture.IsMultiplyAdd),
                StackAccesses: own.Count(instruction => architecture.IsStackAccess(instruction, hasFramePointer)),
                calls,
                CalledMultiplyAdds: calls.Count(static symbol => symbol.Contains("FusedMultiplyAdd", StringComparison.Ordinal)));
        }
    }
}
