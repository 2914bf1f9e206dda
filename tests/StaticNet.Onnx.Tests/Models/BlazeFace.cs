namespace StaticNet.Onnx.Tests.Models;

/// <summary>
/// The front camera's face detector of MediaPipe: Bazarevsky, Kartynnik, Vakunov, Raveendran and Grundmann, BlazeFace, 2019. Scores and boxes of 512 anchors of the finer
/// features and 384 of the coarser ones.
/// </summary>
[Network(3, 128, 128)]
[Conv2D(24, 5, Stride = 2, PadTop = 1, PadLeft = 1, PadBottom = 2, PadRight = 2), ReLU]
[Residual<BlazeBlock>(24), ReLU]
[Residual<BlazeBlock, Wider>(28, 24), ReLU]
[Residual<HalvingBlock, HalvedWider>(32, 28), ReLU]
[Residual<BlazeBlock, Wider>(36, 32), ReLU]
[Residual<BlazeBlock, Wider>(42, 36), ReLU]
[Residual<HalvingBlock, HalvedWider>(48, 42), ReLU]
[Residual<BlazeBlock, Wider>(56, 48), ReLU]
[Residual<BlazeBlock, Wider>(64, 56), ReLU]
[Residual<BlazeBlock, Wider>(72, 64), ReLU]
[Residual<BlazeBlock, Wider>(80, 72), ReLU]
[Residual<BlazeBlock, Wider>(88, 80), ReLU(Name = "fine")]
[Residual<HalvingBlock, HalvedWider>(96, 88), ReLU]
[Residual<BlazeBlock>(96), ReLU]
[Residual<BlazeBlock>(96), ReLU]
[Residual<BlazeBlock>(96), ReLU]
[Residual<BlazeBlock>(96), ReLU(Name = "coarse")]
[Conv2D(96, 1), Output("coarseBoxes")]
[Conv2D(6, 1, From = "coarse"), Output("coarseScores")]
[Conv2D(32, 1, From = "fine"), Output("fineBoxes")]
[Conv2D(2, 1, From = "fine"), Output("fineScores")]
internal sealed partial class BlazeFace;

[Block]
[DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), Conv2D(Channels, 1)]
internal abstract class BlazeBlock
{
    public const int Channels = 24;
}

[Block]
[DepthwiseConv2D(3, Stride = 2, PadBottom = 1, PadRight = 1, Bias = false), Conv2D(Channels, 1)]
internal abstract class HalvingBlock
{
    public const int Channels = 24;
}

[Block]
[PadChannels(0, Channels - Before)]
internal abstract class Wider
{
    public const int Channels = 28;
    public const int Before = 24;
}

[Block]
[MaxPool2D(2), PadChannels(0, Channels - Before)]
internal abstract class HalvedWider
{
    public const int Channels = 32;
    public const int Before = 28;
}
