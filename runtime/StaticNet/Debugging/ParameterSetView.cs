using System.Diagnostics;

namespace StaticNet;

/// <summary>What a debugger shows of a <see cref="ParameterSet"/>: its tensors, each with the range of its values.</summary>
internal sealed class ParameterSetView(ParameterSet parameters)
{
    /// <summary>The tensors in declaration order.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public TensorValues[] Tensors => [.. parameters.Layout.Tensors.Select(tensor => new TensorValues(tensor, parameters.Flat))];
}
