using StaticNet.Generator.Lowering;

namespace StaticNet.Generator.Emission;

/// <summary>The scratch memory of a pass in a sentence, for hovers.</summary>
internal static class ScratchMemory
{
    /// <summary><c>Takes 12.5 KiB of scratch memory a thread, for 16 samples at a time.</c></summary>
    public static string Of(Pass pass)
        => pass.TakesWholeBatch
            ? $"Takes {LayerTable.Bytes(sizeof(float) * (long)pass.SharedLength)} of scratch memory and {LayerTable.Bytes(pass.BytesPerSample)} a sample: the batch goes through at once."
            : pass.IsInRegisters ? "Takes no scratch memory: what lies between the layers stays in registers."
            : pass.WorkspaceLength == 0 ? "Takes no scratch memory."
            : $"Takes {LayerTable.Bytes(sizeof(float) * pass.WorkspaceLength)} of scratch memory a thread, for {LayerTable.Count(pass.Chunk)} {(pass.Chunk == 1 ? "sample" : "samples")} at a time.";
}
