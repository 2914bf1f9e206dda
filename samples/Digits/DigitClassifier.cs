namespace StaticNet.Samples.Digits;

[Network(1, 8, 8)]
[Flatten]
[Dense(256), ReLU]
[Dense(256), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class DigitClassifier;
