namespace StaticNet.Samples.Segmentation;

/// <summary>
/// A small U-Net: the image is made smaller twice, so that a pixel sees enough of it to tell which digit it belongs to, and larger again, with the fine values from the way down, which
/// tell where its edges are. The classes are the ten digits and, last, the background, which most pixels are.
/// </summary>
[Network(1, Scene.Side, Scene.Side)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU(Name = "fine")]
[MaxPool2D(2)]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU(Name = "middle")]
[MaxPool2D(2)]
[Conv2D(64, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(64, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Upsample(2, Mode = UpsampleMode.Bilinear)]
[Concat("middle")]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Upsample(2, Mode = UpsampleMode.Bilinear)]
[Concat("fine")]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[ReLU]
[Conv2D(Scene.Classes, 1)]
[Softmax]
[CrossEntropy(ClassWeights = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.3], IgnoredLabel = Scene.Rim)]
public sealed partial class Segmenter;
