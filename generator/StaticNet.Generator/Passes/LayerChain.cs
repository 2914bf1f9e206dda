using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>
/// Layers one behind another: those of a network or of a branch. Backward goes through them in the opposite order, down to the first that
/// has anything to learn, unless something before the chain learns too.
/// </summary>
internal sealed class LayerChain(IEnumerable<AnalyzedLayer> layers)
{
    private readonly (AnalyzedLayer Layer, LayerLowering Lowering)[] _tape = [.. AnalyzedLayer.Unchain(layers).Select(static layer => (layer, layer.Layer.Lower(layer)))];

    /// <summary>Whether any of the layers has something to learn.</summary>
    public bool IsTrainable => FirstTrainable < _tape.Length;

    private int FirstTrainable => _tape.TakeWhile(static entry => entry.Layer.ParameterCount == 0).Count();

    /// <summary>Adds the kernels of the forward pass.</summary>
    /// <returns>The last layer's output; x itself where nothing is to be computed.</returns>
    public Value Forward(PlanBuilder plan, Value x, CancellationToken cancellationToken = default)
    {
        foreach ((_, LayerLowering lowering) in _tape)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x = lowering.Forward(plan, x);
        }

        return x;
    }

    /// <summary>Adds the kernels of the backward pass.</summary>
    /// <returns>The gradient with respect to the chain's input; anything where it is not wanted.</returns>
    public Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient, CancellationToken cancellationToken = default)
    {
        int first = wantsInputGradient ? 0 : FirstTrainable;
        for (int i = _tape.Length - 1; i >= first; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            dy = _tape[i].Lowering.Backward(plan, dy, wantsInputGradient || i > first);
        }

        return dy;
    }
}
