using System.ComponentModel;
using System.Diagnostics;

namespace StaticNet.Kernels;

/// <summary>What a debugger shows of a network: its table and its tensors.</summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <param name="network">The network.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkView<TNetwork>(TNetwork network)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>The layer table as a text; a debugger's text viewer shows it line by line.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Collapsed)]
    public string Table { get; } = TNetwork.Summary.ToString();

    /// <summary>The layers.</summary>
    public NetworkSummary Layers { get; } = TNetwork.Summary;

    /// <summary>The tensors, each with its smallest value, its largest and their mean.</summary>
    public ParameterSet Parameters { get; } = network.Parameters;
}
