namespace StaticNet;

/// <summary>How an image of another shape is brought to that of a network's input.</summary>
public enum ImageFit
{
    /// <summary>The largest part of the right shape around the centre; what is left and right of it, or above and below, is cut off.</summary>
    Crop,

    /// <summary>The whole image, with other proportions.</summary>
    Stretch,

    /// <summary>The whole image with its proportions, in the centre, on a background.</summary>
    Letterbox,
}
