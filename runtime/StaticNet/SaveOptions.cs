namespace StaticNet;

/// <summary>How weights and optimizer states are saved.</summary>
public sealed record SaveOptions
{
    /// <summary>
    /// Whether values that are not finite (NaN, infinities) are saved as they are. <see langword="false"/> by default: they are refused by a
    /// <see cref="NotFiniteNumberException"/>, since weights that have diverged are useless and would replace usable ones.
    /// </summary>
    public bool AllowNonFinite { get; init; }
}
