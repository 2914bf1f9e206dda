using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>Writes <c>LeNet.Forward.g.cs</c>: the public Forward method and its kernels.</summary>
internal static class ForwardEmitter
{
    public static string Emit(AnalyzedNetwork network, NetworkPlan plan) => "";
}
