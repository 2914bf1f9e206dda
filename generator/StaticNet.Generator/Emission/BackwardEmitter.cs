using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>Writes <c>LeNet.Backward.g.cs</c>: the public Gradient methods and their kernels. Only for networks with a loss.</summary>
internal static class BackwardEmitter
{
    public static string Emit(AnalyzedNetwork network, NetworkPlan plan) => "";
}
