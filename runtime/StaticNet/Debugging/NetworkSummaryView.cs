using System.Diagnostics;

namespace StaticNet;

/// <summary>What a debugger shows of a <see cref="NetworkSummary"/>: the table as a text, and its layers, which expand into their parts.</summary>
internal sealed class NetworkSummaryView(NetworkSummary summary)
{
    /// <summary>The table; a debugger's text viewer shows it line by line.</summary>
    public string Table => summary.ToString();

    /// <summary>The layers in order.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public LayerSummary[] Layers => [.. summary.Layers];
}
