namespace StaticNet.Benchmarks;

/// <content>A network for segmentation.</content>
internal static partial class Networks
{
    // U-Net of Ronneberger, Fischer and Brox (2015), with a quarter of its channels, three halvings, and padded convolutions.
    [Network(1, 128, 128)]
    [Apply<Convolutions>(16, Name = "down1"), MaxPool2D(2)]
    [Apply<Convolutions>(32, Name = "down2"), MaxPool2D(2)]
    [Apply<Convolutions>(64, Name = "down3"), MaxPool2D(2)]
    [Apply<Convolutions>(128)]
    [ConvTranspose2D(64, 2, Stride = 2), Concat("down3"), Apply<Convolutions>(64)]
    [ConvTranspose2D(32, 2, Stride = 2), Concat("down2"), Apply<Convolutions>(32)]
    [ConvTranspose2D(16, 2, Stride = 2), Concat("down1"), Apply<Convolutions>(16)]
    [Conv2D(2, 1)]
    internal sealed partial class UNet;

    [Block]
    [Conv2D(Convolutions.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    [Conv2D(Convolutions.Width, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
    internal abstract class Convolutions
    {
        public const int Width = 16;
    }
}
