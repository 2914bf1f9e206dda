using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

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

    /// <summary><c> With more than 16 samples also up to 7 partial gradients of 18.9 KiB.</c> Nothing where there are none.</summary>
    public static string Partials(AnalyzedNetwork network)
        => Sharding.Shard(network) is { } least
            ? $" With more than {LayerTable.Count(least)} samples also up to {LayerTable.Count(Sharding.MostShards(network) - 1)} partial gradients of {LayerTable.Bytes(sizeof(float) * (long)network.ParameterLength)}."
            : "";
}
