namespace StaticNet.Samples.FashionMnist;

/// <summary>A small residual network: 16 channels of 14 x 14, then 32 of 7 x 7, then 64 of 4 x 4.</summary>
[Network(1, 28, 28)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[MaxPool2D(2)]
[Residual<Basic>(16), ReLU]
[Residual<Basic, Projection>(32, 2), ReLU]
[Residual<Basic, Projection>(64, 2), ReLU]
[GlobalAveragePool]
[Dropout(0.2)]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class FashionClassifier;
