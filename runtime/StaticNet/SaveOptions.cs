namespace StaticNet;

/// <summary>How weights and optimizer states are saved.</summary>
public sealed record SaveOptions
{
    /// <summary>
    /// Whether values that are not finite (NaN, infinities) are saved as they are. <see langword="false"/> by default: they are refused by a
    /// <see cref="NotFiniteNumberException"/>, since weights that have diverged are useless and would replace usable ones.
    /// </summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>
    /// What the file says of the data, in its metadata: scaling and class names. <c>Load(path, out DataDescription data)</c> of the network reads it with the weights; every other reader ignores it.
    /// </summary>
    public DataDescription? Data { get; init; }

    /// <summary>The metadata of a file.</summary>
    /// <param name="metadata">What else it has.</param>
    internal Dictionary<string, string> Metadata(Dictionary<string, string>? metadata = null)
    {
        metadata ??= [];
        Data?.AddTo(metadata);
        return metadata;
    }
}
