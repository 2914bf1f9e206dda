namespace StaticNet;

/// <summary>What an <see cref="UpsampleAttribute"/> puts between the pixels of its input.</summary>
public enum UpsampleMode
{
    /// <summary>Each pixel several times.</summary>
    Nearest,

    /// <summary>Values on the straight line between neighbours, along the height and along the width; along a sequence, PyTorch calls it <c>linear</c>.</summary>
    Bilinear,
}
