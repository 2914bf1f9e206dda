namespace StaticNet;

/// <summary>A convolution over an image, transposed or not: a window with weights.</summary>
public abstract class Convolution2DAttribute : DilatedWindow2DAttribute
{
    private protected Convolution2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth, stride: 1)
    {
    }

    /// <summary>Whether a bias is added. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;
}
