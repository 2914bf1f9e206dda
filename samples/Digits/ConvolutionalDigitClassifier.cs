namespace StaticNet.Samples.Digits;

[Network(1, 8, 8)]
[Conv2D(32, 3, Padding = Padding.Same), ReLU]
[Conv2D(32, 3, Padding = Padding.Same), ReLU]
[MaxPool2D(2)]
[Conv2D(64, 3, Padding = Padding.Same), ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(128), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class ConvolutionalDigitClassifier;
