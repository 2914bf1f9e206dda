namespace StaticNet.Samples.Digits;

[Network(1, 8, 8)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[MaxPool2D(2)]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Flatten]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class ConvolutionalDigitClassifier;
