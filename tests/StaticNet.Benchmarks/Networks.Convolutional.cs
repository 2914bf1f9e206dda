namespace StaticNet.Benchmarks;

/// <content>The convolutional networks.</content>
internal static partial class Networks
{
    [Network(1, 28, 28)]
    [Conv2D(6, 5, Padding = Padding.Same), ReLU, MaxPool2D(2)]
    [Conv2D(16, 5), ReLU, MaxPool2D(2)]
    [Flatten]
    [Dense(120), ReLU]
    [Dense(84), ReLU]
    [Dense(10), Softmax]
    [CrossEntropy]
    internal sealed partial class LeNet;

    // The convolutions of ResNet-8 without norms and shortcuts.
    [Network(3, 32, 32)]
    [Conv2D(16, 3, Padding = Padding.Same), ReLU]
    [Conv2D(16, 3, Padding = Padding.Same), ReLU, Conv2D(16, 3, Padding = Padding.Same), ReLU]
    [Conv2D(32, 3, Padding = Padding.Same, Stride = 2), ReLU, Conv2D(32, 3, Padding = Padding.Same), ReLU]
    [Conv2D(64, 3, Padding = Padding.Same, Stride = 2), ReLU, Conv2D(64, 3, Padding = Padding.Same), ReLU]
    [GlobalAveragePool, Dense(10)]
    [CrossEntropy]
    internal sealed partial class Plain8;

    // The convolutions of ResNet-20 without norms and shortcuts.
    [Network(3, 32, 32)]
    [Conv2D(16, 3, Padding = Padding.Same), ReLU]
    [Conv2D(16, 3, Padding = Padding.Same), ReLU, Conv2D(16, 3, Padding = Padding.Same), ReLU]
    [Conv2D(16, 3, Padding = Padding.Same), ReLU, Conv2D(16, 3, Padding = Padding.Same), ReLU]
    [Conv2D(16, 3, Padding = Padding.Same), ReLU, Conv2D(16, 3, Padding = Padding.Same), ReLU]
    [Conv2D(32, 3, Padding = Padding.Same, Stride = 2), ReLU, Conv2D(32, 3, Padding = Padding.Same), ReLU]
    [Conv2D(32, 3, Padding = Padding.Same), ReLU, Conv2D(32, 3, Padding = Padding.Same), ReLU]
    [Conv2D(32, 3, Padding = Padding.Same), ReLU, Conv2D(32, 3, Padding = Padding.Same), ReLU]
    [Conv2D(64, 3, Padding = Padding.Same, Stride = 2), ReLU, Conv2D(64, 3, Padding = Padding.Same), ReLU]
    [Conv2D(64, 3, Padding = Padding.Same), ReLU, Conv2D(64, 3, Padding = Padding.Same), ReLU]
    [Conv2D(64, 3, Padding = Padding.Same), ReLU, Conv2D(64, 3, Padding = Padding.Same), ReLU]
    [GlobalAveragePool, Dense(10)]
    [CrossEntropy]
    internal sealed partial class Plain20;

    internal readonly struct CallsLeNet(LeNet network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct CallsPlain8(Plain8 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }

    internal readonly struct CallsPlain20(Plain20 network) : ICalls
    {
        public void Forward(float[] inputs, float[] outputs) => network.Forward(inputs, outputs);
    }
}
