namespace StaticNet.Generator.Layers;

/// <summary>What an activation's gradient is computed from.</summary>
internal enum SavedForBackward
{
    Nothing,
    Input,
    Output,
}
