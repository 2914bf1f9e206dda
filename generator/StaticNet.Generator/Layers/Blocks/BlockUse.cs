using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A block with its parameters filled in.</summary>
/// <param name="Type">The block class as the generated code names it, with <c>global::</c>.</param>
/// <param name="Name">The block class as a user reads it: <c>BasicBlock</c>.</param>
/// <param name="Layers">Its layers in source order.</param>
/// <param name="IsKnown">False where the block cannot be read, which Parsing has reported; it has no layers then.</param>
internal sealed record BlockUse(string Type, string Name, EquatableArray<Layer> Layers, bool IsKnown = true);
