using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Printing;

/// <summary>Writes what a call takes of memory beside its arguments, as <c>Summary</c> says it.</summary>
internal static class CallMemoryExpression
{
    /// <summary>The initializer of a summary, in braces.</summary>
    /// <param name="network">The network.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="others">What else is set.</param>
    public static string Initializer(AnalyzedNetwork network, NetworkPlan plan, IEnumerable<string> others)
    {
        string forward = string.Concat(others.Select(static other => $"    {other},\n")) + $"    ForwardMemory = new() {{ {string.Join(", ", Own(plan.Inference, Sharding.LeastShared(network)))} }},\n";
        if ((plan.Training ?? plan.Product) is not { } training)
        {
            return $"{{\n{forward}}}";
        }

        int? shard = Sharding.Shard(network);
        return $"{{\n{forward}    GradientMemory = new() {{ {string.Join(", ", Own(training, shard is null ? null : 1).Concat(Partials(network, shard)))} }},\n}}";
    }

    private static IEnumerable<string> Own(Pass pass, int? sharedFrom)
    {
        long thread = sizeof(float) * (pass.TakesWholeBatch ? pass.SharedLength : pass.WorkspaceLength);
        yield return $"ThreadBytes = {Literal.Of(pass.IsInRegisters ? 0 : thread)}";
        if (pass.TakesWholeBatch)
        {
            yield return $"SampleBytes = {Literal.Of(pass.BytesPerSample)}";
        }

        if (sharedFrom is { } samples)
        {
            yield return $"SharedFrom = {Literal.Of(samples)}";
        }
    }

    private static IEnumerable<string> Partials(AnalyzedNetwork network, int? shard)
        => shard is { } least
            ?
            [
                $"LeastShard = {Literal.Of(least)}",
                $"MostShards = {Literal.Of(Sharding.MostShards(network))}",
                $"PartialBytes = {Literal.Of(sizeof(float) * (long)network.ParameterLength)}",
            ]
            : [];
}
