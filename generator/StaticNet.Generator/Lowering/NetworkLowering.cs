using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>Turns a sound network into its kernel plan.</summary>
internal static class NetworkLowering
{
    public static NetworkPlan Lower(AnalyzedNetwork network) => new(0, 0);
}
