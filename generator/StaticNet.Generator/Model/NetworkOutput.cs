using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Model;

/// <summary>A value that callers get.</summary>
/// <param name="Name">Its name; null for the value of the last layer of a network that declares no outputs.</param>
/// <param name="Layer">The index of the layer whose value it is; <see cref="AnalyzedLayer.BeforeAll"/> where there is none.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Offset">Where it begins in a sample of all outputs, one behind another.</param>
/// <param name="Loss">Its loss, if it has one.</param>
internal sealed record NetworkOutput(string? Name, int Layer, Shape Shape, int Offset, Loss? Loss)
{
    /// <summary>Of an output with a loss, where it begins in a sample of all targets, which are those of such outputs, one behind another.</summary>
    public int TargetOffset { get; init; }
}
