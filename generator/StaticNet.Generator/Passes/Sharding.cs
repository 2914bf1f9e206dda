using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Which calls are worth while to be shared among threads, and how gradients are cut for it. All of it follows from the network alone: how a gradient is
/// cut decides the order of its sums.
/// </summary>
internal static class Sharding
{
    // To wake a thread takes as long as about a million multiply-adds.
    private const long SharedMultiplyAdds = 2_000_000;
    private const int LargestShared = 1024;

    // To clear a gradient and to add it to another one takes about a fifth of a cycle a value; a sample takes a tenth of one a multiply-add, for forward and
    // backward. So many times as much of the one makes the other three parts in a hundred.
    private const int GradientCost = 70;
    private const int LeastShard = 16;
    private const int LargestShard = 256;
    private const int LargestCount = 8;
    private const int Tile = 8;

    // Each shard but the first is summed up in a gradient of its own: together they take at most so much memory, or as much as one gradient.
    private const long PartialBytes = 512L << 20;

    /// <summary>The samples from which on a forward pass is shared; null where it never is.</summary>
    public static int? LeastShared(AnalyzedNetwork network)
    {
        long samples = Math.Max(2, Quotient(SharedMultiplyAdds, network.MultiplyAdds));
        return samples <= LargestShared ? (int)samples : null;
    }

    /// <summary>The samples whose gradient is summed up by itself, at least; null where all of a batch are.</summary>
    public static int? Shard(AnalyzedNetwork network)
    {
        long samples = Math.Max(Quotient(GradientCost * (long)network.ParameterLength, network.MultiplyAdds), Quotient(SharedMultiplyAdds, network.MultiplyAdds));
        samples = Math.Max(LeastShard, Quotient(samples, Tile) * Tile);
        return samples <= LargestShard ? (int)samples : null;
    }

    /// <summary>The shards of a batch, at most.</summary>
    public static int MostShards(AnalyzedNetwork network)
        => (int)Math.Max(2, Math.Min(LargestCount, 1 + (PartialBytes / (sizeof(float) * Math.Max(1L, network.ParameterLength)))));

    private static long Quotient(long dividend, long divisor) => divisor == 0 ? long.MaxValue / 2 : (dividend + divisor - 1) / divisor;
}
