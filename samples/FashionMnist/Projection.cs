namespace StaticNet.Samples.FashionMnist;

/// <summary>The shortcut around a block that changes width and size: a convolution of a single pixel.</summary>
[Block]
[Conv2D(Width, 1, Stride = Stride, Bias = false), BatchNorm]
internal abstract class Projection
{
    public const int Width = 16;
    public const int Stride = 1;
}
