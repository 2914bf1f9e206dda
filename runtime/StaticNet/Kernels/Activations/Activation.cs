using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>
/// The activations, 16 values at once, each forward rule with its gradient below it. A gradient takes what the forward pass keeps, inputs
/// (x) or outputs (y), and the gradient of the outputs (dy); where a function has a kink, its derivative is PyTorch's.
/// </summary>
/// <remarks>Like <see cref="VectorMath"/>, the same bits on every machine and at every vector width.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activation;
