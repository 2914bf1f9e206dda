namespace StaticNet.Fuzz;

/// <summary>A block that was drawn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Defaults">Its parameters as they are declared, each perhaps through those before it.</param>
/// <param name="Layers">Its layers.</param>
internal sealed record SoundBlock(string Name, IReadOnlyList<Number> Defaults, IReadOnlyList<SoundLayer> Layers)
{
    /// <summary>The shape of what comes out; null where a layer does not fit.</summary>
    public int[]? After(int[] shape, IEnumerable<int> arguments)
    {
        List<int> parameters = [.. arguments.Take(Defaults.Count)];
        while (parameters.Count < Defaults.Count)
        {
            parameters.Add(Defaults[parameters.Count].Of(parameters));
        }

        return Layers.Aggregate((int[]?)shape, (before, layer) => before is null ? null : layer.After(before, parameters, shape));
    }
}
