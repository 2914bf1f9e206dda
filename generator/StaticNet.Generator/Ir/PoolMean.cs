namespace StaticNet.Generator.Ir;

/// <summary>What a pool divides the sum of a window by.</summary>
internal enum PoolMean
{
    /// <summary>Nothing: it takes the largest.</summary>
    None,

    /// <summary>The size of the window.</summary>
    OfAll,

    /// <summary>The pixels of the window that are on the image or its padding, beyond which windows reach.</summary>
    OfPadded,

    /// <summary>The pixels of the window that are on the image.</summary>
    OfValues,
}
