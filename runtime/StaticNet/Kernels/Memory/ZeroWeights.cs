using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>
/// Chooses the generated constructor that leaves the weights zero: that of a network whose weights come from a file. Drawing initial weights takes longer than reading them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ZeroWeights;
