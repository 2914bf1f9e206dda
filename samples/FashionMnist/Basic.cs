namespace StaticNet.Samples.FashionMnist;

/// <summary>The basic block of a ResNet (He, Zhang, Ren and Sun, 2015): two convolutions of 3 x 3.</summary>
[Block]
[Conv2D(Width, 3, Stride = Stride, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(Width, 3, Padding = Padding.Same, Bias = false), BatchNorm]
internal abstract class Basic
{
    public const int Width = 16;
    public const int Stride = 1;
}
